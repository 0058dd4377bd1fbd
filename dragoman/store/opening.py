"""A path or URL → a database at this program's schema, and transactions that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, NoSuchModuleError

from dragoman.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

SCHEMA = "0003"  # the newest migration; a test holds it to be so
_BUSY = 60.0  # seconds to wait for another writer
_LOCK = 0x64726167  # PostgreSQL: the advisory lock that writers and migrations take
_WRITING = "dragoman_writing"


def label(target: str) -> str:
    """What to call a store in messages: its path, or its URL without the password."""
    return sa.make_url(target).render_as_string(hide_password=True) if "://" in target else target


def open_engine(target: str, *, create: bool = True) -> Engine:
    """Open or create the database of a path or URL and bring it to this program's schema.

    A file that may not be written is opened for reading. Raises StoreError where there is no store and none is to be made (`create`),
    where it is not a store, or where a newer program wrote it.
    """
    engine = _engine(target, create=create)
    try:
        _migrate(engine, label(target), create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the store throughout."""
    with _told(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that waits for other writers before it begins; committed at the end, undone on an exception."""
    with _told(engine), engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        yield connection


def reason(error: Exception) -> str:
    """One line on what a database or the file system said."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    told = str(getattr(error, "orig", None) or error)
    return " ".join(told.split())[:300]


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError):  # about a row, not about the database
        raise
    except DBAPIError as error:
        name = engine.url.database if engine.dialect.name == "sqlite" else engine.url.render_as_string(hide_password=True)
        raise StoreError(f"{name}: {reason(error)}") from error


def _engine(target: str, *, create: bool) -> Engine:
    if "://" not in target:
        return _sqlite(Path(target), create=create)
    try:
        url = sa.make_url(target)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "sqlite" and url.database:
            return _sqlite(Path(url.database), create=create)
        if url.get_backend_name() != "postgresql":
            raise StoreError(f"{label(target)}: a store is a file, or postgresql://…")
        return sa.create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"{target}: no URL of a database: {error}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"{label(target)}: needs another package: pip install 'dragoman[postgres]'") from error


def _sqlite(path: Path, *, create: bool) -> Engine:
    if path.is_dir():
        raise StoreError(f"{path}: a directory, not a store")
    mode = _mode(path, create=create)

    def connect() -> sqlite3.Connection:
        location = path.absolute().as_uri() + f"?{mode}"
        connection = sqlite3.connect(location, uri=True, timeout=_BUSY, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -65536")
            if mode == "mode=rwc":
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = sa.create_engine(f"sqlite:///{path}", creator=connect)
    # The driver's own idea of when a transaction begins is off (isolation_level=None): a writer says so at once, and so waits its turn.
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITING) else "BEGIN")


def _mode(path: Path, *, create: bool) -> str:
    """How SQLite should open the file, as parameters of its URI."""
    if not create and not path.exists():
        raise StoreError(f"{path}: no such store; `dragoman ingest` makes one")
    if not path.exists() or _writable(path):
        return "mode=rwc"
    # Readers of a WAL database keep an index beside it. Where the folder takes none, only an unchanging file can be read.
    return "mode=ro" if _writable(path.parent) or path.with_name(path.name + "-wal").exists() else "immutable=1"


def _writable(path: Path) -> bool:
    import os  # noqa: PLC0415 - for this one question

    return os.access(path, os.W_OK)


def _migrate(engine: Engine, name: str, *, create: bool) -> None:
    with reading(engine) as connection:
        version = _version(connection, name)
    if version == SCHEMA:
        return
    if version is None and not create:
        raise StoreError(f"{name}: no store there; `dragoman ingest` makes one")
    try:
        with writing(engine) as connection:
            # Another process may have been first.
            version = _version(connection, name)
            if version != SCHEMA:
                upgrade(connection, version, name)
    except StoreError as error:
        if "readonly" in str(error):
            raise StoreError(f"{name}: has an older schema ({version}), and cannot be written to bring it up to date") from error
        raise


def _version(connection: Connection, name: str) -> str | None:
    """The database's schema; None where it is empty."""
    tables = sa.inspect(connection).get_table_names()
    if "alembic_version" in tables:
        version: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return version
    if {"articles", "readings", "events"} & set(tables):
        raise StoreError(f"{name}: holds other tables of these names; not a store of dragoman")
    return None


def upgrade(connection: Connection, version: str | None, name: str, to: str = "head") -> None:
    """Run the migrations from a schema to another. Raises StoreError where the schema is none of ours."""
    # Slow to load, and needed once in a store's life.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(f"{name}: written by a newer dragoman (its schema is {version}, ours {SCHEMA}); upgrade dragoman to open it")
    command.upgrade(config, to)
