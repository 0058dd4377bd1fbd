"""The events of a story's articles → happenings: who tells of each, who asserts and denies it, and where the accounts differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from dragoman.model import content_id
from dragoman.stories.numbers import counted
from dragoman.stories.records import Difference, Happening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.export.documents import Document, Record

# Codes that many bodies share: there the name tells them apart.
_GENERIC = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
_NEAR = 3  # days that two accounts of one happening may lie apart in a story: they are about the same matter, and days are told wrongly


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of one article."""

    event: Record
    document: Document
    actor: frozenset[str]
    recipient: frozenset[str]

    @property
    def day(self) -> date | None:
        """The day of the event where one is told."""
        text = self.event["date"] or ""
        return date.fromisoformat(text) if len(text) == 10 else None


@dataclass(slots=True)
class _Group:
    """Tellings of one happening; the first one's parties decide what fits, so that no chain of loose likenesses grows."""

    tellings: list[Telling]

    def parties(self, role: Literal["actor", "recipient"]) -> tuple[str, ...]:
        return tuple(sorted({party for telling in self.tellings for party in getattr(telling, role)}))


def happenings(documents: Iterable[Document], copies: dict[str, str]) -> Iterator[Happening]:
    """What the articles tell, those told by most outlets first; future events are no happenings yet.

    `copies` maps an article to the one whose text it repeats.
    """
    groups: list[_Group] = []
    for document in documents:
        for event in document.events:
            if "future" in event["aux"]:
                continue
            one = Telling(event, document, _keys(event["actor"]), _keys(event["recipient"]))
            known = next((group for group in groups if _fits(group, one)), None)
            if known is None:
                groups.append(known := _Group([]))
            known.tellings.append(one)
    found = [_happening(group, copies) for group in groups]
    yield from sorted(found, key=lambda one: (-one.outlets, -len(one.articles), one.date or "9", one.id))


def _keys(parties: list[dict[str, Any]]) -> frozenset[str]:
    """What tells parties apart across articles and languages."""
    return frozenset(
        party["code"]
        if party["code"] and party["code"] not in _GENERIC
        else f"{party['code']}:{(party.get('name') or party['entity_text']).casefold()}"
        for party in parties
    )


def _fits(group: _Group, one: Telling) -> bool:
    first = group.tellings[0].event
    modes = {mode for telling in group.tellings for mode in telling.event["mode"]}
    if first["event"] != one.event["event"] or (modes and one.event["mode"] and not modes & set(one.event["mode"])):
        return False
    if not _parties_agree(group.tellings[0], one):
        return False
    days = [telling.day for telling in group.tellings if telling.day]
    return not days or one.day is None or any(abs((day - one.day).days) <= _NEAR for day in days)


def _parties_agree(first: Telling, one: Telling) -> bool:
    if not first.recipient and not one.recipient and len(first.actor) > 1 and len(one.actor) > 1:
        # Of talks, a part of the parties may be left out, but none exchanged.
        return first.actor <= one.actor or one.actor <= first.actor
    pairs = ((first.actor, one.actor), (first.recipient, one.recipient))
    return all(known & own or not known or not own for known, own in pairs) and any(known & own for known, own in pairs)


def _happening(group: _Group, copies: dict[str, str]) -> Happening:
    tellings = group.tellings
    articles = tuple(dict.fromkeys(telling.document.id for telling in tellings))
    voices = _voices(tellings)
    ids = tuple(dict.fromkeys(telling.event["id"] for telling in tellings))
    return Happening(
        content_id("happening", *sorted(ids)),
        tellings[0].event["event"][0],
        next((mode for telling in tellings for mode in telling.event["mode"]), ""),
        group.parties("actor"),
        group.parties("recipient"),
        next((telling.event["date"] for telling in tellings if telling.day), None) or tellings[0].event["date"] or "",
        ids,
        articles,
        len({_outlet(telling) for telling in tellings if copies.get(telling.document.id) not in articles}),
        tuple(sorted(voices["asserts"])),
        tuple(sorted(voices["denies"])),
        tuple(sorted(voices["doubts"])),
        tuple(_differences([telling for telling in tellings if telling.document.id not in copies])),
    )


def _outlet(telling: Telling) -> str:
    return telling.document.publication or telling.document.id


def _voices(tellings: Iterable[Telling]) -> dict[str, set[str]]:
    """Who does what to the happening: the innermost source answers for it, the article where it names none."""
    found: dict[str, set[str]] = defaultdict(set)
    turned = {"asserts": "denies", "denies": "asserts"}
    for telling in tellings:
        event, chain = telling.event, telling.event["attribution"]
        name = (chain[-1].get("name") or chain[-1]["entity_text"]) if chain else _outlet(telling)
        stance = chain[-1]["stance"] if chain else "asserts"
        if "hypothetical" in event["aux"]:
            stance = "doubts"
        elif "negation" in event["aux"]:
            stance = turned.get(stance, stance)
        found[stance].add(name)
    return found


def _differences(tellings: list[Telling]) -> Iterator[Difference]:
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for telling in tellings:
        article, event = telling.document.id, telling.event
        if telling.day:
            told["date"][event["date"]].add(article)
        place = event.get("event_loc") or {}
        if name := place.get("resolved_place") or place.get("extracted_place"):
            told["place"][str(name)].add(article)
        for noun, number in counted(event["sentence"]["text"], event.get("language") or telling.document.language):
            told[noun][number].add(article)
    for what, values in told.items():
        # An article that gives two values itself (killed and wounded) speaks for neither.
        clear = {value: articles for value, articles in values.items() if not _elsewhere(articles, value, values)}
        if len(clear) > 1:
            yield Difference(what, {value: tuple(sorted(articles)) for value, articles in sorted(clear.items())})


def _elsewhere(articles: set[str], value: str, values: dict[str, set[str]]) -> bool:
    others = {article for other, told in values.items() if other != value for article in told}
    return articles <= others
