"""Readings made by hand, so that a store is tested without a parser."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dragoman.model import (
    Article,
    Attribution,
    Claim,
    Entity,
    Event,
    Evidence,
    Reading,
    SentenceSpan,
    Span,
    Status,
    content_id,
)
from dragoman.packs import loader

TEXT = "Paris a condamné l'attaque de Moscou à Évian. « Nous partirons », a dit Oslo, « dès demain »."


def at(words: str, text: str) -> Span:
    start = text.index(words)
    return Span(words, start, start + len(words))


def entity(words: str, text: str, code: str = "", sector: str = "", **more: str) -> Entity:
    span = at(words, text)
    return Entity(span.text, span.start, span.end, code, sector, **more)


def event(article: Article, kind: str = "ACCUSE", **changes: object) -> Event:
    text = article.text
    sentence = text.split(" « ")[0]
    made = Event(
        content_id(article.id, kind, changes.get("mode", "")),
        kind,
        "disapprove" if kind == "ACCUSE" else "",
        (entity("Paris", text, "FRA", "GOV", name="France"),),
        (entity("Moscou", text, "RUS", "GOV", name="Russie"),),
        at("condamné", text),
        SentenceSpan(sentence, 0, len(sentence), 0),
        Evidence("fr.accuse.condamner", ("a step",), ("another entry",)),
        date="2026-03-04",
        date_basis="text",
        place=at("Évian", text),
        place_code="FRA",
        attribution=(Attribution(entity("Oslo", text, "NOR", "GOV"), at("a dit", text), "doubts"),),
        confidence=0.75,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reading(
    id_: str = "a", text: str = TEXT, *, events: Sequence[Event] | None = None, pack: str | None = None, **about: object
) -> Reading:
    """A reading with one event and one claim, unless others are given."""
    about = {"date": date(2026, 3, 5), "language": "fr", **about}
    article = Article(id_, text, **about)  # type: ignore[arg-type]
    found = tuple([event(article)] if events is None else events)
    claims = (
        Claim(
            content_id(id_, "claim"),
            entity("Oslo", text, "NOR", "GOV"),
            (at("a dit", text),),
            (at("Nous partirons", text), at("dès demain", text)),
            "direct",
            events=tuple(one.id for one in found),
            rule="fr.direct",
        ),
    )
    first = text.split(" « ", maxsplit=1)[0]
    return Reading(
        article,
        Status("events" if found else "no events"),
        "fr",
        loader.load("fr").name if pack is None else pack,
        (SentenceSpan(first, 0, len(first), 0),),
        (entity("Paris", text, "FRA", "GOV"),),
        found,
        claims,
    )


def forked(work: Callable[[], None]) -> int:
    """The process id of a child that does the work and ends without what the test runner does at its end."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child
