"""`dragoman ingest` and `dragoman recode`."""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

from dragoman.cli.progress import shown
from dragoman.store import Options, Store, outdated
from dragoman.store import ingest as ingest_articles
from dragoman.store import recode as recode_articles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.cli.session import Session
    from dragoman.store import Ingested


def ingest(session: Session, target: str, *, replace: bool) -> int:
    """Read the inputs into a store and sum up; gives the exit code."""
    with Store.open(target) as store:
        options = Options(session.language, session.date, replace=replace, command="ingest")
        _follow(session, ingest_articles(store, session.articles(unique=False), options), session.expected)
    return session.exit_code


def recode(session: Session, target: str) -> int:
    """Read again what is out of date in a store and sum up; gives the exit code."""
    with Store.open(target) as store:
        numbers = outdated(store)
        if not numbers:
            session.tell(f"{store.name}: every reading is by the versions at hand")
            return 0
        _follow(session, recode_articles(store), len(numbers))
    return session.exit_code


def _follow(session: Session, items: Iterable[Ingested], expected: int | None) -> None:
    outcomes: Counter[str] = Counter()
    found: Counter[str] = Counter()
    since = monotonic()
    for item in shown(items, expected=expected, quiet=session.quiet):
        outcomes[item.outcome] += 1
        found.update(events=item.events, claims=item.claims)
        session.count(item.id, item.status, item.reason)
    seconds = monotonic() - since
    session.summary()
    done = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items())) or "nothing"
    rate = f"{outcomes.total() / seconds:.1f} articles a second" if seconds else ""
    session.tell(f"stored: {done}; {found['events']} new events, {found['claims']} new claims; {rate}")
