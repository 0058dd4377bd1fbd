"""Promises, concessions and threats, and the later events that look like their fulfilment or breach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import ontology
from dragoman.ledger.happenings import group
from dragoman.ledger.records import Commitment, Later
from dragoman.model import PackError, Span, content_id
from dragoman.packs.base import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dragoman.ledger.happenings import Group
    from dragoman.ledger.records import Sign
    from dragoman.ledger.testimony import Testimony

HORIZON = 365  # days after a commitment in which an event may still be its fulfilment or breach
_COMMITTING = frozenset({"AGREE", "CONCEDE", "THREATEN"})
_UNREAL = frozenset({"future", "hypothetical", "negation"})


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """What looks like fulfilment and what like breach: event types, or types with a mode."""

    fulfilment: frozenset[str]
    breach: frozenset[str]

    def of(self, event: str, mode: str) -> Sign | None:
        """What an event looks like; a sign with its mode goes first."""
        for kind in (f"{event}.{mode}", event):
            if kind in self.fulfilment:
                return "fulfilment"
            if kind in self.breach:
                return "breach"
        return None


@cache
def signs() -> Mapping[str, Signs]:
    """The table of ontology/commitments.yaml. Raises PackError for a type or mode that PLOVER has not."""
    document = read_yaml(Path(ontology.__file__).with_name("commitments.yaml"))
    types = ontology.load().types
    for kind in (*document, *(k for row in document.values() for side in row.values() for k in side)):
        event, _, mode = kind.partition(".")
        if event not in types or (mode and mode not in types[event].modes):
            raise PackError(f"ontology/commitments.yaml: no event type or mode {kind}")
    return {kind: Signs(frozenset(row["fulfilment"]), frozenset(row["breach"])) for kind, row in document.items()}


def commitments(told: Sequence[Testimony], horizon: int = HORIZON) -> tuple[Commitment, ...]:
    """All commitments by the day they were made, each told several times once; those of no known day come last."""
    groups = group(t for t in told if t.event.event in _COMMITTING and not _UNREAL & set(t.event.aux))
    deeds = [t for t in told if not _UNREAL & set(t.event.aux) and _moment(t) is not None]
    made = [_commitment(g, deeds, horizon) for g in groups]
    return tuple(sorted(made, key=lambda c: (c.since is None, c.since, c.id)))


def _commitment(one: Group, deeds: Iterable[Testimony], horizon: int) -> Commitment:
    first = one.first
    since = min((m for m in (_moment(t) for t in one.members) if m is not None), default=None)
    voices = tuple(dict.fromkeys(v for t in one.members for v in t.voices))
    later = sorted(_later(one, deeds, since, horizon), key=lambda deed: (deed.date, deed.event)) if since else []
    return Commitment(
        content_id("commitment", *sorted(t.event.id + t.article.id for t in one.members)),
        first.event.event,
        next((t.event.mode for t in one.members if t.event.mode), ""),
        first.event.actor,
        next((t.event.recipient for t in one.members if t.event.recipient), ()),
        since,
        voices,
        tuple({(deed.sign, deed.type, deed.mode, deed.date): deed for deed in later}.values()),
    )


def _later(one: Group, deeds: Iterable[Testimony], since: date, horizon: int) -> Iterator[Later]:
    mode = next((t.event.mode for t in one.members if t.event.mode), "")
    known = signs()
    looked_for = known.get(f"{one.first.event.event}.{mode}") or known[one.first.event.event]
    for deed in deeds:
        day = _moment(deed)
        sign = looked_for.of(deed.event.event, deed.event.mode)
        if sign is None or day is None or not 0 < (day - since).days <= horizon or not _same_parties(one, deed):
            continue
        words = Span(deed.event.sentence.text, deed.event.sentence.start, deed.event.sentence.end)
        yield Later(sign, deed.event.id, deed.event.event, deed.event.mode, day, deed.article.id, words)


def _same_parties(one: Group, deed: Testimony) -> bool:
    """By whom it was promised or threatened, and towards whom; a meeting holds both sides."""
    if not one.actor & deed.actor or not one.recipient:
        return False
    return bool(one.recipient & (deed.actor if deed.reciprocal else deed.recipient))


def _moment(one: Testimony) -> date | None:
    """The day of the event; the article's own where none is told and nothing marks it as past."""
    if one.day is not None or one.event.date or "historical" in one.event.aux:
        return one.day
    return one.told
