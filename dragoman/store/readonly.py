"""Any SELECT, and nothing else: the database itself refuses to write."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from dragoman.store.errors import StoreError
from dragoman.store.opening import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

_CHUNK = 1000
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_INSIDE = "data_version"  # the one pragma: FTS5 asks it when it answers MATCH


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of the columns, and the rows as they come."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def answer(engine: Engine, query: str) -> Iterator[Answer]:
    """Ask one SELECT (or WITH … SELECT, VALUES). Raises StoreError where it is something else, wrong, or would write."""
    ask = _sqlite if engine.dialect.name == "sqlite" else _postgres
    try:
        with ask(engine, query.strip().rstrip(";")) as given:
            yield given
    except DBAPIError as error:
        raise StoreError(f"sql: {reason(error)}") from error
    except sqlite3.Error as error:
        raise StoreError(f"sql: {_refusal(error)}") from error


def _refusal(error: sqlite3.Error) -> str:
    told = str(error)
    return "read only: one SELECT is allowed, and nothing that writes" if told in ("not authorized", "authorizer malfunction") else told


@contextmanager
def _sqlite(engine: Engine, query: str) -> Iterator[Answer]:
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            raise StoreError("sql: not SQLite")
        raw.execute("PRAGMA query_only = ON")
        raw.set_authorizer(_authorise)
        try:
            cursor = raw.execute(query)
            if cursor.description is None:
                raise StoreError("sql: no SELECT")
            yield Answer(tuple(column[0] for column in cursor.description), cursor)
        finally:
            raw.set_authorizer(None)
            connection.invalidate()


def _authorise(action: int, argument: str | None, *_: object) -> int:
    if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and argument == _INSIDE):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


@contextmanager
def _postgres(engine: Engine, query: str) -> Iterator[Answer]:
    from psycopg import Connection, Error  # noqa: PLC0415 - an extra

    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        if not isinstance(raw, Connection):
            raise StoreError("sql: not PostgreSQL")
        try:
            raw.read_only = True
            # A named cursor is DECLAREd for the query, which PostgreSQL allows for a single SELECT or VALUES only.
            with raw.cursor(name="dragoman_sql") as cursor:
                cursor.itersize = _CHUNK
                cursor.execute(query.encode("utf-8", "replace"))
                yield Answer(tuple(column.name for column in cursor.description or ()), iter(cursor))
        except Error as error:
            raise StoreError(f"sql: {' '.join(str(error).split())[:300]}") from error
        finally:
            raw.rollback()
            raw.read_only = None
