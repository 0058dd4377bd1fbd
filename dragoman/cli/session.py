"""One run over inputs: articles in, readings out, and everything a person is told about them on standard error."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from datetime import date as day_of
from typing import TYPE_CHECKING

import typer

from dragoman import pipeline
from dragoman.export.printable import printable
from dragoman.packs import loader
from dragoman.sources import Problem, articles, doubt, expand
from dragoman.sources.columns import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.model import Article, Reading

OK, SOME_FAILED, NOTHING_READ = 0, 1, 3
_READ = ("events", "no events")


class Session:
    """The inputs of one command and the tally of what became of them."""

    def __init__(self, inputs: list[str], language: str | None, date: str | None, max_bytes: int, *, quiet: bool, debug: bool) -> None:
        """Check the options. Raises a usage error for a date that is none and a language without a pack."""
        self.language = language_given(language)
        self.date = day_given(date)
        self.places = list(expand(inputs))
        self.max_bytes = max_bytes
        self.quiet = quiet
        self.columns: dict[str, str] = {}
        self.tally: Counter[str] = Counter()
        if debug:
            handler = logging.StreamHandler(sys.stderr)
            logging.getLogger("dragoman").addHandler(handler)
            logging.getLogger("dragoman").setLevel(logging.DEBUG)
        if doubtful := doubt(self.date):
            self.tell(f"--date: {doubtful}; kept")

    def name_columns(self, named: list[str] | None) -> None:
        """Take FIELD=NAME pairs: which column of a table or field of a JSON object is what. Raises a usage error for what is none."""
        for pair in named or []:
            field, mark, name = pair.partition("=")
            if not mark or field not in FIELDS or not name:
                raise typer.BadParameter(f"{pair!r}: expected FIELD=NAME, FIELD one of {', '.join(FIELDS)}", param_hint="--column")
            self.columns[field] = name

    @property
    def expected(self) -> int | None:
        """How many articles there will be; None where it is not known before they are read."""
        if any(isinstance(place, Problem) or place.path is None or place.kind in ("lines", "unknown") for place in self.places):
            return None
        return len(self.places)

    def readings(self) -> Iterator[Reading]:
        """Read everything in order; problems are told as they come up."""
        for reading in pipeline.read_many(self.articles(), language=self.language, date=self.date):
            self.count(reading.article.id, reading.status.code, reading.status.reason)
            yield reading

    def count(self, article: str, status: str, reason: str) -> None:
        """Count what became of an article, and tell it where it was not read."""
        self.tally[status] += 1
        if status == "failed":
            self.error(article, f"failed: {reason}")
        elif status not in _READ:
            self.tell(f"{article}: {status}: {reason}")

    def articles(self, *, unique: bool = True) -> Iterator[Article]:
        """The articles of the inputs in order; problems are told as they come up. Their ids are as given where `unique` is off."""
        for item in articles(self.places, self.max_bytes, unique=unique, columns=self.columns):
            if not isinstance(item, Problem):
                yield item
            elif item.fatal:
                self.tally["unreadable"] += 1
                self.error(item.where, item.message)
            else:
                self.tell(f"{item.where}: {item.message}")

    def error(self, where: str, message: str) -> None:
        """Tell an error, one line naming the input."""
        say(f"{where}: {message}")

    def tell(self, message: str) -> None:
        """Tell a notice, unless nothing but errors is wanted."""
        if not self.quiet:
            say(message)

    def summary(self) -> None:
        """Tell what became of the articles, where there were several."""
        total = self.tally.total()
        if total > 1:
            parts = ", ".join(f"{count} {name}" for name, count in sorted(self.tally.items()))
            self.tell(f"{total} articles: {parts}")

    @property
    def exit_code(self) -> int:
        """0 articles were read, 1 some input failed, 3 nothing could be read."""
        if self.tally["failed"] or self.tally["unreadable"]:
            return SOME_FAILED
        return OK if any(self.tally[code] for code in _READ) else NOTHING_READ


def say(message: str) -> None:
    """Tell one line on standard error."""
    # Through the name sys.stderr, which a progress bar takes over so as to stand clear of what is printed.
    sys.stderr.write(printable(f"dragoman: {message}") + "\n")


def language_given(language: str | None) -> str | None:
    """Check the option: a usage error for a language without a pack."""
    if language is not None and language not in loader.available():
        known = ", ".join(sorted(loader.available()))
        raise typer.BadParameter(f"no pack for {language!r}; installed: {known}", param_hint="--language")
    return language


def day_given(date: str | None) -> day_of | None:
    """Read the option: a usage error for what is no date."""
    try:
        return day_of.fromisoformat(date) if date else None
    except ValueError as error:
        raise typer.BadParameter(f"{date!r} is no date; expected YYYY-MM-DD", param_hint="--date") from error
