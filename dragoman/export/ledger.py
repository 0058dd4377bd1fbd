"""The ledger as dictionaries, one a happening, commitment or meeting; docs/ledger.md tells every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.export.records import entity_record, span_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.ledger import Commitment, Happening, Later, Ledger, Meeting, Point, Voice


def ledger_records(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """All records in the ledger's order, told apart by `kind`: happening, commitment, meeting."""
    yield from (_happening(one) for one in ledger.happenings)
    yield from (_commitment(one) for one in ledger.commitments)
    yield from (_meeting(one) for one in ledger.meetings)


def _happening(one: Happening) -> dict[str, Any]:
    return {
        "kind": "happening",
        "id": one.id,
        "event": [one.event],
        "mode": [one.mode] if one.mode else [],
        "actor": [entity_record(entity) for entity in one.actor],
        "recipient": [entity_record(entity) for entity in one.recipient],
        "date": one.date or None,
        "place": one.place or None,
        "country": one.place_code or None,
        "standing": one.standing,
        "voices": [_voice(voice) for voice in one.voices],
        "differing": list(one.differing),
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "role": voice.role,
        "source": entity_record(voice.source) if voice.source else None,
        "article": voice.article,
        "outlet": voice.outlet,
        "date": voice.date.isoformat() if voice.date else None,
        "event": voice.event,
        "words": span_record(voice.words),
    }


def _commitment(one: Commitment) -> dict[str, Any]:
    return {
        "kind": "commitment",
        "id": one.id,
        "event": [one.event],
        "mode": [one.mode] if one.mode else [],
        "actor": [entity_record(entity) for entity in one.actor],
        "recipient": [entity_record(entity) for entity in one.recipient],
        "since": one.since.isoformat() if one.since else None,
        "voices": [_voice(voice) for voice in one.voices],
        "later": [_later(later) for later in one.later],
    }


def _later(later: Later) -> dict[str, Any]:
    return {
        "sign": later.sign,
        "event": later.event,
        "type": later.type,
        "mode": later.mode or None,
        "date": later.date.isoformat(),
        "article": later.article,
        "words": span_record(later.words),
    }


def _meeting(one: Meeting) -> dict[str, Any]:
    return {
        "kind": "meeting",
        "happening": one.happening,
        "date": one.date or None,
        "channel": one.channel or None,
        "duration": one.duration or None,
        "sides": list(one.sides),
        "rows": [[_point(point) if point else None for point in row] for row in one.rows],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "side": point.side,
        "claim": point.claim,
        "source": entity_record(point.source),
        "article": point.article,
        "words": span_record(point.words),
    }
