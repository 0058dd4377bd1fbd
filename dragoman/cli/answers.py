"""`dragoman events`, `claims`, `stats` and `sql`: what a store answers, as a table, JSON Lines or CSV."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import typer
from rich.table import Table
from rich.text import Text

from dragoman.cli.output import console, opened
from dragoman.export import COLUMNS, rows
from dragoman.export.printable import printable
from dragoman.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import TextIO

    from dragoman.store import Records

_SHOWN = 50  # rows of a table where no limit is given
_LONGEST = 160  # characters of a cell


@dataclass(frozen=True, slots=True)
class Asked:
    """How to answer: `limit` None is the format's own, 0 everything."""

    store: str
    format: Literal["table", "jsonl", "csv"]
    limit: int | None = None
    order: Literal["stored", "date", "-date"] = "stored"
    output: Path | None = None


def events(asked: Asked, filters: dict[str, Any]) -> int:
    """Print the events that the filters keep; gives the exit code."""
    with Store.open(asked.store, create=False) as store:
        _print(store.events(order=asked.order, limit=_limit(asked), **filters), asked)
    return 0


def claims(asked: Asked, filters: dict[str, Any]) -> int:
    """Print the claims that the filters keep; gives the exit code."""
    with Store.open(asked.store, create=False) as store:
        _print(store.claims(order=asked.order, limit=_limit(asked), **filters), asked)
    return 0


def stats(asked: Asked) -> int:
    """Print the counts of a store; gives the exit code."""
    with Store.open(asked.store, create=False) as store:
        counted = asdict(store.stats())
    with opened(asked.output) as stream:
        if asked.format == "jsonl":
            stream.write(json.dumps(counted, ensure_ascii=False) + "\n")
            return 0
        for name, value in counted.items():
            stream.write(f"{name.replace('_', ' '):<12} {_counts(value)}\n")
    return 0


def sql(asked: Asked, query: str) -> int:
    """Print what one SELECT gives; gives the exit code."""
    with Store.open(asked.store, create=False) as store, store.sql(query) as answer, opened(asked.output) as stream:
        if asked.format == "table":
            _table(stream, answer.columns, answer.rows)
        elif asked.format == "csv":
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(answer.columns)
            writer.writerows(answer.rows)
        else:
            for row in answer.rows:
                stream.write(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False, default=str) + "\n")
    return 0


def _limit(asked: Asked) -> int | None:
    if asked.limit is None:
        return _SHOWN if asked.format == "table" else None
    return asked.limit or None


def _print(records: Records, asked: Asked) -> None:
    with opened(asked.output) as stream:
        if asked.format == "jsonl":
            stream.writelines(f"{line}\n" for line in records.lines())
        elif asked.format == "csv":
            writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows(iter(records)))
        else:
            cells = _event_cells if records.table.name == "events" else _claim_cells
            number = _table(stream, *cells(records))
            if number == records.limit and asked.limit is None and (every := records.count()) > number:
                typer.echo(f"dragoman: {number} of {every} shown; --limit 0 shows all", err=True)


def _event_cells(records: Iterable[dict[str, Any]]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    columns = ("date", "event", "actor", "recipient", "words", "according to", "article", "id")
    return columns, (
        (
            record["date"],
            " ".join([*record["event"], *record["mode"], *(f"({flag})" for flag in record["aux"])]),
            _parties(record["actor"]),
            _parties(record["recipient"]),
            record["trigger"]["text"],
            _parties(record["attribution"]),
            record["article"],
            record["id"],
        )
        for record in records
    )


def _claim_cells(records: Iterable[dict[str, Any]]) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    columns = ("source", "cue", "content", "type", "stance", "article", "id")
    return columns, (
        (
            _parties([record["source"]] if record["source"] else []),
            (record["cue"] or {}).get("text"),
            (record["content"] or {}).get("text"),
            *(record[name] for name in ("type", "stance", "article", "id")),
        )
        for record in records
    )


def _parties(parties: Sequence[dict[str, Any]]) -> str:
    return "; ".join(
        f"{party['entity_text']} [{' '.join(part for part in (party['code'], party['sector']) if part) or '?'}]" for party in parties
    )


def _table(stream: TextIO, columns: Sequence[str], lines: Iterable[Sequence[object]]) -> int:
    """Print rows; gives their number."""
    table = Table()
    for column in columns:
        table.add_column(Text(printable(column)), overflow="fold")
    if columns[-1:] == ("id",):
        table.columns[-1].no_wrap = True  # an id that is broken in two cannot be copied
    for line in lines:
        table.add_row(*(Text(_cell(value)) for value in line))
    console(stream).print(table)
    return table.row_count


def _cell(value: object) -> str:
    text = printable("" if value is None else str(value))
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + " …"


def _counts(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name or '–'} {number}" for name, number in value.items()) or "–"
    if isinstance(value, list):
        return "; ".join(f"{number} {status}: {reason}" for status, reason, number in value) or "–"
    if isinstance(value, tuple):
        return " to ".join(str(part) for part in value if part) or "–"
    return str(value)
