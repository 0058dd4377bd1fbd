"""Articles as they are stored, with what became of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.model import Article
from dragoman.store import tables
from dragoman.store.opening import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine, RowMapping

    from dragoman.store.filters import ArticleFilter, Order

_CHUNK = 200  # articles held at a time


@dataclass(frozen=True, slots=True)
class StoredReading:
    """One reading of an article: by which pack and program, when, with what result. `current` marks the one that counts."""

    number: int
    status: str
    reason: str
    language: str
    pack: str
    coder: str
    coded: str
    current: bool
    run: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article, and its current reading. `given` is the id that its source gave, `date_flag` says what is odd about its date."""

    number: int
    article: Article
    given: str
    date_flag: str
    added: str
    reading: StoredReading


def articles(
    engine: Engine, wanted: ArticleFilter, order: Order = "stored", limit: int | None = None, offset: int = 0
) -> Iterator[StoredArticle]:
    """The articles that a filter keeps."""
    table, read = tables.articles, tables.readings
    query = sa.select(table, *_reading_columns()).join(read, sa.and_(read.c.article_number == table.c.number, read.c.current))
    query = query.where(*wanted.conditions(engine.dialect.name)).limit(limit)
    orders: dict[str, list[Any]] = {
        "stored": [table.c.number],
        "date": [table.c.date.asc().nulls_last(), table.c.number],
        "-date": [table.c.date.desc().nulls_last(), table.c.number.desc()],
    }
    query = query.order_by(*orders[order])
    if offset:
        query = query.limit(-1 if limit is None and engine.dialect.name == "sqlite" else limit).offset(offset)
    with reading(engine) as connection, connection.execution_options(yield_per=_CHUNK).execute(query) as found:
        for row in found.mappings():
            yield _stored(row)


def count(engine: Engine, wanted: ArticleFilter) -> int:
    """How many articles a filter keeps."""
    table, read = tables.articles, tables.readings
    joined = table.join(read, sa.and_(read.c.article_number == table.c.number, read.c.current))
    query = sa.select(sa.func.count()).select_from(joined).where(*wanted.conditions(engine.dialect.name))
    with reading(engine) as connection:
        return int(connection.execute(query).scalar_one())


def readings(engine: Engine, id_: str) -> list[StoredReading]:
    """Every reading of an article, oldest first."""
    table, read = tables.articles, tables.readings
    query = (
        sa.select(*_reading_columns()).join(table, read.c.article_number == table.c.number).where(table.c.id == id_).order_by(read.c.number)
    )
    with reading(engine) as connection:
        return [_reading(row) for row in connection.execute(query).mappings()]


def article_of(row: RowMapping) -> Article:
    """The Article of a row of the table articles, its text as it was given."""
    text = json.loads(row["exact"]) if row["exact"] is not None else row["text"]
    day = date.fromisoformat(row["date"]) if row["date"] else None
    return Article(row["id"], text, day, row["language"], row["title"], row["url"], row["publication"])


def _reading_columns() -> list[sa.ColumnElement[Any]]:
    read = tables.readings.c
    names = ("number", "status", "reason", "language", "pack", "coder", "coded", "current", "run_number")
    return [read[name].label(f"reading_{name}") for name in names]


def _reading(row: RowMapping) -> StoredReading:
    text = {name: str(row[f"reading_{name}"]) for name in ("status", "reason", "language", "pack", "coder", "coded")}
    return StoredReading(row["reading_number"], current=bool(row["reading_current"]), run=row["reading_run_number"], **text)


def _stored(row: RowMapping) -> StoredArticle:
    return StoredArticle(row["number"], article_of(row), row["given"], row["date_flag"], row["added"], _reading(row))
