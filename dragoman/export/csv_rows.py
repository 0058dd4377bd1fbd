"""Records → rows of one table for spreadsheets; several values in a cell are joined with "; "."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = (
    *("kind", "id", "article", "language", "date", "enddate", "event", "mode", "aux"),
    *("actor_code", "actor_sector", "actor_text", "recipient_code", "recipient_sector", "recipient_text"),
    *("attribution_code", "attribution_text", "trigger", "trigger_start", "trigger_end", "sentence_sequence", "sentence"),
    *("context", "quad_code", "event_scale", "place", "place_country", "channel", "duration"),
    *("source_code", "source_sector", "source_text", "cue", "content", "content_start", "content_end"),
    *("claim_type", "stance", "events"),
    *("rule", "confidence", "title", "url", "publication", "coder", "pack", "published"),
    *("place_name", "place_resolution", "latitude", "longitude", "geonameid"),
    *("distance", "attribution_stance", "acts"),
)
_SHARED = ("kind", "id", "article", "language", "rule", "confidence", "coder", "pack", "published")


def rows(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Flatten event and claim records; a row holds the filled columns of `COLUMNS` only."""
    for record in records:
        cells = _event(record) if record["kind"] == "event" else _claim(record)
        cells |= {name: record.get(name) for name in _SHARED}
        cells |= record.get("cite_info", {})
        yield {name: text for name, value in cells.items() if (text := _cell(value))}


def _event(record: dict[str, Any]) -> dict[str, Any]:
    trigger, sentence, place = record["trigger"], record["sentence"], record["event_loc"] or {}
    same = ("date", "enddate", "event", "mode", "aux", "context", "quad_code", "event_scale", "channel", "duration")
    return {
        **{name: record[name] for name in same},
        **_parties("actor", record["actor"]),
        **_parties("recipient", record["recipient"]),
        "attribution_code": [link["code"] for link in record["attribution"]],
        "attribution_text": [link["entity_text"] for link in record["attribution"]],
        "attribution_stance": [link["stance"] for link in record["attribution"]],
        "distance": [sign["kind"] for sign in record.get("distance", ())],
        "trigger": trigger["text"],
        "trigger_start": trigger["start"],
        "trigger_end": trigger["end"],
        "sentence_sequence": sentence["sequence"],
        "sentence": sentence["text"],
        "place": place.get("extracted_place"),
        "place_country": place.get("country"),
        "place_name": place.get("resolved_place"),
        "place_resolution": place.get("resolution"),
        "latitude": place.get("lat"),
        "longitude": place.get("lon"),
        "geonameid": place.get("geonameid"),
    }


def _claim(record: dict[str, Any]) -> dict[str, Any]:
    cue, content = record["cue"] or {}, record["content"] or {}
    return {
        **_parties("source", [record["source"]] if record["source"] else []),
        "cue": cue.get("text"),
        "content": content.get("text"),
        "content_start": content.get("start"),
        "content_end": content.get("end"),
        "claim_type": record["type"],
        "stance": record["stance"],
        "events": record["events"],
        "acts": record.get("acts"),
    }


def _parties(name: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        f"{name}_code": [entity["code"] for entity in entities],
        f"{name}_sector": [entity["sector"] for entity in entities],
        f"{name}_text": [entity["entity_text"] for entity in entities],
    }


def _cell(value: object) -> str:
    """The text of a cell. Lists keep the places of empty values, so that codes and texts of several parties stay aligned."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value) if any(item not in (None, "") for item in value) else ""
    return "" if value is None else str(value)
