"""Processes that are killed while they write, several writers at once, and disks that are full."""

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

import pytest
from made_readings import TEXT, event, forked, reading

from dragoman.model import Article, Reading
from dragoman.store import Store, StoreError

KILLS = 20


def readings(prefix: str) -> Iterator[Reading]:
    """Articles without end, each with three events."""
    for number in count():
        id_ = f"{prefix}{number}"
        article = Article(id_, TEXT)
        yield reading(id_, events=[event(article), event(article, "SUPPORT", mode=""), event(article, "AID", mode="")])


def whole(store: Store) -> int:
    """How many articles there are; each must have its reading, its events, parties and spans."""
    with store.sql("SELECT count(*) FROM articles") as answer:
        ((articles,),) = list(answer.rows)
    queries = {
        "SELECT count(*) FROM readings WHERE current": articles,
        "SELECT count(*) FROM events WHERE current": 3 * articles,
        "SELECT count(*) FROM claims": articles,
        "SELECT count(*) FROM claim_events": 3 * articles,
        "SELECT count(*) FROM entities": 3 * 4 * articles + articles,
        "SELECT count(*) FROM spans": 3 * 4 * articles + 3 * articles,
    }
    for query, expected in queries.items():
        with store.sql(query) as answer:
            assert list(answer.rows) == [(expected,)], query
    return int(articles)


def test_killed_at_any_moment_nothing_committed_is_lost_and_nothing_is_half(target: str, tmp_path: Path) -> None:
    Store.open(target).close()
    progress = tmp_path / "committed"
    expected = 0
    for number in range(KILLS):
        progress.write_text("0")

        def write(prefix: str = f"run{number}-") -> None:
            store, source = Store.open(target), readings(prefix)
            for done in count(5, 5):
                store.ingest(islice(source, 5))
                progress.write_text(str(done))

        child = forked(write)
        deadline = time.monotonic() + 20
        # Some are killed at their beginning, the others some time after their first commit.
        while number % 4 and progress.read_text() in ("", "0") and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(0.01 * number)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with Store.open(target) as store:
            there = whole(store)
        assert there >= expected + int(progress.read_text() or 0)
        expected = there
    assert expected >= 5 * (KILLS - KILLS // 4)
    with Store.open(target) as store:
        assert store.ingest([reading("after")]) == {"added": 1}


def test_two_processes_write_at_once(target: str) -> None:
    def write(prefix: str) -> Callable[[], None]:
        def work() -> None:
            with Store.open(target) as store:
                for number in range(30):
                    one = [reading(f"{prefix}{number}-{n}") for n in range(3)]
                    store.ingest([*one, reading(f"both{number}"), reading("taken", TEXT + f" {prefix}{number}")])

        return work

    # The store does not exist yet: both make it.
    children = [forked(write(prefix)) for prefix in ("x", "y")]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with Store.open(target) as store:
        assert store.count_articles() == 2 * 30 * 3 + 30 + 2 * 30
        ids = store.events().ids()
        assert len(ids) == len(set(ids)) == store.count_articles()
        with store.sql("SELECT count(*) FROM readings") as answer:
            assert list(answer.rows) == [(store.count_articles(),)]


@pytest.mark.parametrize("at_once", [1, 1000])
def test_a_full_disk_ends_with_one_line_and_keeps_what_was_committed(tmp_path: Path, at_once: int) -> None:
    path = tmp_path / "s.db"
    told = tmp_path / "told"
    with Store.open(path) as store:
        store.ingest([reading("before")])

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
        store = Store.open(path)
        try:
            store.ingest(one for one, _ in zip(readings("more"), range(10_000 * at_once), strict=False))
        except StoreError as error:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            told.write_text(str(error))

    _, status = os.waitpid(forked(fill), 0)
    assert status == 0
    assert "full" in told.read_text() or "I/O error" in told.read_text()
    assert "\n" not in told.read_text()
    with Store.open(path) as store:
        assert store.article("before") is not None
        assert store.count_articles() > 1
        with store.sql("SELECT count(*) FROM events") as answer:
            assert list(answer.rows) == [(3 * (store.count_articles() - 1) + 1,)]
