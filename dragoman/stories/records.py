"""What is found: stories, and in each the happenings with how they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that accounts tell differently.

    `what` is `date`, `place`, or the noun that is counted; `told` maps each value to the ids of the articles that have it.
    """

    what: str
    told: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as the articles of a story tell it.

    `events` are ids of records. `articles` tell of it; `outlets` counts the independent ones among them: copies of one text count once,
    and so do articles of one outlet. `asserts`, `denies` and `doubts` name who does so: sources, or outlets where the article itself
    speaks.
    """

    id: str
    event: str
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str
    events: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: int
    asserts: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell of the same matter within a window of time.

    `id` derives from the first article. `start` and `end` are days of publication, empty where unknown. `copies` maps an article to the
    one whose text it repeats. `title` is the first article's, or its first words. `actors` are the parties most in it.
    """

    id: str
    title: str
    start: str
    end: str
    articles: tuple[str, ...]
    copies: dict[str, str]
    outlets: int
    actors: tuple[str, ...]
    happenings: tuple[Happening, ...] = ()

    def record(self) -> dict[str, Any]:
        """The story as a dictionary for JSON."""
        return {
            "kind": "story",
            **{name: getattr(self, name) for name in ("id", "title", "start", "end", "articles", "copies", "outlets", "actors")},
            "happenings": [_happening(one) for one in self.happenings],
        }


def _happening(one: Happening) -> dict[str, Any]:
    names = ("id", "event", "mode", "actor", "recipient", "date", "events", "articles", "outlets", "asserts", "denies", "doubts")
    told = [{"what": difference.what, "told": difference.told} for difference in one.differences]
    return {**{name: getattr(one, name) for name in names}, "differences": told}
