"""GeoJSON (RFC 7946): a point for each event whose place has coordinates, with its record as properties."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from dragoman.export.codes import location
from dragoman.export.documents import Document
from dragoman.export.records import to_json
from dragoman.export.registry import Exporter
from dragoman.export.text import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.documents import Record
    from dragoman.export.registry import Options


def write(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write the file; events without coordinates are left out and counted."""
    with writing(path) as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for document, event in chain.from_iterable(((d, e) for e in d.events) for d in documents):
            if (feature := _feature(document, event)) is None:
                options.left_out["events without coordinates"] += 1
                continue
            stream.write(separator + to_json(feature))
            separator = ",\n"
        stream.write("\n]}\n")


def _feature(document: Document, event: Record) -> dict[str, Any] | None:
    place = location(event)
    if place["latitude"] is None or place["longitude"] is None:
        return None
    flat = {  # maps style and label by plain values
        "type": event["event"][0],
        "actors": "; ".join(party["code"] or party["entity_text"] for party in event["actor"]),
        "recipients": "; ".join(party["code"] or party["entity_text"] for party in event["recipient"]),
        "place": place["name"] or place["text"],
        "score": event["event_scale"],
        "published": document.date or None,
        "source": document.url or document.id,
        "sentence_text": event["sentence"]["text"],
    }
    return {
        "type": "Feature",
        "id": event["id"],
        # Longitude goes first.
        "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
        "properties": {**flat, "record": event},
    }


def read(path: Path) -> Iterator[Document]:
    """Read the events back, each article's together."""
    found: dict[str, list[Record]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        record = feature["properties"]["record"]
        found.setdefault(record["article"], []).append(record)
    yield from (Document(id_, tuple(records)) for id_, records in found.items())


EXPORTERS = (Exporter("geojson", "GeoJSON, a point an event", ".geojson", write),)
