"""An Excel workbook with the sheets events, claims and articles; the columns of the CSV."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dragoman.export.csv_rows import COLUMNS, rows
from dragoman.export.registry import Exporter, ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from dragoman.export.documents import Document
    from dragoman.export.registry import Options

_NUMBERS = {"trigger_start", "trigger_end", "sentence_sequence", "quad_code", "event_scale", "content_start", "content_end", "confidence"}
_DATES = {"date", "enddate", "published"}
_CLAIM = ("source", "cue", "content", "claim", "stance", "events")
_SHARED = ("kind", "id", "article", "language", "rule", "title", "url", "publication", "coder", "pack", "published")
SHEETS = {
    "events": tuple(name for name in COLUMNS if not name.startswith(_CLAIM)),
    "claims": tuple(name for name in COLUMNS if name.startswith(_CLAIM) or name in _SHARED),
    "articles": ("id", "date", "language", "status", "title", "url", "publication"),
}
MOST_ROWS = 1_048_576  # of a sheet, with its header
_LONGEST = 32_767  # characters of a cell


def write(documents: Iterable[Document], path: Path, _: Options) -> None:
    """Write the workbook. Raises ExportError where a sheet would have more rows than Excel can show."""
    from openpyxl import Workbook  # noqa: PLC0415 - a heavy library, for this format only

    book = Workbook(write_only=True)
    sheets = {name: book.create_sheet(name) for name in SHEETS}
    for name, sheet in sheets.items():
        sheet.freeze_panes = "A2"
        sheet.append(list(SHEETS[name]))
    finished = False
    try:
        _fill(sheets, documents)
        finished = True
    finally:
        # The library leaves its half-written sheets open unless the book is saved somewhere.
        book.save(path if finished else BytesIO())


def _fill(sheets: dict[str, Worksheet], documents: Iterable[Document]) -> None:
    filled = dict.fromkeys(SHEETS, 1)
    for document in documents:
        own = [{**record, "published": record.get("published") or document.date} for record in document.records]
        about = document.article_record()
        for name, row in [("articles", about), *((f"{row['kind']}s", row) for row in rows(own))]:
            filled[name] += 1
            if filled[name] > MOST_ROWS:
                raise ExportError(f"more than {MOST_ROWS - 1:,} {name}, which a sheet of Excel cannot hold; take csv or parquet")
            sheets[name].append([_cell(sheets[name], column, row.get(column)) for column in SHEETS[name]])


def _cell(sheet: Worksheet, column: str, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - a heavy library, for this format only
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    if value in (None, ""):
        return None
    if column in _NUMBERS:
        return float(value)
    if column in _DATES and len(value) == 10 and value >= "1900-03-01":
        return date.fromisoformat(value)
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", _sound(str(value)))[:_LONGEST])
    # A text that begins with "=" is words of an article, never a formula.
    cell.data_type = "s"
    return cell


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


EXPORTERS = (Exporter("excel", "Excel workbook: events, claims, articles", ".xlsx", write, module="openpyxl"),)
