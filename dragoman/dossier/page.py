"""A dossier, and a ledger, as one HTML page."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dragoman import ontology, world
from dragoman.dossier.lines import COMMITMENTS, Content, content
from dragoman.dossier.marked import Mark, clean, render
from dragoman.export.records import CODER
from dragoman.model import InputError
from dragoman.packs import loader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Environment

    from dragoman.export.documents import Document
    from dragoman.ledger import Ledger

_FOLDER = Path(__file__).parent
_SHOWN_PAIRS = 20
_LENGTH = re.compile(r"([\d.]+)([YMWDHS])")


def languages() -> tuple[str, ...]:
    """The languages that a page can speak."""
    return tuple(_texts())


def page(documents: Iterable[Document], *, language: str = "en", title: str = "") -> str:
    """The page. Documents without text show no articles below, and their lines link nowhere.

    Raises InputError for a language the page does not speak.
    """
    words = _words(language)
    listed = [document for document in documents if document.records or document.text]
    listed.sort(key=lambda document: (document.date or "9", document.id))
    found = content(listed, _countries(language))
    return _environment(words).get_template("page.html.j2").render(
        t=words,
        title=clean(title) or words["title"],
        coder=CODER,
        period=_period(listed, words),
        found=found,
        days=[(day, list(lines)) for day, lines in groupby(found.lines, lambda line: line.day)],
        sections=_sections(found),
        pairs=found.pairs[:_SHOWN_PAIRS],
        articles=list(_articles(listed, found.marks)),
        claims=sum(len(document.claims) for document in listed),
    )


def ledger_page(ledger: Ledger, *, language: str = "en", title: str = "") -> str:
    """The ledger as a page of the same make. Raises InputError for a language the page does not speak."""
    words = _words(language)
    return (
        _environment(words)
        .get_template("ledger.html.j2")
        .render(t=words, w=words["ledger"], title=clean(title) or words["ledger"]["title"], coder=CODER, ledger=ledger)
    )


def _words(language: str) -> dict[str, Any]:
    if language not in _texts():
        raise InputError(f"no page in {language!r}; there are {', '.join(_texts())}")
    return _texts()[language]


def _environment(words: dict[str, Any]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - for these pages only

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(lasting=lambda text: _lasting(text, words), span=lambda days: _span(days, words), link=_link)
    environment.filters.update(day=lambda text: _day(text, words), count=lambda n, what: _count(n, what, words))
    environment.filters.update(clean=clean, quad=ontology.load().quad)
    return environment


def _sections(found: Content) -> list[tuple[str, Sequence[Any]]]:
    real = [line for line in found.lines if not {"negation", "hypothetical"} & set(line.aux)]
    return [
        ("consultations", [line for line in real if line.type == "CONSULT"]),
        ("commitments", [line for line in real if line.type in COMMITMENTS]),
        ("accusations", [line for line in real if line.type == "ACCUSE"]),
        ("denials", found.denials),
    ]


def _articles(documents: Sequence[Document], marks: dict[int, list[Mark]]) -> Iterator[tuple[Document, str, list[Any]]]:
    for number, document in enumerate(documents):
        text = document.text or ""
        known = [mark for mark in marks.get(number, ()) if 0 <= mark.start < mark.end <= len(text)]
        yield document, clean(document.title or ""), list(render(text, known))


def _day(text: str, words: dict[str, Any]) -> str:
    """A date as the page's language writes it; what is no date stays as it is."""
    parts = text.split("-")
    if not text:
        return str(words["undated"])
    if len(parts) == 1 or not all(part.isdigit() for part in parts):
        return text
    month = words["months"][int(parts[1]) - 1]
    form = words["day"] if len(parts) == 3 else words["month"]
    return str(form.format(day=int(parts[2]) if len(parts) == 3 else "", month=month, year=parts[0]))


def _period(documents: Sequence[Document], words: dict[str, Any]) -> str:
    days = sorted(document.date for document in documents if document.date)
    if not days:
        return ""
    first, last = _day(days[0], words), _day(days[-1], words)
    return first if first == last else str(words["period"].format(start=first, end=last))


def _count(number: int, what: str, words: dict[str, Any]) -> str:
    one, many = words["counts"][what]
    return str((one if number == 1 else many).format(n=number))


def _span(days: tuple[str, str], words: dict[str, Any]) -> str:
    """From day to day, what they share written once: "2–6 March 2026"."""
    first, last = days
    if first == last:
        return _day(last, words) if last else ""
    start = str(int(first[8:])) if first[:7] == last[:7] else _day(first, words)
    return f"{start}{words['to']}{_day(last, words)}"


def _lasting(duration: str, words: dict[str, Any]) -> str:
    """An ISO 8601 duration as a reader writes it: "1 h 30 min"."""
    days, _, hours = duration.removeprefix("P").partition("T")
    parts = [*_LENGTH.findall(days), *((number, f"T{unit}") for number, unit in _LENGTH.findall(hours))]
    return " ".join(f"{number}\u00a0{words['units'].get(unit, unit)}" for number, unit in parts) or duration


def _link(url: str) -> str:
    """An address that a reader may follow; empty for anything but http and https."""
    return url if url.lower().startswith(("http://", "https://")) else ""


@cache
def _countries(language: str) -> dict[str, str]:
    """Names of countries by code: the language pack's where there is one, else those of the facts about the world."""
    known = {country.code: country.name for country in world.load().countries.values() if country.code == country.id}
    if language in loader.available():
        entries = loader.load(language).document("actors/countries")
        firsts = {code: entry["names"][0] for code, entry in entries.items() if code in known and entry.get("names")}
        known |= {code: first if isinstance(first, str) else first["name"] for code, first in firsts.items()}
    return known


@cache
def _texts() -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = yaml.safe_load((_FOLDER / "texts.yaml").read_text(encoding="utf-8"))
    return texts
