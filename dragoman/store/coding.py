"""Articles → readings in a store, reading only what the store does not hold yet or holds by another version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman import pipeline
from dragoman.analysis.language import declared
from dragoman.export.records import CODER
from dragoman.store import tables, versions
from dragoman.store.articles import article_of
from dragoman.store.opening import reading
from dragoman.store.rows import storable
from dragoman.store.writing import Entry, Writer, content_key, free_id, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date as day_of

    from sqlalchemy import Connection

    from dragoman.model import Article, Reading
    from dragoman.store.rows import Row
    from dragoman.store.store import Store
    from dragoman.store.writing import Outcome

_CHUNK = 32  # articles looked up, read and committed together: what the parser takes at once
_FETCH = 500  # numbers a query


@dataclass(frozen=True, slots=True)
class Options:
    """How to take articles in.

    `language` and `date` (of publication) hold for articles that tell none; `replace` lets what an input tells of an article (date, title,
    url, outlet, language) take the place of what the store holds, which otherwise stays.
    """

    language: str | None = None
    date: day_of | None = None
    replace: bool = False
    command: str = "ingest"


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one article: its id in the store, what was done, the status of its reading with the reason, and how much it gave."""

    id: str
    outcome: Outcome
    status: str
    reason: str = ""
    events: int = 0
    claims: int = 0


def ingest(store: Store, articles: Iterable[Article], options: Options | None = None) -> Iterator[Ingested]:
    """Read and store articles; gives each, in order within a few dozen, once it is committed.

    An article is the same as a stored one where id and text are; it is read again only where the reading would be another: by a new version
    of the program or of the pack, or knowing more about the article. Another text under an id that is taken gets an id of its own.
    """
    options = options or Options()
    writer = Writer(store.engine, options.command)
    remaining = iter(articles)
    while chunk := list(islice(remaining, _CHUNK)):
        completed = [
            replace(article, language=declared(article.language) or options.language, date=article.date or options.date)
            for article in chunk
        ]
        with reading(store.engine) as connection:
            known, pending = _sort(connection, completed, overwrite=options.replace)
        yield from known
        yield from _read(writer, pending)
    writer.finish()


def recode(store: Store, *, command: str = "recode") -> Iterator[Ingested]:
    """Read again the stored articles whose reading is by another version than would read them now; older readings are kept."""
    writer = Writer(store.engine, command)
    numbers = outdated(store)
    for start in range(0, len(numbers), _CHUNK):
        articles = tables.articles
        query = sa.select(articles).where(articles.c.number.in_(numbers[start : start + _CHUNK])).order_by(articles.c.number)
        with reading(store.engine) as connection:
            pending = [(article_of(row), str(row["given"])) for row in connection.execute(query).mappings()]
        yield from _read(writer, pending)
    writer.finish()


def outdated(store: Store) -> list[int]:
    """The numbers of the articles that `recode` would read."""
    read = tables.readings.c
    group = (read.language, read.pack, read.pack_digest, read.coder)
    with reading(store.engine) as connection:
        old = [row for row in connection.execute(sa.select(*group).where(read.current).distinct()) if _old(row.language, row)]
        numbers: list[int] = []
        for row in old:
            same = sa.and_(*(column == value for column, value in zip(group, row, strict=True)))
            numbers += connection.execute(sa.select(read.article_number).where(read.current, same)).scalars()
    return sorted(numbers)


def _old(language: str, row: sa.Row[*tuple[str, ...]]) -> bool:
    pack = versions.current(language)
    return (pack.name, pack.digest, CODER) != (row.pack, row.pack_digest, row.coder)


def _read(writer: Writer, pending: Sequence[tuple[Article, str]]) -> Iterator[Ingested]:
    if not pending:
        return
    found = list(pipeline.read_many(article for article, _ in pending))
    entries = [Entry(one, given) for one, (_, given) in zip(found, pending, strict=True)]
    for one, outcome in zip(found, writer.write(entries), strict=True):
        yield _told(one, outcome)


def _told(found: Reading, outcome: Outcome) -> Ingested:
    status = found.status
    return Ingested(found.article.id, outcome, status.code, status.reason, len(found.events), len(found.claims))


def _sort(connection: Connection, articles: Sequence[Article], *, overwrite: bool) -> tuple[list[Ingested], list[tuple[Article, str]]]:
    """Those that need no reading, and those that do, under the ids that they will have and with the ids that they were given."""
    stored = _stored(connection, articles)
    known: list[Ingested] = []
    pending: list[tuple[Article, str]] = []
    keys: set[tuple[str, str]] = set()
    for article in articles:
        given, content = storable(article.id), content_key(article.text)
        if (given, content) in keys:
            known.append(Ingested(article.id, "unchanged", "duplicate", "the same article twice in one input"))
            continue
        keys.add((given, content))
        row = stored.get((given, content))
        if row is None:
            taken = {one.id for one, _ in pending}
            id_ = free_id(connection, given, content)
            pending.append((replace(article, id=id_ if id_ not in taken else f"{given}-{content[:8]}"), given))
            continue
        fuller = replace(merged(article, row, overwrite=overwrite), id=str(row["id"]))
        if row["stamp"] == versions.stamp(fuller, versions.current(row["read_language"])):
            known.append(Ingested(fuller.id, "unchanged", row["status"], row["reason"]))
        else:
            pending.append((fuller, given))
    return known, pending


def _stored(connection: Connection, articles: Sequence[Article]) -> dict[tuple[str, str], Row]:
    """What the store holds of these articles, by id as given (and as stored) and content key."""
    table, read = tables.articles, tables.readings
    columns = [column for column in table.c if column.name not in ("text", "exact")]
    query = sa.select(*columns, read.c.stamp, read.c.status, read.c.reason, read.c.language.label("read_language"))
    query = query.join(read, sa.and_(read.c.article_number == table.c.number, read.c.current))
    ids = {storable(article.id) for article in articles}
    contents = {content_key(article.text) for article in articles}
    query = query.where(sa.or_(table.c.given.in_(ids), table.c.id.in_(ids)), table.c.content.in_(contents))
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return {(row["id"], row["content"]): row for row in rows} | {(row["given"], row["content"]): row for row in rows}
