"""`dragoman resolve`: who a phrase means, who else it could mean, and why."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from dragoman import actors, world
from dragoman.analysis.language import identify
from dragoman.cli.session import OK, day_given, language_given, say
from dragoman.export.printable import printable
from dragoman.packs import loader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dragoman.actors import Candidate

NOTHING_FOUND = 3
_WIDTH = 140  # columns of a table that goes to no terminal


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a phrase, its language (None: identified), the day as given, and what the article has told before it."""

    phrase: str
    language: str | None
    date: str | None
    context: str
    every: bool


def run(request: Request, output_format: str) -> int:
    """Print the candidates; gives the exit code, 3 where the phrase names nobody."""
    day, language = day_given(request.date), language_given(request.language)
    languages = [language] if language else _languages(f"{request.context} {request.phrase}")
    readings = {one: actors.candidates(request.phrase, loader.load(one), world.load(), day, request.context) for one in languages}
    language = max(readings, key=lambda one: _understood(readings[one]))
    found = readings[language]
    if not request.every:
        found = tuple(c for c in found if c.chosen or not c.since or _near(c, day))
    if not found:
        say(f"{request.phrase!r}: names nobody that the {language} pack knows")
        return NOTHING_FOUND
    (_lines if output_format == "jsonl" else _table)(found)
    return OK


def _languages(text: str) -> list[str]:
    """The language identified where it has a pack; else all that have one: a phrase is too short to be sure that none is meant."""
    installed = sorted(loader.available())
    found = identify(text, installed)
    return [found.code] if found.code in installed else installed


def _understood(found: tuple[Candidate, ...]) -> int:
    """How many characters of a phrase stand for a party with a code."""
    return sum(one.end - one.start for one in found if one.chosen and one.code)


def _near(candidate: Candidate, day: date | None) -> bool:
    """Whether somebody held the office within ten years of the day: the others are shown with --all."""
    at = day.year if day else int(candidate.since[:4] or 0)
    return int(candidate.since[:4] or at) - 10 <= at <= int(candidate.until[:4] or at) + 10


def record(candidate: Candidate) -> dict[str, Any]:
    """One candidate as a dictionary, in the names of the record's parties."""
    return {
        "kind": "candidate",
        "chosen": candidate.chosen,
        "code": candidate.code,
        "sector": candidate.sector,
        "entity_text": candidate.text,
        "start": candidate.start,
        "end": candidate.end,
        "name": candidate.name,
        "office": candidate.office,
        "members": list(candidate.members),
        "since": candidate.since or None,
        "until": candidate.until or None,
        "flags": list(candidate.flags),
        "why": list(candidate.why),
    }


def _lines(found: Iterable[Candidate]) -> None:
    for candidate in found:
        typer.echo(json.dumps(record(candidate), ensure_ascii=False))


def _table(found: Iterable[Candidate]) -> None:
    from rich.console import Console  # noqa: PLC0415 - not needed for JSON Lines
    from rich.table import Table  # noqa: PLC0415

    table = Table("", "phrase", "code", "sector", "name", "office", "why")
    for one in found:
        steps = [*one.why, *(f"! {flag}" for flag in one.flags)]
        cells = (one.text, one.code, one.sector, one.name, one.office, "\n".join(steps))
        table.add_row("→" if one.chosen else "", *(printable_lines(cell) for cell in cells), style="bold" if one.chosen else "")
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH
    Console(file=sys.stdout, width=width, highlight=False, emoji=False, markup=False).print(table)


def printable_lines(text: str) -> str:
    """A cell of several lines without anything that steers a terminal or looks like markup."""
    from rich.markup import escape  # noqa: PLC0415

    return "\n".join(escape(printable(line)) for line in text.split("\n"))
