"""How fast a large store takes articles and answers: readings of the inputs, varied without the parser, and questions to them.

    python benchmarks/store.py INPUT… --articles 100000 --store /tmp/large.db

Of each reading what stands in the first 1,500 characters is kept; ids, days (ten years), outlets (200) and parties' countries are drawn
anew, a few countries often and most seldom, as in the news. Prints the articles written a second, the size, the memory, and for each kind
of question the median and the 95th percentile of the time until 100 records are there, and until they are counted.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman import read_many, world
from dragoman.model import Article, content_id
from dragoman.sources import articles, expand
from dragoman.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dragoman.model import Entity, Event, Reading

_KEPT = 1500  # characters
_FIRST = date(2015, 1, 1)
_DAYS = 3650
_ROUNDS = 20  # questions of each kind
_PAGE = 100  # records of an answer


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--store", default="large.db")
    asked = parser.parse_args()
    with Store.open(asked.store) as store:
        missing = asked.articles - store.count_articles()
        if missing > 0:
            coded = [article for article in articles(expand(asked.inputs)) if isinstance(article, Article)]
            seeds = [_short(reading) for reading in read_many(coded)]
            before = time.perf_counter()
            done = store.ingest(varied(seeds, missing), command="benchmark")
            seconds = time.perf_counter() - before
            print(f"wrote {done['added']} articles in {seconds:.0f} s: {done['added'] / seconds:.0f} a second")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{store.count_articles()} articles, {store.events().count()} events, {store.claims().count()} claims")
        if Path(asked.store).exists():
            print(f"{Path(asked.store).stat().st_size / 1e6:.0f} MB on disk, {peak:.0f} MiB of memory at most")
        ask(store)
    return 0


def varied(seeds: Sequence[Reading], number: int) -> Iterator[Reading]:
    """Readings that differ in ids, days, outlets and countries, the same on every run."""
    drawn = random.Random(1)  # noqa: S311 - variety, not secrecy
    codes = sorted({country.code for country in world.load().countries.values()})
    drawn.shuffle(codes)
    codes.sort(key=lambda code: code not in ("USA", "RUS", "CHN"))
    weights = [1 / rank for rank in range(1, len(codes) + 1)]
    for count in range(number):
        seed = seeds[count % len(seeds)]
        id_ = f"{seed.article.id}-{count}"
        day = _FIRST + timedelta(days=drawn.randrange(_DAYS))
        article = replace(seed.article, id=id_, date=day, publication=f"Outlet {drawn.randrange(200)}", url=f"https://news.example/{count}")
        events = tuple(_event(event, id_, day, lambda: drawn.choices(codes, weights)[0]) for event in seed.events)
        names = {old.id: new.id for old, new in zip(seed.events, events, strict=True)}
        claims = tuple(
            replace(claim, id=content_id(id_, claim.id), events=tuple(names[one] for one in claim.events if one in names))
            for claim in seed.claims
        )
        yield replace(seed, article=article, events=events, claims=claims)


def _event(event: Event, article: str, day: date, draw: Callable[[], str]) -> Event:
    def party(entity: Entity) -> Entity:
        return replace(entity, code=draw()) if entity.code else entity

    actor, recipient = tuple(map(party, event.actor)), tuple(map(party, event.recipient))
    when = day.isoformat() if event.date else ""
    return replace(event, id=content_id(article, event.id), actor=actor, recipient=recipient, date=when, enddate="")


def _short(reading: Reading) -> Reading:
    text = reading.article.text[:_KEPT]
    events = tuple(event for event in reading.events if _end(event) <= len(text))
    claims = tuple(claim for claim in reading.claims if max(span.end for span in (*claim.cue, *claim.content)) <= len(text))
    claims = tuple(claim for claim in claims if claim.source is None or claim.source.end <= len(text))
    article = replace(reading.article, text=text)
    return replace(reading, article=article, events=events, claims=claims, sentences=reading.sentences[:10], entities=reading.entities[:20])


def _end(event: Event) -> int:
    places = [event.sentence.end, event.trigger.end, *(party.end for party in (*event.actor, *event.recipient))]
    places += [link.source.end for link in event.attribution] + [link.cue.end for link in event.attribution if link.cue]
    return max([*places, event.place.end if event.place else 0])


QUESTIONS: dict[str, Callable[[random.Random], dict[str, Any]]] = {
    "everything": lambda _: {},
    "actor, a common one": lambda _: {"actor": "USA"},
    "actor": lambda drawn: {"actor": drawn.choice(("FRA", "SYR", "KEN", "PER", "LUX"))},
    "dyad": lambda drawn: {"actor": drawn.choice(("FRA", "SYR", "CHN")), "recipient": drawn.choice(("RUS", "IRN", "USA"))},
    "dyad, type, year": lambda drawn: {
        "actor": "FRA",
        "recipient": "RUS",
        "type": "ACCUSE",
        "since": f"{drawn.randint(2015, 2023)}",
        "until": "2024",
    },
    "name of a party": lambda drawn: {"party": drawn.choice(("president", "army", "trump", "gouvernement"))},
    "sector": lambda drawn: {"actor": drawn.choice(("/MIL", "/REB", "USA/GOV"))},
    "type": lambda drawn: {"type": drawn.choice(("ACCUSE", "AID", "PROTEST", "ASSAULT"))},
    "quad class": lambda drawn: {"quad": drawn.randint(1, 4)},
    "a day": lambda drawn: {"since": (day := (_FIRST + timedelta(days=drawn.randrange(_DAYS))).isoformat()), "until": day},
    "a month": lambda drawn: {"since": (month := f"{drawn.randint(2015, 2023)}-{drawn.randint(1, 12):02}"), "until": month},
    "place": lambda drawn: {"place": drawn.choice(("SYR", "IRQ", "FRA", "aleppo", "paris"))},
    "what happened": lambda drawn: {"aux": "none", "quad": drawn.randint(1, 4)},
    "negated": lambda _: {"aux": "negation"},
    "source": lambda drawn: {"source": drawn.choice(("USA", "none", "ministry"))},
    "outlet": lambda drawn: {"publication": f"Outlet {drawn.randrange(200)}"},
    "language": lambda drawn: {"language": drawn.choice(("en", "fr"))},
    "confidence": lambda drawn: {"confidence": drawn.choice((0.3, 0.6, 0.9))},
    "words": lambda drawn: {"text": drawn.choice(("attack", "nuclear deal", '"prime minister"', "accord OR traité", "troops -syria"))},
    "words, type, month": lambda drawn: {"text": "attack", "type": "ASSAULT", "since": "2019-03", "until": "2019-03"},
    "newest of an actor": lambda drawn: {"actor": drawn.choice(("FRA", "USA", "SYR")), "order": "-date"},
    "newest": lambda _: {"order": "-date"},
}


def ask(store: Store) -> None:
    """Ask each kind of question some times, and print how long the answers took."""
    everything: list[float] = []
    print(f"{'question':<22} {'records':>8}  {'p50':>6} {'p95':>6} ms  {'p50':>6} {'p95':>6} ms to count")
    ids = [found.article.id for found in store.articles(limit=_PAGE)]
    for name, make in {**QUESTIONS, "an article": lambda drawn: {"article": drawn.choice(ids)}}.items():
        drawn = random.Random(2)  # noqa: S311 - variety, not secrecy
        answers, counts, found = [], [], 0
        for _ in range(_ROUNDS):
            filters = make(drawn)
            order = filters.pop("order", "stored")
            before = time.perf_counter()
            found = max(found, len(list(store.events(limit=_PAGE, order=order, **filters))))
            answers.append((time.perf_counter() - before) * 1000)
            before = time.perf_counter()
            store.events(**filters).count()
            counts.append((time.perf_counter() - before) * 1000)
        everything += answers
        print(f"{name:<22} {found:>8}  {_times(answers)}     {_times(counts)}")
    print(f"{'all':<22} {'':>8}  {_times(everything)}")


def _times(times: Sequence[float]) -> str:
    return f"{_at(times, 0.5):>6.1f} {_at(times, 0.95):>6.1f}"


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


if __name__ == "__main__":
    sys.exit(main())
