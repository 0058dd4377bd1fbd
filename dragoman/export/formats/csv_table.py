"""One table for spreadsheets and R: events and claims as rows, told apart by `kind`; the columns of `dragoman code --format csv`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from dragoman.export.csv_rows import COLUMNS, rows
from dragoman.export.registry import Exporter
from dragoman.export.text import writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dragoman.export.documents import Document
    from dragoman.export.registry import Options


def write(documents: Iterable[Document], path: Path, _: Options) -> None:
    """Write the file."""
    with writing(path) as stream:
        table = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        for document in documents:
            table.writerows(rows(document.records))


EXPORTERS = (Exporter("csv", "one table of events and claims", ".csv", write),)
