"""Where records go: a terminal, a pipe, or a file that appears only when it is complete."""

from __future__ import annotations

import csv
import io
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

from dragoman.export import COLUMNS, What, records, rows, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.console import Console

    from dragoman.model import Reading

_WIDTH = 140  # columns of a table that goes to no terminal


@dataclass(frozen=True, slots=True)
class Printing:
    """How to print: `threshold` leaves out events of a lower confidence, `path` None is standard output."""

    format: Literal["table", "jsonl", "csv"]
    what: What
    threshold: float
    path: Path | None


@contextmanager
def writer(printing: Printing) -> Iterator[Callable[[Reading], None]]:
    """Give the function that prints a reading. Raises OSError where the output cannot be written; nothing is left behind then."""
    with opened(printing.path) as stream:
        make = {"jsonl": _jsonl, "csv": _csv, "table": _table}[printing.format]
        yield make(stream, printing)


def _jsonl(stream: TextIO, printing: Printing) -> Callable[[Reading], None]:
    def write(reading: Reading) -> None:
        for record in records(reading, printing.what, printing.threshold):
            stream.write(to_json(record) + "\n")
            stream.flush()

    return write


def _csv(stream: TextIO, printing: Printing) -> Callable[[Reading], None]:
    table = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()

    def write(reading: Reading) -> None:
        table.writerows(rows(records(reading, printing.what, printing.threshold)))
        stream.flush()

    return write


def _table(stream: TextIO, printing: Printing) -> Callable[[Reading], None]:
    from dragoman.export.table import tables  # noqa: PLC0415

    screen = console(stream)

    def write(reading: Reading) -> None:
        for part in tables(reading, printing.what, printing.threshold):
            screen.print(part)

    return write


def console(stream: TextIO) -> Console:
    """Where tables are drawn: as wide as the terminal, or as COLUMNS says, or 140 columns."""
    from rich.console import Console  # noqa: PLC0415 - not needed for the other formats

    width = None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH
    return Console(file=stream, width=width, highlight=False, emoji=False)


@contextmanager
def opened(path: Path | None) -> Iterator[TextIO]:
    """A stream to write UTF-8 to: standard output for None, else a file that appears when it is complete. Raises OSError."""
    """Standard output, or a file that appears when it is complete. Raises OSError where it cannot be written."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        sys.stdout.flush()
    elif path.exists() and not path.is_file():
        # A device or a named pipe cannot be renamed over; a directory raises here, as it should.
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
    else:
        yield from _replacing(path.resolve())


def _replacing(path: Path) -> Iterator[TextIO]:
    """Write beside the target and rename at the end."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("x", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
