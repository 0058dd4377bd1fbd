"""doccano's JSON Lines for sequence labelling with relations, and Prodigy's with the same spans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.export.annotation import annotate
from dragoman.export.registry import Exporter
from dragoman.export.text import lines, offset_map, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dragoman.export.annotation import Annotation
    from dragoman.export.documents import Document
    from dragoman.export.registry import Options


def write_doccano(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write doccano's lines; ids are unique over the whole file, as doccano needs them."""
    first = 0
    with writing(path) as stream:
        for document in documents:
            found = annotate(document)
            at = offset_map(found.text, options.offsets)
            lines(stream, [{"text": found.text, **_doccano(found, at, first), **_about(document)}])
            first += len(found.marks) + len(found.links)


def _doccano(found: Annotation, at: Callable[[int], int], first: int) -> dict[str, Any]:
    entities = [{"id": first + m.key, "label": m.label, "start_offset": at(m.start), "end_offset": at(m.end)} for m in found.marks]
    relations = [
        {"id": first + len(entities) + number, "from_id": first + link.start.key, "to_id": first + link.end.key, "type": link.role}
        for number, link in enumerate(found.links, 1)
    ]
    return {"entities": entities, "relations": relations}


def write_prodigy(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write Prodigy's lines."""
    with writing(path) as stream:
        for document in documents:
            found = annotate(document)
            at = offset_map(found.text, options.offsets)
            spans = {m.key: {"start": at(m.start), "end": at(m.end), "label": m.label} for m in found.marks}
            relations = [
                {"label": link.role, "head_span": spans[link.start.key], "child_span": spans[link.end.key]} for link in found.links
            ]
            lines(stream, [{"text": found.text, "spans": list(spans.values()), "relations": relations, "meta": _about(document)}])


def _about(document: Document) -> dict[str, str]:
    about = {"article": document.id, "title": document.title, "url": document.url, "published": document.date}
    return {name: value for name, value in about.items() if value}


EXPORTERS = (
    Exporter("doccano", "doccano: sequence labelling with relations", ".jsonl", write_doccano),
    Exporter("prodigy", "Prodigy: spans and relations", ".jsonl", write_prodigy),
)
