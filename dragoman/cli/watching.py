"""`dragoman watch`: feeds into a store, until stopped."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dragoman.model import Article, InputError
from dragoman.sources import Problem, Terms
from dragoman.sources.feeds import BusyError, Fetcher, Limits, State, parse, subscriptions
from dragoman.store import Options, Store
from dragoman.store import ingest as ingest_articles
from dragoman.store.feeds import Feed, feed, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.cli.session import Session

_LONGEST_WAIT = timedelta(days=1)
_DOUBLINGS = 6  # of the interval, for a feed that fails again and again


@dataclass(frozen=True, slots=True)
class Watch:
    """What to watch, how often (minutes), once only or until stopped, within which limits."""

    feeds: list[str]
    every: float
    once: bool
    limits: Limits


class _StoppedError(Exception):
    """Asked to stop while waiting for the network."""


class _Stop:
    """Whether to stop. While a signal may break off what is done, it does; while articles are stored, it waits for them."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.breakable = False

    def ask(self, *_: object) -> None:
        """Handle a signal."""
        self.asked.set()
        if self.breakable:
            raise _StoppedError

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Take SIGTERM and SIGINT as the wish to stop."""
        before = {number: signal.signal(number, self.ask) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def breaking(self) -> Iterator[None]:
        """What is done here may be broken off."""
        self.breakable = True
        try:
            if self.asked.is_set():
                raise _StoppedError
            yield
        finally:
            self.breakable = False


def run(session: Session, target: str, watch: Watch) -> int:
    """Watch until stopped; gives the exit code: 0, or 1 where with `once` a feed failed or there is none."""
    addresses = []
    for item in subscriptions(watch.feeds):
        if isinstance(item, Problem):
            session.error(item.where, item.message)
        else:
            addresses.append(item)
    if not addresses:
        return 1
    stop = _Stop()
    with Store.open(target) as store, Fetcher(watch.limits) as fetcher, stop.handling():
        watcher = _Watcher(session, store, fetcher, watch)
        while True:
            for address in addresses:
                if stop.asked.is_set():
                    break
                watcher.poll(address, stop)
            if watch.once or stop.asked.is_set() or stop.asked.wait(watcher.pause(addresses)):
                break
    if stop.asked.is_set():
        session.tell("stopped")
        return 0
    return int(bool(watcher.failed))


class _Watcher:
    def __init__(self, session: Session, store: Store, fetcher: Fetcher, watch: Watch) -> None:
        self._session = session
        self._store = store
        self._fetcher = fetcher
        self._watch = watch
        self.failed = 0

    def poll(self, url: str, stop: _Stop) -> None:
        """Ask a feed that is due, store its articles, and tell what came of it."""
        known = feed(self._store.engine, url)
        if not self._watch.once and known.due > _now().isoformat():
            return
        try:
            with stop.breaking():
                fetched = self._fetcher.fetch(url, State(known.etag, known.modified))
            if fetched.content is None:
                self._session.tell(f"{url}: nothing new")
            else:
                self._store_articles(url, fetched.content)
            told = Feed(url, fetched.state.etag, fetched.state.modified, _now().isoformat(), self._due(0))
        except _StoppedError:
            return
        except InputError as error:
            self.failed += 1
            self._session.error(url, str(error))
            failures = known.failures + 1
            due = self._due(failures, error.seconds if isinstance(error, BusyError) else 0.0)
            told = replace(known, checked=_now().isoformat(), due=due, failures=failures, error=str(error))
        save(self._store.engine, told)

    def pause(self, addresses: list[str]) -> float:
        """Seconds until the next feed is due."""
        first = min(feed(self._store.engine, address).due for address in addresses)
        return max((datetime.fromisoformat(first) - _now()).total_seconds(), 0.1) if first else 0.1

    def _store_articles(self, url: str, content: bytes) -> None:
        options = Options(self._session.language, self._session.date, command=f"watch {url}")
        done: Counter[str] = Counter()
        for item in ingest_articles(self._store, self._articles(url, content), options):
            done[item.outcome] += 1
            if item.outcome != "unchanged":
                self._session.count(item.id, item.status, item.reason)
        self._session.tell(f"{url}: " + (", ".join(f"{number} {name}" for name, number in sorted(done.items())) or "no entries"))

    def _articles(self, url: str, content: bytes) -> Iterator[Article]:
        for item in parse(content, url, Terms(self._session.max_bytes)):
            if isinstance(item, Article):
                yield item
            elif item.fatal:
                self._session.error(item.where, item.message)
            else:
                self._session.tell(f"{item.where}: {item.message}")

    def _due(self, failures: int, seconds: float = 0.0) -> str:
        wait = timedelta(minutes=self._watch.every) * 2.0 ** min(failures, _DOUBLINGS)
        return (_now() + min(max(wait, timedelta(seconds=seconds)), _LONGEST_WAIT)).isoformat()


def _now() -> datetime:
    return datetime.now(UTC)
