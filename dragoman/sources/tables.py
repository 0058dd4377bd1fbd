"""Tables → articles, row by row: CSV and its kin, and Parquet. A bad row costs that row only."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from dragoman.model import Article, InputError
from dragoman.sources.decode import decode, text_encoding
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dragoman.sources.records import Terms

_SAMPLE = 200_000  # bytes that tell the encoding
_BATCH = 64  # rows of a Parquet file at a time
_DELIMITERS = ",;\t|"


def read_csv(stream: BinaryIO, name: str, terms: Terms) -> Iterator[Article | Problem]:
    """Articles of a table with a heading; commas, semicolons, tabs or bars part its cells, and quotation marks may enclose them."""
    buffered = io.BufferedReader(stream, _SAMPLE) if not isinstance(stream, io.BufferedReader) else stream  # type: ignore[type-var]
    beginning = buffered.peek(_SAMPLE)[:_SAMPLE]
    if not beginning.strip():
        raise InputError("empty")
    encoding, notice = text_encoding(beginning)
    if notice:
        yield Problem(name, notice, fatal=False)
    # Half characters mark the bytes that do not fit, so that they cost their row only.
    text = io.TextIOWrapper(buffered, encoding=encoding, errors="surrogateescape", newline="")
    try:
        heading = text.readline(terms.max_bytes)
        delimiter = max(_DELIMITERS, key=heading.count)
        names = [cell.strip() for cell in next(csv.reader([heading], delimiter=delimiter), [])]
        terms.columns.used(names)
        yield from _rows(text, name, terms, (names, delimiter))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"broken table: {error}") from error
    finally:
        text.detach()  # the stream is its opener's to close


def _rows(text: io.TextIOWrapper, name: str, terms: Terms, form: tuple[list[str], str]) -> Iterator[Article | Problem]:
    names, delimiter = form
    before = csv.field_size_limit(max(terms.max_bytes, 1))
    rows = csv.reader(text, delimiter=delimiter, strict=True)
    filled = 0
    try:
        while True:
            where = f"{name}:{rows.line_num + 2}"
            try:
                cells = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                filled += 1
                yield Problem(where, f"broken row: {error}")
                continue
            if any(cells):
                filled += 1
                yield from _row(dict(zip(names, cells, strict=False)), where, terms, len(cells) - len(names))
    finally:
        csv.field_size_limit(before)
    if not filled:
        yield Problem(name, "a heading without rows")


def _row(record: dict[str, str], where: str, terms: Terms, surplus: int) -> Iterator[Article | Problem]:
    if surplus > 0:
        yield Problem(where, f"broken row: {surplus} cells more than the heading has; is a quotation mark missing?")
        return
    try:
        fitting = {}
        for column, value in record.items():
            fitting[column], notice = _mended(value)
            if notice:
                yield Problem(where, f"{column}: {notice}", fatal=False)
        yield from _article(fitting, where, terms)
    except InputError as error:
        yield Problem(where, str(error))


def _mended(value: str) -> tuple[str, str]:
    """Decode anew a cell whose bytes did not fit the table's encoding."""
    if value.isascii() or not any("\udc80" <= character <= "\udcff" for character in value):
        return value, ""
    return decode(value.encode("utf-8", "surrogateescape"))


def read_parquet(path: Path, name: str, terms: Terms) -> Iterator[Article | Problem]:
    """Articles of a Parquet file; only the columns that tell of articles are read, some rows at a time."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - heavy, and an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise InputError("Parquet needs another package: pip install 'dragoman[arrow]'") from error

    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            used = terms.columns.used(file.schema_arrow.names)
            for batch in file.iter_batches(_BATCH, columns=used):
                for record in batch.to_pylist():
                    number += 1
                    yield from _whole(record, f"{name}:{number}", terms)
    except pa.ArrowException as error:
        raise InputError(f"broken Parquet: {' '.join(str(error).split())[:200]}") from error
    if not number:
        raise InputError("a table without rows")


def _whole(record: Mapping[str, object], where: str, terms: Terms) -> Iterator[Article | Problem]:
    try:
        yield from _article(record, where, terms)
    except InputError as error:
        yield Problem(where, str(error))


def _article(record: Mapping[str, object], where: str, terms: Terms) -> Iterator[Article | Problem]:
    article, notices = terms.columns.article(dict(record), terms.max_bytes)
    yield from (Problem(where, notice, fatal=False) for notice in notices)
    yield article
