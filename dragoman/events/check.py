"""Run a pack's lexicon against its own examples: every entry states what it must and must not match.

`python -m dragoman.events.check fr [FILE-STEM …]` prints each failing example and why; exit code 1 where any fails.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman import actors, world
from dragoman.analysis import analyse_many
from dragoman.events.coder import code
from dragoman.events.entry import entries, problems
from dragoman.model import Article
from dragoman.packs.loader import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.events.entry import Entry, Example
    from dragoman.model import Entity, Event
    from dragoman.packs.base import Pack

_DAY = date(2022, 3, 15)  # examples are read as news of a fixed day


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example: `problem` is empty where it did what its entry says."""

    entry: str
    example: Example
    problem: str


def check(pack: Pack, only: frozenset[str] = frozenset()) -> Iterator[Outcome]:
    """Run every example of the entries whose id's type part is in `only` (all where empty)."""
    pairs = [(e, x) for e in entries(pack) if not only or e.id.split(".")[1] in only for x in e.examples]
    articles = [Article(str(number), example.text, date=_DAY) for number, (_, example) in enumerate(pairs)]
    facts = world.load()
    for (entry, example), article, analysis in zip(pairs, articles, analyse_many(articles, pack), strict=True):
        events = code(analysis, actors.find(analysis, pack, facts, _DAY), pack, article)
        yield Outcome(entry.id, example, _problem(entry, example, events))


def _problem(entry: Entry, example: Example, events: Iterable[Event]) -> str:
    fired = [e for e in events if entry.id == e.evidence.rule or any(entry.id in step for step in e.evidence.steps)]
    if not example.matching:
        return f"must not match, but gives {_shown(fired[0])}" if fired else ""
    if not fired:
        others = "; ".join(f"{e.evidence.rule} {_shown(e)}" for e in events)
        return f"no event of this entry (others: {others or 'none'})"
    problems = [wrong for e in fired if (wrong := _differences(e, dict(example.expect)))]
    return problems[0] if len(problems) == len(fired) else ""


def _differences(event: Event, expect: dict[str, str]) -> str:
    said = {
        "event": event.event,
        "mode": event.mode,
        "actor": _codes(event.actor),
        "recipient": _codes(event.recipient),
        "aux": set(event.aux),
    }
    for key, wanted in expect.items():
        got = said.get(key)
        if isinstance(got, set):
            if got != set(wanted.split()):
                return f"{key} should be {wanted or 'empty'}, is {' '.join(sorted(got)) or 'empty'}"
        elif got != wanted:
            return f"{key} should be {wanted or 'empty'}, is {got or 'empty'}"
    return ""


def _codes(entities: Iterable[Entity]) -> set[str]:
    return {e.code for e in entities if e.code}


def _shown(event: Event) -> str:
    parties = f"{' '.join(sorted(_codes(event.actor)))}→{' '.join(sorted(_codes(event.recipient)))}"
    return f"{event.event} {event.mode} [{parties}] at “{event.trigger.text}”"


def main(arguments: list[str]) -> int:
    """Print the failing examples and a count."""
    pack = load(arguments[0])
    wrong = problems(pack)
    if wrong:
        print(*wrong, sep="\n")
        return 1
    outcomes = list(check(pack, frozenset(arguments[1:])))
    failures = [o for o in outcomes if o.problem]
    for outcome in failures:
        known = " (known miss)" if outcome.example.known_miss else ""
        print(f"{outcome.entry}{known}: {outcome.example.text}\n    {outcome.problem}")
    print(f"{len(outcomes)} examples, {len(failures)} fail, {sum(o.example.known_miss for o in failures)} of them known misses")
    return 1 if any(not o.example.known_miss for o in failures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
