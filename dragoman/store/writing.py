"""Readings → rows in the database, whole articles at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

from dragoman.export.records import CODER
from dragoman.model import Reading, Status, content_id
from dragoman.packs import loader
from dragoman.sources.dates import flag
from dragoman.store import rows, tables, versions
from dragoman.store.opening import reason, writing
from dragoman.store.rows import Row, storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine, Table

    from dragoman.model import Article
    from dragoman.store.rows import Owned

Outcome = Literal["added", "recoded", "unchanged"]
_ORDER = (tables.articles, tables.readings, tables.events, tables.claims, tables.claim_events, tables.entities, tables.spans)
_KNOWN = ("title", "url", "publication", "language", "date")


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading to store; `given` is the article's id as its source gave it, empty where it is the reading's own."""

    reading: Reading
    given: str = ""


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def content_key(text: str) -> str:
    """What tells two texts apart."""
    return content_id(text)


class Writer:
    """Writes readings for one run; the run is recorded with its first reading, so that a run without any changes nothing."""

    def __init__(self, engine: Engine, command: str) -> None:
        """Write to `engine`; `command` tells in the table runs who did."""
        self._engine = engine
        self._command = command
        self._started = now()
        self._run: int | None = None

    def write(self, entries: Sequence[Entry]) -> list[Outcome]:
        """Write all in one transaction; the outcome of each. Raises StoreError where the database takes nothing.

        An article that the database refuses is stored as failed, with the reason.
        """
        try:
            return self._transaction(entries)
        except (IntegrityError, DataError) as error:
            if len(entries) > 1:
                return [outcome for entry in entries for outcome in self.write([entry])]
            refused = replace(entries[0].reading, status=Status("failed", f"cannot be stored: {reason(error)}"), events=(), claims=())
            return self._transaction([replace(entries[0], reading=refused)])

    def finish(self) -> None:
        """Record when the run ended, where it wrote anything."""
        if self._run is not None:
            with writing(self._engine) as connection:
                connection.execute(sa.update(tables.runs).where(tables.runs.c.number == self._run).values(finished=now()))
                if connection.dialect.name == "sqlite":  # PostgreSQL keeps its statistics itself
                    connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
                    connection.exec_driver_sql("ANALYZE")

    def _transaction(self, entries: Sequence[Entry]) -> list[Outcome]:
        fresh = self._run is None
        try:
            with writing(self._engine) as connection:
                batch = _Batch(connection)
                outcomes: list[Outcome] = [self._put(batch, entry) for entry in entries]
                batch.flush()
                self._count(connection, outcomes)
        except BaseException:
            if fresh:
                self._run = None
            raise
        return outcomes

    def _put(self, batch: _Batch, entry: Entry) -> Outcome:
        pack = versions.current(entry.reading.language)
        if pack.name != entry.reading.pack:  # read by a version that is not installed here, or by none
            pack = versions.PackVersion(entry.reading.pack)
        stamp = versions.stamp(entry.reading.article, pack)
        number, id_, known = batch.article(entry)
        if known:
            if (state := batch.reading_state(number, stamp)) is not None:
                reading_number, is_current = state
                if is_current:
                    return "unchanged"
                batch.make_current(number, reading_number)
                return "recoded"
            batch.make_current(number, None)
        reading = entry.reading if entry.reading.article.id == id_ else renamed(entry.reading, id_)
        batch.reading(number, reading, {"stamp": stamp, "pack_digest": pack.digest, "run_number": self._number(batch.connection)})
        return "recoded" if known else "added"

    def _number(self, connection: Connection) -> int:
        if self._run is None:
            packs = {language: versions.current(language) for language in sorted(loader.available())}
            row = {
                "started": self._started,
                "command": self._command,
                "coder": CODER,
                "packs": json.dumps({language: {"name": pack.name, "digest": pack.digest} for language, pack in packs.items()}),
                "readings": 0,
            }
            self._run = int(connection.execute(sa.insert(tables.runs).values(row).returning(tables.runs.c.number)).scalar_one())
        return self._run

    def _count(self, connection: Connection, outcomes: Sequence[Outcome]) -> None:
        written = sum(outcome != "unchanged" for outcome in outcomes)
        if written and self._run is not None:
            runs = tables.runs
            connection.execute(sa.update(runs).where(runs.c.number == self._run).values(readings=runs.c.readings + written))


def renamed(reading: Reading, id_: str) -> Reading:
    """The reading under another article id. Its events and claims get other ids too: theirs derive from the article's."""
    ids = {event.id: content_id(event.id, id_) for event in reading.events}
    claims = tuple(
        replace(claim, id=content_id(claim.id, id_), events=tuple(ids.get(event, event) for event in claim.events))
        for claim in reading.claims
    )
    events = tuple(replace(event, id=ids[event.id]) for event in reading.events)
    return replace(reading, article=replace(reading.article, id=id_), events=events, claims=claims)


def free_id(connection: Connection, given: str, content: str) -> str:
    """The id for an article new to the store: the given one, or where another text has it, that with a part of the content's key."""
    taken = sa.select(tables.articles.c.id)
    for id_ in (given, f"{given}-{content[:8]}", f"{given}-{content}"):
        if connection.execute(taken.where(tables.articles.c.id == id_)).first() is None:
            return id_
    return content_id(given, content)


