"""Articles → stories, one article at a time: each joins the story it shares most with, within a window of time, or begins one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.model import content_id
from dragoman.stories.accounts import happenings
from dragoman.stories.duplicates import Duplicates
from dragoman.stories.features import dot, features, weighted
from dragoman.stories.records import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.export.documents import Document
    from dragoman.stories.duplicates import Copy

_TOP = 30  # weightiest features of an article by which the stories it may belong to are looked up
_CANDIDATES = 10  # stories that are compared in full, those that share the weightiest of these features
_TITLE = 120  # characters of a text that stand for a missing title
_ACTORS = 6


@dataclass(frozen=True, slots=True)
class Options:
    """How stories are told apart.

    `window` is the number of days that may lie between an article and the last one of its story, `threshold` the least likeness of an
    article to its story (0 to 1), `copies` the least share of text of a copy (see `Duplicates`).
    """

    window: int = 4
    threshold: float = 0.1
    copies: float = 0.5


@dataclass(slots=True)
class _Open:
    """A story as it grows. `centre` is the sum of its articles' vectors."""

    documents: list[Document]
    centre: dict[str, float] = field(default_factory=dict)
    last: date | None = None

    def take(self, document: Document, vector: dict[str, float], day: date | None) -> None:
        self.documents.append(document)
        for name, value in vector.items():
            self.centre[name] = self.centre.get(name, 0.0) + value
        self.last = max(filter(None, (self.last, day)), default=None)


class Stories:
    """Stories over a corpus, in the order of publication. Closed stories are kept with their documents until `closed` gives them out."""

    def __init__(self, options: Options | None = None) -> None:
        """Raises MissingLibraryError where the extra `stories` is not installed."""
        self.options = options or Options()
        self.duplicates = Duplicates(threshold=self.options.copies)
        self.copies: dict[str, Copy] = {}
        self._frequency: Counter[str] = Counter()
        self._seen = 0
        self._number = 0
        self._open: dict[int, _Open] = {}
        self._closed: list[_Open] = []
        self._of: dict[str, int] = {}
        self._by_feature: dict[str, set[int]] = defaultdict(set)

    def add(self, document: Document) -> str:
        """Take an article in; gives the id of its story. A copy goes where the text that it repeats is, if that is still open."""
        day = _day(document.date)
        self._close(day)
        given = features(document)
        self._seen += 1
        self._frequency.update(given.keys())
        vector = weighted(given, self._seen, self._frequency)
        copy = self.duplicates.add(document.id, document.text, day) if document.text else None
        number = self._of.get(copy.of) if copy else None
        if copy and number in self._open:
            self.copies[document.id] = copy
        else:
            number = self._nearest(vector, day)
        if number is None:
            number = self._number = self._number + 1
            self._open[number] = _Open([])
        self._open[number].take(document, vector, day)
        self._of[document.id] = number
        for name in sorted(vector, key=lambda name: (-vector[name], name))[:_TOP]:
            self._by_feature[name].add(number)
        return _id(self._open[number])

    def closed(self) -> Iterator[Story]:
        """Give out, once, the stories that no later article can join: those whose last article is older than the window."""
        done, self._closed = self._closed, []
        for one in done:
            yield self._finished(one)
            for document in one.documents:
                self._of.pop(document.id, None)
                self.copies.pop(document.id, None)

    def stories(self) -> list[Story]:
        """All stories that have not been given out, open ones too, in the order of their first articles."""
        return [self._finished(one) for one in (*self._closed, *self._open.values())]

    def _nearest(self, vector: dict[str, float], day: date | None) -> int | None:
        shared: dict[int, float] = defaultdict(float)
        for name in sorted(vector, key=lambda name: (-vector[name], name))[:_TOP]:
            for number in self._by_feature.get(name, ()):
                shared[number] += vector[name]
        best = (self.options.threshold, 0)
        for number in sorted(shared, key=lambda number: (-shared[number], number))[:_CANDIDATES]:
            story = self._open[number]
            if day is None and story.last is not None:
                continue
            # The mean cosine with its articles: a story that spreads over many matters draws no more in.
            likeness = dot(vector, story.centre) / len(story.documents)
            if likeness > best[0]:
                best = likeness, number
        return best[1] or None

    def _close(self, day: date | None) -> None:
        if day is None:
            return
        oldest = day - timedelta(days=self.options.window)
        done = [number for number, story in self._open.items() if story.last is not None and story.last < oldest]
        for number in done:
            story = self._open.pop(number)
            self._closed.append(story)
            for name in story.centre:
                if number in (holders := self._by_feature.get(name, set())):
                    holders.discard(number)
                    if not holders:
                        del self._by_feature[name]

    def _finished(self, story: _Open) -> Story:
        documents = story.documents
        ids = {document.id for document in documents}
        copies = {id_: copy.of for id_ in ids if (copy := self.copies.get(id_)) and copy.of in ids}
        days = sorted(document.date for document in documents if document.date)
        counted = Counter(
            code for document in documents for event in document.events for code in {p["code"] for p in _parties(event) if p["code"]}
        )
        first = documents[0]
        title = first.title or " ".join((first.text or "").split())[:_TITLE]
        return Story(
            _id(story),
            title,
            *(days[0] if days else "", days[-1] if days else ""),
            tuple(document.id for document in documents),
            dict(sorted(copies.items())),
            outlets(documents, copies),
            tuple(code for code, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_ACTORS]),
            tuple(happenings(documents, copies)),
        )


def outlets(documents: Iterable[Document], copies: dict[str, str]) -> int:
    """How many outlets tell of their own: copies count with the text they repeat, and several articles of one outlet once."""
    return len({document.publication or document.id for document in documents if document.id not in copies})


def _parties(event: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    return [*event["actor"], *event["recipient"]]


def _id(story: _Open) -> str:
    return content_id("story", story.documents[0].id)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
