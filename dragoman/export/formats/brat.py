"""brat stand-off: a folder with text and annotation of each article, and the configuration that shows them.

T lines are spans, E lines events with their parties, R lines relations of claims, A lines attributes, # lines notes. Offsets are code
points; a span in several pieces has several offsets.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from dragoman import ontology
from dragoman.export import annotation
from dragoman.export.dyads import UNREAL
from dragoman.export.registry import Exporter
from dragoman.export.text import cell, writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.annotation import Annotation, Mark
    from dragoman.export.documents import Document
    from dragoman.export.registry import Options

_NO_NAME = re.compile(r"[^\w.-]+|^\.+")
_LONGEST = 100  # characters of a file name
_FLAGS = (*UNREAL, "historical")
_VALUES = {"Stance": ("asserts", "denies", "doubts"), "Type": ("direct", "indirect", "mixed")}


def write(documents: Iterable[Document], path: Path, _: Options) -> None:
    """Write a .txt and an .ann of each article, and annotation.conf, into the new folder `path`."""
    path.mkdir()
    (path / "annotation.conf").write_text(_config(), encoding="utf-8")
    taken: set[str] = set()
    for document in documents:
        found = annotation.annotate(document)
        name = file_name(document.id, taken)
        taken.add(name.casefold())
        # brat reads the offsets of the text as it stands: no line end may be changed on the way.
        with writing(path / f"{name}.txt") as stream:
            stream.write(found.text)
        with writing(path / f"{name}.ann") as stream:
            stream.writelines(line + "\n" for line in _lines(found))


def file_name(id_: str, taken: set[str]) -> str:
    """A name for an article's files: its id where that can be one, else what is left of it with a hash."""
    name = _NO_NAME.sub("_", id_)
    if name != id_ or len(name) > _LONGEST or name.casefold() in taken:
        digest = hashlib.blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        name = f"{name[:_LONGEST]}-{digest}"
    return name


def _lines(found: Annotation) -> Iterator[str]:
    for mark in found.marks:
        offsets = ";".join(f"{start} {end}" for start, end in mark.pieces)
        words = " ".join(cell(found.text[start:end]) for start, end in mark.pieces)
        yield f"T{mark.key}\t{mark.label} {offsets}\t{words}"
    triggers = [mark for mark in found.marks if mark.label in ontology.load().types]
    events = {mark.key: number for number, mark in enumerate(triggers, 1)}
    yield from (_event(found, mark, events[mark.key]) for mark in triggers)
    claims = [link for link in found.links if link.start.key not in events]
    yield from (f"R{number}\t{link.role} Arg1:T{link.start.key} Arg2:T{link.end.key}" for number, link in enumerate(claims, 1))
    yield from (f"A{number}\t{text}" for number, text in enumerate(_attributes(found, events), 1))
    yield from (f"#{number}\tAnnotatorNotes {text}" for number, text in enumerate(_notes(found, events), 1))


def _event(found: Annotation, trigger: Mark, number: int) -> str:
    arguments = [f"{trigger.label}:T{trigger.key}"]
    seen: dict[str, int] = {}
    for link in found.links:
        if link.start is trigger:
            seen[link.role] = seen.get(link.role, 0) + 1
            # brat tells several arguments of one role apart by a number, from the second on.
            arguments.append(f"{link.role}{seen[link.role] if seen[link.role] > 1 else ''}:T{link.end.key}")
    return f"E{number}\t{' '.join(arguments)}"


def _attributes(found: Annotation, events: dict[int, int]) -> Iterator[str]:
    for key, said in found.said.items():
        of = f"E{events[key]}" if key in events else f"T{key}"
        yield from (f"{flag.capitalize()} {of}" for flag in said.get("aux") or ())
        yield from (f"Mode {of} {mode}" for mode in said.get("mode") or ())
        yield from (f"{name.capitalize()} {of} {said[name]}" for name in ("stance", "type") if said.get(name))


def _notes(found: Annotation, events: dict[int, int]) -> Iterator[str]:
    for key, said in found.said.items():
        of = f"E{events[key]}" if key in events else f"T{key}"
        told = {"id": said["id"], "date": said.get("date"), "rule": said.get("rule"), "confidence": said.get("confidence")}
        yield f"{of}\t" + "; ".join(f"{name} {cell(value)}" for name, value in told.items() if value not in (None, ""))
    yield from (f"T{mark.key}\t{cell(mark.note)}" for mark in found.marks if mark.note)


def _config() -> str:
    types: dict[str, Any] = dict(ontology.load().types)
    modes = "|".join(sorted({mode for kind in types.values() for mode in kind.modes}))
    arguments = f"Actor*:{annotation.PARTY}, Recipient*:{annotation.PARTY}, Source*:{annotation.PARTY}, Place?:{annotation.PLACE}"
    entities = (annotation.PARTY, annotation.PLACE, annotation.CUE, annotation.CONTENT)
    return "\n".join(
        (
            "[entities]",
            *entities,
            "",
            "[relations]",
            f"Source\tArg1:{annotation.CONTENT}, Arg2:{annotation.PARTY}",
            f"Cue\tArg1:{annotation.CONTENT}, Arg2:{annotation.CUE}",
            "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
            "",
            "[events]",
            *(f"{name}\t{arguments}" for name in types),
            "",
            "[attributes]",
            *(f"{flag.capitalize()}\tArg:<EVENT>" for flag in _FLAGS),
            f"Mode\tArg:<EVENT>, Value:{modes}",
            *(f"{name}\tArg:{annotation.CONTENT}, Value:{'|'.join(values)}" for name, values in _VALUES.items()),
            "",
        )
    )


EXPORTERS = (Exporter("brat", "brat stand-off: text and annotation of each article", "", write, folder=True),)
