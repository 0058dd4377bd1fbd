"""Reading → PLOVER records as dictionaries, in PLOVER's names and some more; docs/record.md tells every field."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from dragoman import ontology
from dragoman.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.model import Attribution, Claim, Entity, Event, Reading, Span

What = Literal["events", "claims", "all"]
_CLASSES = {"PPL": "P", "RGN": "L", "PCL": "A", "ADM": "A"}  # GeoNames feature classes by the beginning of a feature code
_ELSEWHEN = frozenset({"historical", "future", "hypothetical"})  # what did not happen about the day of publication
CODER = f"dragoman {__version__}"
# Half characters, and what Python and others take for the end of a line where JSON does not.
_ESCAPED = re.compile("[\ud800-\udfff\x85\u2028\u2029]")


def records(reading: Reading, what: What = "all", threshold: float = 0.0) -> Iterator[dict[str, Any]]:
    """All records of a reading, events before claims; `threshold` leaves out events of a lower confidence."""
    kept = [event for event in reading.events if event.confidence >= threshold]
    if what != "claims":
        yield from (event_record(event, reading) for event in kept)
    if what != "events":
        ids = {event.id for event in kept}
        yield from (claim_record(claim, reading, ids) for claim in reading.claims)


def event_record(event: Event, reading: Reading) -> dict[str, Any]:
    """One event. Offsets are code points into the article's text."""
    sentence, plover = event.sentence, ontology.load()
    return {
        "kind": "event",
        "id": event.id,
        "article": reading.article.id,
        "date": event.date or None,
        "enddate": event.enddate or None,
        "date_basis": event.date_basis or _fallback(event, reading),
        "event": [event.event],
        "mode": [event.mode] if event.mode else [],
        "aux": list(event.aux),
        "actor": [entity_record(entity) for entity in event.actor],
        "recipient": [entity_record(entity) for entity in event.recipient],
        "attribution": [_link(link) for link in event.attribution],
        "distance": [{"kind": sign.kind, **span_record(sign.cue)} for sign in event.distance],
        "trigger": span_record(event.trigger),
        "sentence": {"sequence": sentence.sequence, "start": sentence.start, "end": sentence.end, "text": sentence.text},
        "context": list(event.context),
        "quad_code": plover.quad(event.event),
        "event_scale": plover.score(event.event, event.mode),
        "event_loc": _place(event),
        "channel": event.channel or None,
        "duration": event.duration or None,
        "rule": event.evidence.rule,
        "confidence": round(event.confidence, 3),
        **_origin(reading),
    }


def _fallback(event: Event, reading: Reading) -> str | None:
    """The day that stands in for a date which is not told: that of the publication, for what happened and is news."""
    return "publication" if reading.article.date and not event.date and _ELSEWHEN.isdisjoint(event.aux) else None


def claim_record(claim: Claim, reading: Reading, kept: set[str]) -> dict[str, Any]:
    """One claim; of its events those whose ids are in `kept`."""
    return {
        "kind": "claim",
        "id": claim.id,
        "article": reading.article.id,
        "source": entity_record(claim.source) if claim.source else None,
        "cue": _pieces(claim.cue, reading),
        "content": _pieces(claim.content, reading),
        "type": claim.type,
        "stance": claim.stance,
        "events": [id_ for id_ in claim.events if id_ in kept],
        "acts": [id_ for id_ in claim.acts if id_ in kept],
        "rule": claim.rule,
        **_origin(reading),
    }


def to_json(record: dict[str, Any]) -> str:
    """One line of JSON. Half characters, which JSON input may hold and UTF-8 cannot, and Unicode's line ends are escaped."""
    line = json.dumps(record, ensure_ascii=False)
    return json.dumps(record) if _ESCAPED.search(line) else line


def _origin(reading: Reading) -> dict[str, Any]:
    article = reading.article
    cited = {"title": article.title, "url": article.url, "publication": article.publication}
    return {
        "language": reading.language,
        "published": article.date.isoformat() if article.date else None,
        "coder": CODER,
        "pack": reading.pack,
        **({"cite_info": {name: value for name, value in cited.items() if value}} if any(cited.values()) else {}),
    }


def span_record(span: Span) -> dict[str, Any]:
    """A stretch of the article: its words and offsets."""
    return {"text": span.text, "start": span.start, "end": span.end}


def _pieces(spans: Sequence[Span], reading: Reading) -> dict[str, Any] | None:
    """A span; one in several pieces reaches from the first to the last and lists them as `pieces`."""
    if not spans:
        return None
    if len(spans) == 1:
        return span_record(spans[0])
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return {"text": reading.article.text[start:end], "start": start, "end": end, "pieces": [span_record(span) for span in spans]}


def entity_record(entity: Entity) -> dict[str, Any]:
    """A party: its codes and the words it stands on."""
    return {
        "code": entity.code,
        "sector": entity.sector,
        "entity_text": entity.text,
        "start": entity.start,
        "end": entity.end,
        "name": entity.name,
        "office": entity.office,
        "members": list(entity.members),
        **({"flags": list(entity.flags)} if entity.flags else {}),
        **({"antecedent": entity.antecedent} if entity.antecedent else {}),
    }


def _link(link: Attribution) -> dict[str, Any]:
    return {**entity_record(link.source), "cue": span_record(link.cue) if link.cue else None, "stance": link.stance}


def _place(event: Event) -> dict[str, Any] | None:
    place = event.place
    if place is None:
        return None
    where = event.location
    resolved = {
        "resolved_place": where.name if where else None,
        "geonameid": (where.geonameid if where else 0) or None,
        "lat": where.latitude if where else None,
        "lon": where.longitude if where else None,
        "city": (where.city if where else "") or None,
        "district": (where.district if where else "") or None,
        "province": (where.province if where else "") or None,
        "admin1": (where.admin1 if where else "") or None,
        "feature_class": _CLASSES.get(where.feature[:3]) if where else None,
        "feature_code": where.feature if where else None,
        "resolution": where.resolution if where else None,
    }
    return {"extracted_place": place.text, "country": event.place_code or None, "start": place.start, "end": place.end, **resolved}
