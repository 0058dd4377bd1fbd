"""A corpus that lives: articles with their readings, events and claims, in one file or on a server."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from dragoman.store import articles as _articles
from dragoman.store import documents as _documents
from dragoman.store import records as _records
from dragoman.store import reviews as _reviews
from dragoman.store.filters import ArticleFilter, ClaimFilter, EventFilter, Order
from dragoman.store.opening import label, open_engine
from dragoman.store.readonly import Answer, answer
from dragoman.store.statistics import Statistics, statistics
from dragoman.store.writing import Entry, Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Engine

    from dragoman.export.documents import Document
    from dragoman.model import Reading
    from dragoman.store.articles import StoredArticle, StoredReading
    from dragoman.store.records import Records
    from dragoman.store.reviews import Review
    from dragoman.store.writing import Outcome

_BATCH = 64  # articles a transaction at most,
_SECONDS = 2.0  # and no work of more than this many seconds is left uncommitted


class Store:
    """A store, opened with `Store.open`; a context manager that closes it. Safe to use from several threads and processes at once.

    Whatever goes wrong raises StoreError with one line that names the store.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        """Use `Store.open`."""
        self.engine = engine
        self.name = name

    @classmethod
    def open(cls, path_or_url: str | Path = "dragoman.db", *, create: bool = True) -> Self:
        """Open the SQLite file of a path, or the PostgreSQL database of a URL (`postgresql://user@host/name`).

        What is not there is made; an older schema is brought up to date; a newer one is refused. With `create` off, a store must be
        there.
        """
        target = str(path_or_url)
        return cls(open_engine(target, create=create), label(target))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ingest(self, readings: Iterable[Reading | Entry], *, command: str = "Store.ingest") -> Counter[Outcome]:
        """Store readings, as they come; gives how many were added, recoded and unchanged.

        An article that is there already gets the reading as its current one, where it is by another version or the article tells more
        about itself now; older readings are kept. An article whole or not at all: those not committed when the process dies are lost.
        """
        tally: Counter[Outcome] = Counter()
        for _, outcome in self.ingesting(readings, command=command):
            tally[outcome] += 1
        return tally

    def ingesting(self, readings: Iterable[Reading | Entry], *, command: str = "Store.ingest") -> Iterator[tuple[Reading, Outcome]]:
        """As `ingest`, giving each reading with its outcome once it is committed."""
        writer = Writer(self.engine, command)
        waiting: list[Entry] = []
        since = monotonic()
        try:
            for item in readings:
                waiting.append(item if isinstance(item, Entry) else Entry(item))
                if len(waiting) >= _BATCH or monotonic() - since > _SECONDS:
                    written, waiting = waiting, []
                    yield from zip((entry.reading for entry in written), writer.write(written), strict=True)
                    since = monotonic()
        finally:
            # What was read when the source broke, or the person stopped it, is worth keeping.
            outcomes = writer.write(waiting) if waiting else []
            writer.finish()
        yield from zip((entry.reading for entry in waiting), outcomes, strict=True)

    def events(
        self, wanted: EventFilter | None = None, *, order: Order = "stored", limit: int | None = None, offset: int = 0, **filters: Any
    ) -> Records:
        """The events that a filter, or keywords as the fields of EventFilter, keep: iterate, `.count()`, `.arrow()`."""
        return _records.events(self.engine, wanted or EventFilter.of(**filters), order, limit, offset)

    def claims(
        self, wanted: ClaimFilter | None = None, *, order: Order = "stored", limit: int | None = None, offset: int = 0, **filters: Any
    ) -> Records:
        """The claims that a filter, or keywords as the fields of ClaimFilter, keep: iterate, `.count()`, `.arrow()`."""
        return _records.claims(self.engine, wanted or ClaimFilter.of(**filters), order, limit, offset)

    def documents(self, wanted: EventFilter | None = None, **filters: Any) -> Iterator[Document]:
        """Articles with their records, as exporters take them: all, or with a filter those with events that it keeps, with these alone."""
        return _documents.documents(self.engine, wanted or (EventFilter.of(**filters) if filters else None))

    def articles(
        self, wanted: ArticleFilter | None = None, *, order: Order = "stored", limit: int | None = None, offset: int = 0, **filters: Any
    ) -> Iterator[StoredArticle]:
        """The articles that a filter, or keywords as the fields of ArticleFilter, keep."""
        return _articles.articles(self.engine, wanted or ArticleFilter.of(**filters), order, limit, offset)

    def article(self, id_: str) -> StoredArticle | None:
        """The article of an id."""
        return next(self.articles(id=id_), None)

    def count_articles(self, wanted: ArticleFilter | None = None, **filters: Any) -> int:
        """How many articles a filter keeps."""
        return _articles.count(self.engine, wanted or ArticleFilter.of(**filters))

    def readings(self, article: str) -> list[StoredReading]:
        """Every reading of an article, oldest first: one for each version that read it."""
        return _articles.readings(self.engine, article)

    def stats(self) -> Statistics:
        """Counts over the whole store."""
        return statistics(self.engine)

    def sql(self, query: str) -> AbstractContextManager[Answer]:
        """Ask one SELECT on the tables of docs/store.md: `with store.sql("…") as answer: answer.columns; for row in answer.rows: …`.

        The database refuses everything that writes.
        """
        return answer(self.engine, query)

    def review(self, review: Review) -> Review:
        """Add what someone says of an event, a claim or an article."""
        return _reviews.add(self.engine, review)

    def reviews(self, *, target: str | None = None, article: str | None = None) -> Iterator[Review]:
        """Reviews, oldest first."""
        return _reviews.reviews(self.engine, target=target, article=article)
