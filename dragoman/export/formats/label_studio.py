"""Label Studio: a folder with the tasks, their predictions, and the labelling configuration that shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from dragoman import ontology
from dragoman.export import annotation
from dragoman.export.records import CODER, to_json
from dragoman.export.registry import Exporter
from dragoman.export.text import offset_map, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.documents import Document
    from dragoman.export.registry import Options

# Colours of the four quad classes, cooperation blue and conflict red, and of what stands around the events.
_QUADS = {1: "#8db7dd", 2: "#2f6fae", 3: "#e8b08a", 4: "#c0473a"}
_OTHERS = {annotation.PARTY: "#8a8f98", annotation.PLACE: "#7fae7a", annotation.CUE: "#a58bc4", annotation.CONTENT: "#d9cfa3"}


def write(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write tasks.json and config.xml into the new folder `path`."""
    path.mkdir()
    (path / "config.xml").write_text(_config(), encoding="utf-8")
    with writing(path / "tasks.json") as stream:
        stream.write("[")
        for number, document in enumerate(documents):
            stream.write((",\n" if number else "\n") + to_json(_task(document, options)))
        stream.write("\n]\n")


def _task(document: Document, options: Options) -> dict[str, Any]:
    found = annotation.annotate(document)
    about = {"article": document.id, "title": document.title, "url": document.url, "published": document.date}
    result = [*_labels(found, options), *_relations(found)]
    return {"data": {"text": found.text, **about}, "predictions": [{"model_version": CODER, "result": result}]}


def _labels(found: annotation.Annotation, options: Options) -> Iterator[dict[str, Any]]:
    at = offset_map(found.text, options.offsets)
    for mark in found.marks:
        said = found.said.get(mark.key, {})
        note = mark.note or "; ".join(f"{name}: {_plain(value)}" for name, value in said.items() if value not in (None, [], ""))
        yield {
            "id": f"m{mark.key}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": at(mark.start), "end": at(mark.end), "text": found.text[mark.start : mark.end], "labels": [mark.label]},
            "meta": {"text": [note] if note else []},
        }


def _relations(found: annotation.Annotation) -> Iterator[dict[str, Any]]:
    for link in found.links:
        yield {
            "type": "relation",
            "from_id": f"m{link.start.key}",
            "to_id": f"m{link.end.key}",
            "direction": "right",
            "labels": [link.role],
        }


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _config() -> str:
    colours = {**{name: _QUADS[kind.quad] for name, kind in ontology.load().types.items()}, **_OTHERS}
    labels = "".join(f"    <Label value={quoteattr(name)} background={quoteattr(colour)}/>\n" for name, colour in colours.items())
    relations = "".join(f"    <Relation value={quoteattr(role)}/>\n" for role in annotation.ROLES)
    return (
        f'<View>\n  <Relations>\n{relations}  </Relations>\n  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


EXPORTERS = (Exporter("label-studio", "Label Studio: tasks with predictions, and the configuration", "", write, folder=True),)
