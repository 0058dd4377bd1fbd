"""Opening a store: what is made, brought up to date, and refused."""

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made_readings import forked, reading

import dragoman.store
from dragoman.store import Review, Store, StoreError, opening
from dragoman.store.feeds import feed
from dragoman.store.opening import SCHEMA, label
from dragoman.store.tables import metadata

NOBODY = 65534
MIGRATIONS = Path(dragoman.store.__file__).parent / "migrations"


def test_migrations_make_the_tables(store: Store) -> None:
    def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (kind in ("table", "column", "index") and name is not None and "search" in name)

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []


def test_an_older_store_is_brought_up_to_date_with_what_it_holds(target: str) -> None:
    engine = opening._engine(target, create=True)
    with opening.writing(engine) as connection:
        opening.upgrade(connection, None, "a test", "0001")
    with opening.writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO reviews (created, reviewer, article, kind, target, verdict, changes, note) "
            "VALUES ('2026-03-04', 'someone', 'a', 'article', 'a', 'accept', '{}', '')"
        )
    engine.dispose()
    with Store.open(target) as store:
        assert [review.reviewer for review in store.reviews()] == ["someone"]
        assert feed(store.engine, "https://news.example/rss").failures == 0
        assert store.ingest([reading("a")]) == {"added": 1}


def test_docs_tell_every_table_and_column() -> None:
    told = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
    for table in metadata.tables.values():
        assert table.name in told
        assert {column.name for column in table.c if f"`{column.name}`" not in told} == set(), table.name


def test_schema_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [SCHEMA]


def test_opening_again_changes_nothing(target: str) -> None:
    with Store.open(target) as store:
        store.ingest([reading("a")])
    with Store.open(target) as store:
        assert store.events().count() == 1


def test_a_store_by_a_newer_version_is_refused(target: str) -> None:
    with Store.open(target) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"written by a newer dragoman.*9999.*upgrade dragoman") as told:
        Store.open(target)
    assert str(told.value).count("\n") == 0


def test_other_tables_of_the_same_names_are_left_alone(target: str) -> None:
    with Store.open(target) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    with pytest.raises(StoreError, match="not a store of dragoman"):
        Store.open(target)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "s.db").touch()
    with Store.open(tmp_path / "s.db") as store:
        assert store.stats().articles == {}


@pytest.mark.parametrize("url", ["sqlite:///{}", "sqlite:////{}"])
def test_sqlite_by_url(tmp_path: Path, url: str) -> None:
    path = str(tmp_path / "s.db").lstrip("/" if url.count("/") == 4 else "")
    with Store.open(url.format(path)) as store:
        store.ingest([reading("a")])
    assert (tmp_path / "s.db").stat().st_size > 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"This is a text and no database, and it is longer than any header of one would be, so that it is looked at." * 10,
            "not a database",
        ),
        (b"SQLite format 3\0" + b"\xff" * 4000, "malformed|not a database"),
    ],
)
def test_files_that_are_no_database(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=message):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_store_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store.open(path) as store:
        store.ingest(reading(f"a{number}") for number in range(100))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // 4096 * 4096])

    def read() -> None:
        with Store.open(path) as store:
            store.stats()
            list(store.events())
            list(store.articles())

    with pytest.raises(StoreError, match=r"malformed|not a database"):
        read()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("{}", "a directory"),
        ("{}/none/s.db", "unable to open"),
        ("mysql://x/y", "a store is a file, or postgresql"),
        ("nonsense://x", "no URL of a database|a store is a file"),
        ("postgresql://tester@127.0.0.1:1/none", "refused|failed"),
    ],
)
def test_targets_that_are_none(tmp_path: Path, target: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as told:
        Store.open(target.format(tmp_path))
    assert "\n" not in str(told.value)


def test_passwords_are_not_told() -> None:
    with pytest.raises(StoreError) as told:
        Store.open("postgresql://tester:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)
    assert label("postgresql://a:secret@b/c") == "postgresql://a:***@b/c"


def test_an_empty_database_is_no_store(target: str) -> None:
    if "://" not in target:
        Path(target).touch()
    with pytest.raises(StoreError, match="no store there"):
        Store.open(target, create=False)


def test_reading_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store.open(tmp_path / "s.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_store_answers_and_says_that_it_takes_nothing() -> None:
    folder = Path(tempfile.mkdtemp(prefix="dragoman-ro-"))
    told: list[str] = []
    with Store.open(folder / "s.db") as store:
        store.ingest([reading("a")])
    receiving, sending = os.pipe()

    def ask() -> None:
        if os.geteuid() == 0:  # who may write everything
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        with Store.open(folder / "s.db") as store:
            (id_,) = store.events().ids()
            told.append(str(store.events(actor="FRA", text="condamne").count()))
            try:
                store.review(Review("event", id_, "accept", "someone"))
            except StoreError as error:
                told.append(str(error))
        os.write(sending, "\n".join(told).encode())

    try:
        (folder / "s.db").chmod(0o444)
        folder.chmod(0o555)
        os.waitpid(forked(ask), 0)
        os.close(sending)
        with os.fdopen(receiving) as answer:
            assert answer.read() == f"1\n{folder / 's.db'}: attempt to write a readonly database"
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_older_readers_do_not_block_a_writer(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.db") as store:
        store.ingest(reading(f"a{number}") for number in range(3))
        records = iter(store.events())
        next(records)
        store.ingest([reading("b")])
        assert len(list(records)) == 2
        assert store.events().count() == 4


def test_wal_and_integrity(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Store.open(path) as store:
        store.ingest([reading("a")])
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
