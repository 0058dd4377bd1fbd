"""Documents → readings: the records of docs/record.md back as the model's own, for what works on readings.

What records do not carry stays out: the sentences and mentions beside those of the records, the trace, and how a party came by its code.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.model import Article, Attribution, Claim, Entity, Event, Evidence, Reading, SentenceSpan, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.export.documents import Document, Record


def reading_of(document: Document) -> Reading:
    """A document as a reading. Its mentions are the parties and sources of its records. Raises KeyError for a record that lacks a field."""
    day = date.fromisoformat(document.date) if document.date else None
    article = Article(
        document.id,
        document.text or "",
        day,
        document.language or None,
        document.title or None,
        document.url or None,
        document.publication or None,
    )
    events = tuple(_event(record) for record in document.events)
    claims = tuple(_claim(record) for record in document.claims)
    pack = next((record["pack"] for record in document.records), "")
    mentions = tuple(sorted(set(_mentions(events, claims)), key=lambda e: (e.start, e.end, e.code)))
    status = Status("events" if events else "no events")
    return Reading(article, status, document.language, pack, entities=mentions, events=events, claims=claims)


def _mentions(events: tuple[Event, ...], claims: tuple[Claim, ...]) -> Iterator[Entity]:
    for event in events:
        yield from (*event.actor, *event.recipient, *(link.source for link in event.attribution))
    yield from (claim.source for claim in claims if claim.source is not None)


def _event(record: Record) -> Event:
    sentence, place = record["sentence"], record.get("event_loc")
    return Event(
        id=record["id"],
        event=record["event"][0],
        mode=next(iter(record["mode"]), ""),
        actor=tuple(map(_entity, record["actor"])),
        recipient=tuple(map(_entity, record["recipient"])),
        trigger=_span(record["trigger"]),
        sentence=SentenceSpan(sentence["text"], sentence["start"], sentence["end"], sentence["sequence"]),
        evidence=Evidence(record["rule"]),
        aux=tuple(record["aux"]),
        date=record["date"] or "",
        date_basis=record.get("date_basis") or "",
        enddate=record.get("enddate") or "",
        context=tuple(record.get("context", ())),
        place=Span(place["extracted_place"], place["start"], place["end"]) if place else None,
        place_code=(place.get("country") or "") if place else "",
        channel=record.get("channel") or "",
        duration=record.get("duration") or "",
        attribution=tuple(map(_link, record["attribution"])),
        confidence=record["confidence"],
    )


def _link(record: Record) -> Attribution:
    return Attribution(_entity(record), _span(record["cue"]) if record["cue"] else None, record["stance"])


def _claim(record: Record) -> Claim:
    return Claim(
        id=record["id"],
        source=_entity(record["source"]) if record["source"] else None,
        cue=_pieces(record["cue"]),
        content=_pieces(record["content"]),
        type=record["type"],
        stance=record["stance"],
        events=tuple(record["events"]),
        rule=record.get("rule", ""),
    )


def _entity(record: Record) -> Entity:
    return Entity(
        record["entity_text"],
        record["start"],
        record["end"],
        record["code"],
        record["sector"],
        record.get("name", ""),
        record.get("office", ""),
        tuple(record.get("members", ())),
    )


def _span(record: dict[str, Any]) -> Span:
    return Span(record["text"], record["start"], record["end"])


def _pieces(record: dict[str, Any] | None) -> tuple[Span, ...]:
    return tuple(map(_span, record.get("pieces", [record]))) if record else ()
