"""Articles of a store with their records, as every exporter takes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from dragoman.export.documents import Document
from dragoman.store import tables
from dragoman.store.articles import articles
from dragoman.store.filters import ArticleFilter
from dragoman.store.opening import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine, Table

    from dragoman.store.articles import StoredArticle
    from dragoman.store.filters import EventFilter

_CHUNK = 100  # articles at a time


def documents(engine: Engine, wanted: EventFilter | None = None) -> Iterator[Document]:
    """Every article, in the order of storing; with a filter those that have an event that it keeps, with these events alone.

    Claims come with their articles, and name of the events inside them those that are kept.
    """
    table = tables.events
    kept = None
    if wanted is not None:
        query = sa.select(table.c.number, table.c.article_number).where(*wanted.conditions(engine.dialect.name))
        with reading(engine) as connection:
            found = connection.execute(query.order_by(table.c.article_number)).all()
        kept = {row.number for row in found}
        numbers = list(dict.fromkeys(row.article_number for row in found))
    else:
        with reading(engine) as connection:
            numbers = list(connection.execute(sa.select(tables.articles.c.number).order_by(tables.articles.c.number)).scalars())
    for start in range(0, len(numbers), _CHUNK):
        yield from _chunk(engine, numbers[start : start + _CHUNK], kept)


def _chunk(engine: Engine, numbers: Sequence[int], kept: set[int] | None) -> Iterator[Document]:
    with reading(engine) as connection:
        events = _records(connection, tables.events, numbers, kept)
        claims = _records(connection, tables.claims, numbers, None)
    for stored in articles(engine, ArticleFilter(numbers=tuple(numbers))):
        found = _document(stored)
        yield found.keeping(events.get(stored.number, []), claims.get(stored.number, []))


def _records(connection: Connection, table: Table, numbers: Sequence[int], kept: set[int] | None) -> dict[int, list[dict[str, Any]]]:
    query = sa.select(table.c.number, table.c.article_number, table.c.record).where(table.c.article_number.in_(numbers), table.c.current)
    found: dict[int, list[dict[str, Any]]] = {}
    for number, article, record in connection.execute(query.order_by(table.c.number)):
        if kept is None or number in kept:
            found.setdefault(article, []).append(json.loads(record))
    return found


def _document(stored: StoredArticle) -> Document:
    article, read = stored.article, stored.reading
    about = {"title": article.title or "", "url": article.url or "", "publication": article.publication or ""}
    day = article.date.isoformat() if article.date else ""
    return Document(article.id, (), article.text, day, read.language, status=read.status, **about)
