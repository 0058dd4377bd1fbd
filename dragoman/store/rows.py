"""A reading → the rows of the tables, without their numbers."""

from __future__ import annotations

import calendar
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.export import claim_record, event_record, to_json
from dragoman.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.model import Claim, Event, Reading, Span

Row = dict[str, Any]
AUX = ("historical", "future", "hypothetical", "negation")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # what PostgreSQL, or UTF-8, has no place for


@dataclass(slots=True)
class Owned:
    """An event or a claim with what hangs on it."""

    row: Row
    entities: list[Row] = field(default_factory=list)
    spans: list[Row] = field(default_factory=list)


def storable(text: str) -> str:
    """The text with U+FFFD for each NUL and half character: offsets stay."""
    return _UNSTORABLE.sub("�", text)


def exact(text: str) -> str | None:
    """A text that `storable` changes, as a JSON string in ASCII; None for all others."""
    return json.dumps(text) if _UNSTORABLE.search(text) else None


def event_rows(reading: Reading) -> list[Owned]:
    """One an event, in order."""
    return [_event(number, event, reading) for number, event in enumerate(reading.events)]


def claim_rows(reading: Reading) -> list[Owned]:
    """One a claim, in order."""
    ids = {event.id for event in reading.events}
    return [_claim(number, claim, reading, ids) for number, claim in enumerate(reading.claims)]


def sentences(reading: Reading) -> str:
    """The offsets of the sentences as JSON: [[start, end], …]."""
    return json.dumps([[sentence.start, sentence.end] for sentence in reading.sentences], separators=(",", ":"))


def mentions(reading: Reading) -> str:
    """Every party that the article mentions, as JSON: [[start, end, code, sector, name, office], …]."""
    found = [[one.start, one.end, one.code, one.sector, one.name, one.office] for one in reading.entities]
    return json.dumps(found, separators=(",", ":"))


def _event(number: int, event: Event, reading: Reading) -> Owned:
    record = event_record(event, reading)
    place = record["event_loc"] or {}
    first, last = _days(record["date"], record["enddate"])
    row = {
        **_common(number, record, reading),
        **{name: record[name] for name in ("date", "enddate", "date_basis", "quad_code", "event_scale", "channel", "duration")},
        "first_day": first,
        "last_day": last,
        "event": event.event,
        "mode": event.mode,
        **{name: name in event.aux for name in AUX},
        "context": "; ".join(event.context),
        "place": _optional(place.get("extracted_place")),
        "country": _optional(place.get("country_code") or place.get("country")),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "geonameid": _optional(place.get("geonameid")),
        "trigger": storable(event.trigger.text),
        "sentence": storable(event.sentence.text),
        "sentence_sequence": event.sentence.sequence,
        "confidence": record["confidence"],
        "evidence": json.dumps({"steps": event.evidence.steps, "rejected": event.evidence.rejected}),
    }
    owned = Owned(row)
    owned.entities += _entities("actor", event.actor) + _entities("recipient", event.recipient)
    owned.entities += [
        {**_entity("attribution", place_, link.source), "stance": link.stance} for place_, link in enumerate(event.attribution)
    ]
    if event.place:
        at = Entity(event.place.text, event.place.start, event.place.end, row["country"] or "", name=place.get("resolved_place") or "")
        owned.entities += _entities("place", [at])
    owned.spans += _spans("trigger", [event.trigger]) + _spans("sentence", [event.sentence])
    owned.spans += _spans("place", [event.place] if event.place else [])
    owned.spans += [_span("attribution cue", place_, link.cue) for place_, link in enumerate(event.attribution) if link.cue is not None]
    return owned


def _claim(number: int, claim: Claim, reading: Reading, ids: set[str]) -> Owned:
    record = claim_record(claim, reading, ids)
    row = {
        **_common(number, record, reading),
        "type": claim.type,
        "stance": claim.stance,
        "cue": _optional((record["cue"] or {}).get("text")),
        "content": storable((record["content"] or {}).get("text", "")),
    }
    owned = Owned(row)
    if claim.source:
        owned.entities.append({**_entity("source", 0, claim.source), "stance": claim.stance})
    owned.spans += _spans("cue", claim.cue) + _spans("content", claim.content)
    return owned


def _common(number: int, record: Row, reading: Reading) -> Row:
    article = reading.article
    return {
        "id": record["id"],
        "article": storable(record["article"]),
        "sequence": number,
        "current": True,
        "rule": record["rule"],
        "language": record["language"],
        "publication": _optional(article.publication),
        "published": article.date.isoformat() if article.date else None,
        "record": to_json(record),
    }


def _entities(role: str, entities: Iterable[Entity]) -> list[Row]:
    return [_entity(role, number, entity) for number, entity in enumerate(entities)]


def _entity(role: str, number: int, entity: Entity) -> Row:
    return {
        "role": role,
        "sequence": number,
        "code": entity.code,
        "sector": entity.sector,
        "name": storable(entity.name),
        "entity_text": storable(entity.text),
        "office": storable(entity.office),
        "members": "; ".join(entity.members),
        "flags": "; ".join(entity.flags),
        "stance": None,
        "start_char": entity.start,
        "end_char": entity.end,
        "how": json.dumps(entity.how),
    }


def _spans(role: str, spans: Sequence[Span]) -> list[Row]:
    return [_span(role, number, span) for number, span in enumerate(spans)]


def _span(role: str, number: int, span: Span) -> Row:
    return {"role": role, "sequence": number, "start_char": span.start, "end_char": span.end, "text": storable(span.text)}


def _optional(text: object) -> str | None:
    return None if text in (None, "") else storable(str(text))


def _days(date: str | None, enddate: str | None) -> tuple[str | None, str | None]:
    """The first and last day that a date (YYYY, YYYY-MM or YYYY-MM-DD) and an optional end date cover."""
    if not date:
        return None, None
    return _bound(date, last=False), _bound(enddate or date, last=True)


def _bound(date: str, *, last: bool) -> str:
    if len(date) == 4:
        return f"{date}-12-31" if last else f"{date}-01-01"
    if len(date) == 7:
        day = calendar.monthrange(int(date[:4]), int(date[5:7]))[1] if last else 1
        return f"{date}-{day:02}"
    return date