def merged(article: Article, row: Row, *, overwrite: bool) -> Article:
    """The article with what the store tells of it: where the article tells nothing itself, or everywhere unless `overwrite`."""
    stored = {name: row[name] for name in _KNOWN if row[name] is not None and (not overwrite or getattr(article, name) is None)}
    if "date" in stored:
        stored["date"] = date.fromisoformat(stored["date"])
    return replace(article, **stored) if stored else article


def about(article: Article) -> Row:
    """The columns of an article besides its text and ids."""
    day = article.date.isoformat() if article.date else None
    rest = {name: storable(value) if (value := getattr(article, name)) else None for name in ("title", "url", "publication", "language")}
    return {**rest, "date": day, "date_flag": flag(article.date)}


@dataclass
class _Batch:
    """The rows of one transaction, inserted table by table at its end."""

    connection: Connection
    pending: dict[Table, list[Row]] = field(default_factory=dict)
    numbers: dict[Table, Iterator[int]] = field(default_factory=dict)
    fresh: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    stamps: set[tuple[int, str]] = field(default_factory=set)

    def add(self, table: Table, row: Row) -> int:
        """Queue a row under the next number. Writers take turns, so the numbers are ours until the transaction ends."""
        if table not in self.numbers:
            highest = self.connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0
            self.numbers[table] = count(highest + 1)
        number = next(self.numbers[table])
        self.pending.setdefault(table, []).append({"number": number, **row})
        return number

    def flush(self) -> None:
        """Insert what is queued."""
        for table in _ORDER:
            if waiting := self.pending.pop(table, None):
                self.connection.execute(sa.insert(table), waiting)
        self.stamps.clear()

    def article(self, entry: Entry) -> tuple[int, str, bool]:
        """The article's number and id, and whether it was there before; what is told newly about it is written."""
        article, articles = entry.reading.article, tables.articles
        given, content = storable(entry.given or article.id), content_key(article.text)
        if (given, content) in self.fresh:
            self.flush()
        same = sa.and_(articles.c.content == content, sa.or_(articles.c.given == given, articles.c.id == given))
        found = self.connection.execute(sa.select(articles).where(same)).mappings().first()
        if found is not None:
            told = about(merged(article, dict(found), overwrite=True))
            if any(found[name] != value for name, value in told.items()):
                self.connection.execute(sa.update(articles).where(articles.c.number == found["number"]).values(told))
            return int(found["number"]), str(found["id"]), True
        wanted = storable(article.id)
        if any(id_ == wanted for _, id_ in self.fresh.values()):
            self.flush()
        id_ = free_id(self.connection, wanted, content)
        text = {"text": storable(article.text), "exact": rows.exact(article.text)}
        number = self.add(articles, {"id": id_, "given": given, "content": content, **text, **about(article), "added": now()})
        self.fresh[given, content] = (number, id_)
        return number, id_, False

    def reading_state(self, article: int, stamp: str) -> tuple[int, bool] | None:
        """The number of the article's reading with this stamp, and whether it is the current one."""
        readings = tables.readings
        if (article, stamp) in self.stamps:
            self.flush()
        same = sa.and_(readings.c.article_number == article, readings.c.stamp == stamp)
        found = self.connection.execute(sa.select(readings.c.number, readings.c.current).where(same)).first()
        return (int(found.number), bool(found.current)) if found else None

    def make_current(self, article: int, reading: int | None) -> None:
        """Let one reading of an article, or none of those there, be the current one."""
        self.flush()
        for table, key in ((tables.readings, "number"), (tables.events, "reading_number"), (tables.claims, "reading_number")):
            ours = table.c.article_number == article
            self.connection.execute(sa.update(table).where(ours, table.c.current).values(current=False))
            if reading is not None:
                self.connection.execute(sa.update(table).where(table.c[key] == reading).values(current=True))

    def reading(self, article: int, reading: Reading, origin: Row) -> None:
        """Queue a reading with its events and claims."""
        row = {
            "article_number": article,
            "current": True,
            "status": reading.status.code,
            "reason": storable(reading.status.reason),
            "language": reading.language,
            "pack": reading.pack,
            "coder": CODER,
            "date": reading.article.date.isoformat() if reading.article.date else None,
            "coded": now(),
            "sentences": rows.sentences(reading),
            "mentions": rows.mentions(reading),
            **origin,
        }
        self.stamps.add((article, origin["stamp"]))
        keys = {"reading_number": self.add(tables.readings, row), "article_number": article}
        numbers: dict[str, int] = {}
        for owned in rows.event_rows(reading):
            numbers[owned.row["id"]] = self._owned(tables.events, "event_number", owned, {**owned.row, **keys})
        for claim, owned in zip(reading.claims, rows.claim_rows(reading), strict=True):
            number = self._owned(tables.claims, "claim_number", owned, {**owned.row, **keys})
            links = [{"claim_number": number, "event_number": numbers[id_]} for id_ in dict.fromkeys(claim.events) if id_ in numbers]
            self.pending.setdefault(tables.claim_events, []).extend(links)

    def _owned(self, table: Table, key: str, owned: Owned, row: Row) -> int:
        number = self.add(table, row)
        owner = {"event_number": None, "claim_number": None, key: number}
        for entity in owned.entities:
            self.add(tables.entities, {**entity, **owner})
        for span in owned.spans:
            self.add(tables.spans, {**span, **owner})
        return number
