"""Feeds over the network, from servers that behave and servers that do not."""

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from feed_server import Server, serving

from dragoman.model import Article, InputError
from dragoman.sources import Problem, Terms
from dragoman.sources.feeds import BusyError, Fetcher, Limits, State, guard, parse, subscriptions

LIMITS = Limits(timeout=20.0, total=40.0, max_bytes=1_000_000, politeness=0.0, allow_private=True)
IMPATIENT = Limits(timeout=0.3, total=1.0, politeness=0.0, allow_private=True)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(LIMITS) as made:
        yield made


def read(content: bytes | None, max_bytes: int = 100_000) -> tuple[list[Article], list[Problem]]:
    found = list(parse(content or b"", "feed", Terms(max_bytes)))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Problem)]


RSS = [
    Article(
        "g1",
        "Accord à Vienne\n\nParis a accepté l'accord.\n\nOslo l'a refusé.",
        date(2022, 3, 5),  # in UTC
        "fr",
        "Accord à Vienne",
        "https://news.example/1",
        "Gazette",
    ),
    Article("https://news.example/2", "Sans date\n\nRome & Lima ont signé.", None, "fr", "Sans date", "https://news.example/2", "Gazette"),
]


@pytest.mark.parametrize("path", ["rss", "packed", "hop/4", "old-encoding"])
def test_rss(server: Server, fetcher: Fetcher, path: str) -> None:
    fetched = fetcher.fetch(f"{server.address}/{path}")
    assert read(fetched.content) == (RSS, [])
    assert fetched.url.startswith(server.address)


def test_atom(server: Server, fetcher: Fetcher) -> None:
    found, problems = read(fetcher.fetch(f"{server.address}/atom").content)
    expected = Article(
        "tag:x,2022:1", "Deal\n\nNorway accepted the deal.", date(2022, 3, 4), "en", "Deal", "https://news.example/3", "Gazette"
    )
    assert (found, problems) == ([expected], [])


def test_json_feed(server: Server, fetcher: Fetcher) -> None:
    found, problems = read(fetcher.fetch(f"{server.address}/json").content)
    assert problems == []
    assert [(one.id, one.text, one.language, one.publication) for one in found] == [
        ("j1", "Deal\n\nNorway refused.", None, "Gazette"),
        ("j2", "Rome signed.", "en", "Gazette"),
    ]
    assert found[0].date == date(2022, 3, 4)


