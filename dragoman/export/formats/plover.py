"""PLOVER JSON Lines, after the manual's version 0.8: an event a line, in its names and order.

What PLOVER has no name for stands under `dragoman`, in the record and in each entity, so that nothing of an event is lost. PLOVER has
no claims.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dragoman.export.codes import location
from dragoman.export.documents import Document
from dragoman.export.registry import Exporter
from dragoman.export.text import lines, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.documents import Record
    from dragoman.export.registry import Options

# Fields of a record that stand at a place of their own in PLOVER's.
_PLACED = {"kind", "id", "date", "enddate", "event", "mode", "actor", "recipient", "context", "quad_code", "event_scale", "coder"}
_ENTITY = ("code", "sector", "entity_text", "office")
_CITED = ("title", "url", "publication", "language")


def write(documents: Iterable[Document], path: Path, _: Options) -> None:
    """Write the file."""
    with writing(path) as stream:
        for document in documents:
            # The whole text stands once an article: in each of its events it would make files of many times the size.
            lines(stream, (_plover(document, event, "" if number else document.text or "") for number, event in enumerate(document.events)))


def _plover(document: Document, event: Record, story: str) -> dict[str, Any]:
    sentence, trigger = event["sentence"], event["trigger"]
    return {
        "id": event["id"],
        "has_event": True,
        "date": event["date"] or "",
        "time": "",
        "enddate": event.get("enddate") or "",
        "endtime": "",
        "actor": [_entity(party) for party in event["actor"]],
        "recipient": [_entity(party) for party in event["recipient"]],
        "event": event["event"],
        "event_loc": _location(event),
        "event_text": trigger["text"],
        "quad_code": event["quad_code"],
        "event_scale": event["event_scale"],
        "mode": event["mode"],
        "context": event.get("context", []),
        "link": [],
        "text": sentence["text"],
        "text_info": {**{name: sentence[name] for name in ("sequence", "start", "end")}, "text_story": story},
        "cite_info": _citation(document, event),
        "coder": event.get("coder", ""),
        "coded_date": "",
        "coded_time": "",
        "comment": "",
        "dragoman": {
            **{name: value for name, value in event.items() if name not in _PLACED},
            "published": document.date or None,
            "status": document.status,
        },
    }


def _entity(party: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in party.items() if name not in _ENTITY}
    return {
        "code": party["code"],
        "sector": party["sector"],
        "entity_text": party["entity_text"],
        "identifier_id": "",
        "identifier_text": party.get("name", ""),
        "religion": "",
        "ethnicity": "",
        "office": party.get("office", ""),
        "gender": "",
        "age": "",
        "dragoman": rest,
    }


def _location(event: Record) -> dict[str, Any]:
    if not event.get("event_loc"):
        return {}
    place = location(event)
    return {
        "extracted_place": place["text"],
        "resolved_place": place["name"],
        "geonameid": place["geonameid"],
        "lat": place["latitude"],
        "lon": place["longitude"],
        "city": place["city"],
        "district": place["district"],
        "province": place["province"],
        "country": place["country"],
        "country_code": place["code"],
        "feature_class": place["feature_class"],
        "feature_code": place["feature_code"],
        "resolution": place["resolution"],
    }


def _citation(document: Document, event: Record) -> dict[str, str]:
    about = {name: getattr(document, name) for name in _CITED}
    rest = {"corpus": "", "citation": document.id, "license": "", "copyright": "", "coder": event.get("coder", "")}
    return {**about, **rest, "codebook": "PLOVER 0.8", "version": event.get("pack", "")}


def read(path: Path) -> Iterator[Document]:
    """Read it back: documents with their events."""
    with path.open(encoding="utf-8") as stream:
        for id_, group in groupby((json.loads(line) for line in stream), lambda record: record["cite_info"]["citation"]):
            records = list(group)
            first, own = records[0], records[0]["dragoman"]
            about = {name: first["cite_info"][name] for name in _CITED}
            text = first["text_info"]["text_story"] or None
            events = tuple(_record(record) for record in records)
            yield Document(id_, events, text, own["published"] or "", status=own["status"], **about)


def _record(record: dict[str, Any]) -> Record:
    own = {name: value for name, value in record["dragoman"].items() if name != "status"}
    parties = {role: [_party(party) for party in record[role]] for role in ("actor", "recipient")}
    same = {name: record[name] for name in ("id", "event", "mode", "context", "quad_code", "event_scale", "coder")}
    dates = {name: record[name] or None for name in ("date", "enddate")}
    return {"kind": "event", **same, **dates, **parties, **own}


def _party(entity: dict[str, Any]) -> dict[str, Any]:
    return {**{name: entity[name] for name in _ENTITY}, **entity["dragoman"]}


EXPORTERS = (Exporter("plover", "PLOVER JSON Lines, manual 0.8", ".jsonl", write, read=read, carries=("event",)),)
