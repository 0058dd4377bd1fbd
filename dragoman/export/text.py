"""What exporters that write text share."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, TextIO

from dragoman.export.records import to_json
from dragoman.export.registry import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dragoman.export.documents import Document
    from dragoman.export.registry import Offsets

_BREAKS = re.compile("[\t\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def writing(path: Path) -> TextIO:
    """Open a file to write UTF-8 with plain line ends; half characters, which UTF-8 cannot hold, are written as escapes."""
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="")


def lines(stream: TextIO, objects: Iterable[dict[str, Any]]) -> None:
    """Write objects as JSON Lines."""
    for item in objects:
        stream.write(to_json(item) + "\n")


def write_tsv(rows: Iterable[Iterable[object]], path: Path, header: Iterable[str] = ()) -> None:
    """Write rows separated by tabs, without quoting: tabs and line breaks inside a value become one blank."""
    with writing(path) as stream:
        table = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None)
        if names := list(header):
            table.writerow(names)
        for row in rows:
            table.writerow([cell(value) for value in row])


def cell(value: object) -> str:
    """The text of a value on one line; None is empty, a number has no needless zeros."""
    if value is None:
        return ""
    return str(value).removesuffix(".0") if isinstance(value, float) else _BREAKS.sub(" ", str(value)).strip()


def whole_text(document: Document) -> str:
    """The article's text with half characters replaced one for one. Raises ExportError where only its records are known."""
    if document.text is None:
        raise ExportError(f"{document.id}: this format needs the article's text, and the input holds only its records")
    return _SURROGATES.sub("\ufffd", document.text)


def offset_map(text: str, offsets: Offsets) -> Callable[[int], int]:
    """Give the function from offsets in code points to offsets in the units asked for."""
    beyond = [match.start() for match in _BEYOND.finditer(text)] if offsets == "utf16" else []
    if not beyond:
        return lambda position: position
    return lambda position: position + bisect_left(beyond, position)
