"""`dragoman watch`: feeds into a store, once or until stopped."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from feed_server import Server, serving

from dragoman.store import Store
from dragoman.store.feeds import feed


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_feeds_are_stored_once(run: Callable[..., Any], server: Server, tmp_path: Path) -> None:
    (tmp_path / "feeds.txt").write_text(f"{server.address}/conditional\n{server.address}/json\n")
    arguments = ("watch", tmp_path / "feeds.txt", "--store", tmp_path / "s.db", "--once", "--allow-private")
    ran = run(*arguments)
    assert ran.code == 0
    assert f"{server.address}/conditional: 2 added" in ran.err
    assert "news.example/2" not in ran.err
    with Store.open(tmp_path / "s.db") as store:
        articles = {article.article.id: article for article in store.articles()}
        assert set(articles) == {"g1", "https://news.example/2", "j1", "j2"}
        assert articles["https://news.example/2"].date_flag == "missing"
        assert articles["g1"].article.publication == "Gazette"
        assert store.events(publication="Gazette").count() > 0
    ran = run(*arguments)
    assert f"{server.address}/conditional: nothing new" in ran.err
    assert f"{server.address}/json: 2 unchanged" in ran.err


def test_feeds_that_fail_are_told_and_asked_less_often(run: Callable[..., Any], server: Server, tmp_path: Path) -> None:
    feeds = [f"{server.address}/{name}" for name in ("error", "busy", "atom")]
    ran = run("watch", *feeds, "--store", tmp_path / "s.db", "--once", "--allow-private", "--every", 10, "--quiet")
    assert ran.code == 1
    assert ran.err.splitlines() == [f"dragoman: {feeds[0]}: HTTP status 500", f"dragoman: {feeds[1]}: HTTP status 429"]
    with Store.open(tmp_path / "s.db") as store:
        assert store.count_articles() == 1
        failed, busy, good = (feed(store.engine, address) for address in feeds)
    assert (failed.failures, failed.error, good.failures) == (1, "HTTP status 500", 0)
    assert failed.due > good.due
    assert busy.due >= failed.due


def test_nothing_to_watch(run: Callable[..., Any], tmp_path: Path) -> None:
    ran = run("watch", tmp_path / "none.opml", "--store", tmp_path / "s.db")
    assert ran.code == 1
    assert "No such file" in ran.err
    assert not (tmp_path / "s.db").exists()


def test_private_addresses_need_leave(run: Callable[..., Any], server: Server, tmp_path: Path) -> None:
    ran = run("watch", f"{server.address}/rss", "--store", tmp_path / "s.db", "--once")
    assert ran.code == 1
    assert "private address" in ran.err
    assert server.asked == []


@pytest.mark.parametrize(("path", "number"), [("rss", signal.SIGTERM), ("silence", signal.SIGTERM), ("rss", signal.SIGINT)])
def test_stops_cleanly(server: Server, tmp_path: Path, path: str, number: int) -> None:
    command = [sys.executable, "-m", "dragoman", "watch", f"{server.address}/{path}", "--store", str(tmp_path / "s.db")]
    with subprocess.Popen([*command, "--allow-private", "--every", "0.01"], stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 150
        wanted = 2 if path == "rss" else 1
        while len(server.asked) < wanted and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(number)
        asked = time.monotonic()
        _, told = process.communicate(timeout=90)
        assert time.monotonic() - asked < 60
    assert process.returncode == 0, told
    assert told.endswith("dragoman: stopped\n")
    if path == "rss":
        with Store.open(tmp_path / "s.db") as store:
            assert store.count_articles() == 2
            assert store.count_articles(status=["events", "no events"]) == 2
