"""The day of a happening that the article tells again: told once, it holds where the same is told without a date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.model import Event

_REACH = 3  # sentences between two tellings
_DAY = 10  # characters of YYYY-MM-DD
_OTHER_TIME = frozenset({"historical", "future", "hypothetical", "negation"})


def dated_alike(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give undated events the day of the nearest dated one of the same type, actor and recipient within three sentences."""
    told = [event for event in events if len(event.date) == _DAY and not event.enddate and _OTHER_TIME.isdisjoint(event.aux)]
    return tuple(_dated(event, told) if not event.date and _OTHER_TIME.isdisjoint(event.aux) else event for event in events)


def _dated(event: Event, told: Iterable[Event]) -> Event:
    near = [other for other in told if _near(event, other) and _same(event, other)]
    if not near:
        return event
    best = min(near, key=lambda other: abs(other.sentence.sequence - event.sentence.sequence))
    step = f"date {best.date}: told of the same at “{best.trigger.text}”"
    return replace(event, date=best.date, date_basis="text", evidence=replace(event.evidence, steps=(*event.evidence.steps, step)))


def _near(event: Event, other: Event) -> bool:
    return abs(event.sentence.sequence - other.sentence.sequence) <= _REACH


def _same(event: Event, other: Event) -> bool:
    """Of the same type, by parties that do not differ; without any party that both name they are not the same."""
    if event.event != other.event:
        return False
    actors, recipients = (_codes(event, other, side) for side in ("actor", "recipient"))
    agree = all(not (one and two) or one == two for one, two in (actors, recipients))
    return agree and any(one and one == two for one, two in (actors, recipients))


def _codes(event: Event, other: Event, side: str) -> tuple[frozenset[str], frozenset[str]]:
    one, two = (frozenset(entity.code or entity.text for entity in getattr(e, side)) for e in (event, other))
    return one, two
