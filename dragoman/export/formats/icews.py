"""ICEWS's table: 20 columns separated by tabs, under a header, a row for each source with each target of an event, in CAMEO codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman import ontology
from dragoman.export.codes import country_name, location
from dragoman.export.dyads import real_dyads
from dragoman.export.registry import Exporter
from dragoman.export.text import write_tsv
from dragoman.ontology import cameo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dragoman.export.documents import Document
    from dragoman.export.dyads import Dyad
    from dragoman.export.registry import Options

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity"),
    *("Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)


def write(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write the file."""
    write_tsv((_row(dyad) for document in documents for dyad in real_dyads(document, options)), path, COLUMNS)


def _row(dyad: Dyad) -> list[Any]:
    event, place = dyad.event, location(dyad.event)
    code = cameo.load().of(event["event"][0], *event["mode"][:1])
    return [
        *(dyad.id, event["date"], *_party(dyad.actor), code.name, code.code, code.goldstein, *_party(dyad.recipient)),
        # ICEWS counts sentences from 1.
        *(dyad.document.id, event["sentence"]["sequence"] + 1, dyad.document.publication),
        *(place["city"], place["district"], place["province"], place["country"], place["latitude"], place["longitude"]),
    ]


def _party(party: dict[str, Any]) -> tuple[str, str, str]:
    name = party.get("name") or party["entity_text"]
    return name, ontology.load().sectors.get(party["sector"], ""), country_name(party["code"])


EXPORTERS = (Exporter("icews", "ICEWS's table, 20 columns, CAMEO codes", ".tsv", write),)