def test_conditional_requests(server: Server, fetcher: Fetcher) -> None:
    first = fetcher.fetch(f"{server.address}/conditional")
    assert first.state == State('"one"', "Fri, 04 Mar 2022 10:00:00 GMT")
    assert fetcher.fetch(f"{server.address}/conditional", first.state).content is None
    headers = server.asked[-1][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"one"', "Fri, 04 Mar 2022 10:00:00 GMT")
    assert headers["User-Agent"].startswith("dragoman/")


def test_a_host_is_not_asked_twice_at_once(server: Server) -> None:
    with Fetcher(Limits(politeness=0.2, allow_private=True)) as fetcher:
        before = time.monotonic()
        for _ in range(3):
            fetcher.fetch(f"{server.address}/rss")
        assert time.monotonic() - before >= 0.4


FAILURES = {
    "none-there": "HTTP status 404",
    "error": "HTTP status 500",
    "busy": "HTTP status 429",
    "busy-until": "HTTP status 503",
    "loop": "more than 5 redirects, in a circle",
    "hop/5": "more than 5 redirects",
    "to-file": "not an address of the web",
    "to-ftp": "not an address of the web",
    "to-nonsense": "",
    "to-nowhere": "redirect without",
    "endless": "longer than 1000000 bytes",
    "bomb": "longer than 1000000 bytes",
    "drip": "not complete after 1 seconds",
    "silence": "timed out|no answer",
    "half": "closed|incomplete|without",
    "broken-chunks": "",
    "not-packed": "decompress|header",
    "no-http": "",
    "huge-header": "",
    "hang-up": "",
}


@pytest.mark.parametrize(("path", "told"), FAILURES.items(), ids=list(FAILURES))
def test_servers_that_misbehave(server: Server, fetcher: Fetcher, path: str, told: str) -> None:
    before = time.monotonic()
    limits = IMPATIENT if path in ("drip", "silence") else LIMITS
    with pytest.raises(InputError, match=told or None) as error, Fetcher(limits) as asking:
        asking.fetch(f"{server.address}/{path}")
    assert time.monotonic() - before < 15
    assert 0 < len(str(error.value)) < 300
    assert "\n" not in str(error.value)
    # The next request is served all the same.
    assert fetcher.fetch(f"{server.address}/rss").content


@pytest.mark.parametrize(("path", "seconds"), [("busy", 120.0), ("busy-until", 86_400.0)])
def test_servers_that_ask_for_patience(server: Server, fetcher: Fetcher, path: str, seconds: float) -> None:
    with pytest.raises(BusyError) as error:
        fetcher.fetch(f"{server.address}/{path}")
    assert error.value.seconds == seconds


PRIVATE = [
    *("http://127.0.0.1:{}/rss", "http://localhost:{}/rss", "http://127.1:{}/rss", "http://2130706433:{}/rss", "http://0x7f000001:{}/rss"),
    *("http://[::1]:{}/rss", "http://[::ffff:127.0.0.1]:{}/rss", "http://0.0.0.0:{}/rss", "http://10.0.0.1:{}/", "http://192.168.1.1:{}/"),
    *("http://169.254.169.254:{}/latest/meta-data", "http://[fe80::1]:{}/", "http://[fd00::1]:{}/", "http://100.64.0.1:{}/"),
    *("http://[64:ff9b::7f00:1]:{}/", "http://[2002:7f00:1::]:{}/", "http://224.0.0.1:{}/"),
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused(server: Server, url: str) -> None:
    asked = len(server.asked)
    with Fetcher(Limits(timeout=1.0, total=2.0)) as fetcher, pytest.raises(InputError, match=r"private address|not found"):
        fetcher.fetch(url.format(server.server_address[1]))
    assert len(server.asked) == asked


def test_redirects_to_private_addresses_are_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "public", lambda address: address == "127.0.0.1")
    with Fetcher(Limits(politeness=0.0)) as fetcher:
        assert fetcher.fetch(f"{server.address}/rss").content
        with pytest.raises(InputError, match=re.escape("127.0.0.2 is the private address 127.0.0.2, refused")):
            fetcher.fetch(f"{server.address}/elsewhere")


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses(address: str) -> None:
    assert guard.public(address)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.example/", "http://", "gopher://x.example", "", "http://x.example:99999/", "x"]
)
def test_addresses_that_are_none(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(InputError):
        fetcher.fetch(url)


CONTENTS = {
    "empty": ("no feed", 0, True),
    "page": ("no feed", 0, True),
    "laughs": ("entities is refused", 0, True),
    "noise": ("no feed|broken feed", 0, True),
    "cut": ("broken feed, read as far as it goes", 1, False),
    "cut-json": ("broken JSON feed", 0, True),
    "deep-json": ("broken JSON feed", 0, True),
    "other-json": ("no feed", 0, True),
    "odd-items": ("an entry that is no object", 1, True),
    "odd-dates": ("date 'the day before' not understood", 2, False),
    "lying-encoding": ("", 2, False),
    "nuls": ("", 2, False),
    "long-entry": ("text larger than", 1, True),
    "many": ("", 5000, False),
    "future": ("", 2, False),
}


@pytest.mark.parametrize(("path", "expected"), CONTENTS.items(), ids=list(CONTENTS))
def test_feeds_that_are_broken(server: Server, fetcher: Fetcher, path: str, expected: tuple[str, int, bool]) -> None:
    told, number, fatal = expected
    content = fetcher.fetch(f"{server.address}/{path}").content
    try:
        found, problems = read(content)
    except InputError as error:
        found, problems = [], [Problem("feed", str(error))]
    assert len(found) == number
    if told:
        assert any(re.search(told, problem.message) and problem.fatal == fatal for problem in problems), problems
    assert all(article.text for article in found)


OPML = """<opml version="2.0"><body><outline text="News"><outline type="rss" xmlUrl="https://a.example/rss"/>
<outline type="rss" xmlUrl=" https://b.example/rss "/><outline text="none"/></outline></body></opml>"""


def test_lists_of_feeds(tmp_path: Path) -> None:
    (tmp_path / "a.opml").write_text(OPML)
    (tmp_path / "b.txt").write_text("# ours\nhttps://b.example/rss\n\n  https://c.example/rss\nnot an address\n")
    found = list(subscriptions([str(tmp_path / "a.opml"), "https://d.example/rss", str(tmp_path / "b.txt")]))
    assert [one for one in found if isinstance(one, str)] == [f"https://{name}.example/rss" for name in "abdc"]
    assert [one.message for one in found if isinstance(one, Problem)] == ["not an address: not an address of the web"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no feeds in it"),
        (b"<opml><body>", "broken OPML"),
        (b"<opml/>", "no feeds in it"),
        (b"<!DOCTYPE x [<!ENTITY a 'ha'>]><opml>&a;</opml>", "entities is refused"),
        (bytes(range(256)) * 40, "undecodable|control characters|not an address"),
        (None, "No such file"),
    ],
)
def test_lists_that_are_broken(tmp_path: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / "list").write_bytes(content)
    (problem, *_) = subscriptions([str(tmp_path / "list")])
    assert isinstance(problem, Problem)
    assert re.search(told, problem.message)
