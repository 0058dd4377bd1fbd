"""The swap test: where actor and recipient change places in a sentence, they change places in the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dragoman.events.entry import entries
from dragoman.model import Article
from dragoman.packs.loader import available, load
from dragoman.pipeline import read_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.model import Entity, Event

DAY = date(2022, 3, 15)
WANTED = 100  # sentences a language
SWAPPED = 95  # of them, at least
ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l'", "un", "une", "des"})
AGREEING = frozenset({"en", "au", "aux", "du"})  # prepositions that change with the name after them
NAMED = ("country", "organisation", "role")  # first step of how a party was reached: its own words name it
GOVERNMENTS = frozenset({"GOV", ""})  # states, their governments and the bodies above them can take any role


@dataclass(frozen=True)
class Swap:
    """An example whose parties can change places: the entry's rule, the sentence, the same with the names exchanged, the dyad told."""

    rule: str
    text: str
    turned: str
    actor: str
    recipient: str


def _named(parties: tuple[Entity, ...]) -> Entity | None:
    """The one party of a role, where its words name it whole."""
    if len(parties) != 1 or not parties[0].code or not parties[0].how:
        return None
    party = parties[0]
    return party if party.sure and party.sector in GOVERNMENTS and party.how[0].startswith(NAMED) else None


def _opens(text: str) -> str:
    """The article that a phrase opens with, empty without one."""
    first = text.replace("\u2019", "'").lower().partition(" ")[0]
    return first if first in ARTICLES else first[:2] if first[:2] in ARTICLES else ""


def _turned(text: str, first: Entity, second: Entity) -> str:
    """The sentence with two phrases exchanged; whichever opens it gets the capital letter, the article of the other loses it."""
    opening = second.text[:1].upper() + second.text[1:] if first.start == 0 else second.text
    moved = first.text[:1].lower() + first.text[1:] if first.start == 0 and _opens(first.text) else first.text
    return text[: first.start] + opening + text[first.end : second.start] + moved + text[second.end :]


def _exchangeable(text: str, event: Event) -> Swap | None:
    """Both parties named in the same way, of two codes, side by side, and neither after a word that agrees with it."""
    actor, recipient = _named(event.actor), _named(event.recipient)
    if actor is None or recipient is None or actor.code == recipient.code:
        return None
    first, second = sorted((actor, recipient), key=lambda e: e.start)
    alike = first.how[0].split()[0] == second.how[0].split()[0] and bool(_opens(first.text)) == bool(_opens(second.text))
    before = {text[: e.start].rsplit(maxsplit=1)[-1].lower() for e in (first, second) if text[: e.start].split()}
    if first.end > second.start or not alike or before & AGREEING:
        return None
    return Swap(event.evidence.rule, text, _turned(text, first, second), actor.code, recipient.code)


def _swaps(language: str) -> list[Swap]:
    """Examples of the lexicon that tell one event of their own entry between two named parties, spread over the whole lexicon."""
    pairs = [(e.id, x.text) for e in entries(load(language)) for x in e.examples if x.matching and not x.known_miss]
    found = [s for (rule, text), events in zip(pairs, _read([t for _, t in pairs], language), strict=True) for s in _of(rule, text, events)]
    step = max(1, len(found) // WANTED)
    return found[::step][:WANTED]


def _of(rule: str, text: str, events: tuple[Event, ...]) -> Iterator[Swap]:
    own = [e for e in events if e.evidence.rule == rule]
    swap = _exchangeable(text, own[0]) if len(own) == 1 else None
    if swap is not None:
        yield swap


def _read(texts: list[str], language: str) -> list[tuple[Event, ...]]:
    articles = (Article(str(number), text, date=DAY, language=language) for number, text in enumerate(texts))
    return [reading.events for reading in read_many(articles)]


def _is_swapped(swap: Swap, events: tuple[Event, ...]) -> bool:
    return any({swap.recipient} == {e.code for e in v.actor} and {swap.actor} == {e.code for e in v.recipient} for v in events)


@pytest.mark.parametrize("language", sorted(available()))
def test_the_dyad_turns_with_the_names(language: str) -> None:
    swaps = _swaps(language)
    assert len(swaps) == WANTED
    results = zip(swaps, _read([s.turned for s in swaps], language), strict=True)
    failed = [f"{s.text} ⇄ {s.turned} ({s.rule})" for s, events in results if not _is_swapped(s, events)]
    assert len(failed) <= WANTED - SWAPPED, "\n".join(failed)
