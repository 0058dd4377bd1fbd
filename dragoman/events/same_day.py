"""The day of a happening that the article tells again: told once, it holds where the same is told without a date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.model import Entity, Event

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
    """Of the same type, by coded parties that do not differ; without any party that both name they are not the same."""
    if event.event != other.event:
        return False
    sides = [(_codes(event.actor), _codes(other.actor)), (_codes(event.recipient), _codes(other.recipient))]
    return all(one == two for one, two in sides if one and two) and any(one and one == two for one, two in sides)


def _codes(parties: tuple[Entity, ...]) -> frozenset[str]:
    return frozenset(entity.code for entity in parties if entity.code)
