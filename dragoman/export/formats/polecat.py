"""POLECAT's table: 40 columns separated by tabs, under a header, a row for each actor with each recipient of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.export.codes import country, cow, location
from dragoman.export.dyads import real_dyads
from dragoman.export.registry import Exporter
from dragoman.export.text import write_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.documents import Document
    from dragoman.export.dyads import Dyad
    from dragoman.export.registry import Options

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"),
    *("Story Organizations", "Story Locations", "Language", "Version"),
)


def write(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write the file."""
    rows = (_row(dyad) for document in documents for dyad in real_dyads(document, options))
    write_tsv(([row.get(name, "") for name in COLUMNS] for row in rows), path, COLUMNS)


def _row(dyad: Dyad) -> dict[str, Any]:
    event, document = dyad.event, dyad.document
    place = location(event)
    return {
        "Event ID": dyad.id,
        "Event Date": event["date"],
        "Event Type": event["event"][0],
        "Event Mode": "; ".join(event["mode"]),
        "Intensity": event["event_scale"],
        "Quad Code": event["quad_code"],
        "Contexts": "; ".join(event.get("context", [])),
        **dict(_party("Actor", dyad.actor)),
        **dict(_party("Recipient", dyad.recipient)),
        "Placename": place["name"] or place["text"],
        "City": place["city"],
        "District": place["district"],
        "Province": place["province"],
        "Country": place["code"],
        "Latitude": place["latitude"],
        "Longitude": place["longitude"],
        "GeoNames ID": place["geonameid"],
        "Raw Placename": place["text"],
        "Feature Type": place["feature_code"],
        "Source": document.publication or document.url,
        "Publication Date": document.date,
        "Language": document.language,
        "Version": event.get("coder", ""),
    }


def _party(role: str, party: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield f"{role} Name", party.get("name") or party["entity_text"]
    # POLECAT keeps countries apart from what is none, which its sectors name.
    yield f"{role} Country", party["code"] if country(party["code"]) else ""
    yield f"{role} COW", cow(party["code"])
    group = "" if country(party["code"]) else party["code"]
    sectors = [part for part in (group, party["sector"]) if part]
    yield f"Primary {role} Sector", sectors[0] if sectors else ""
    yield f"{role} Sectors", "; ".join(sectors)
    yield f"{role} Title", party.get("office", "")
    yield f"{role} Name Raw", party["entity_text"]


EXPORTERS = (Exporter("polecat", "POLECAT's table, 40 columns", ".tsv", write),)
