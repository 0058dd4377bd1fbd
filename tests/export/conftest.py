"""Documents to export: the example dispatches as they are coded, and a made one that is as hard on the formats as articles can be."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman import read
from dragoman.export.documents import Document, document
from dragoman.model import Article

# A character beyond the basic plane, combining marks, tabs, line breaks, quotes, a formula, markup, half a character, NUL.
HARD = 'He\u0301las 😀\t"Rome"\r\n=SUM(A1) a salué <b>Lima</b> & Oslo\u2028à\x00 Nice, \ud800 dit Paris: « oui »; non.'
URL = "https://news.example/1"


def span(text: str) -> dict[str, Any]:
    start = HARD.index(text)
    return {"text": text, "start": start, "end": start + len(text)}


def party(text: str, code: str = "", sector: str = "", **more: Any) -> dict[str, Any]:
    place = span(text)
    rest = {"name": "", "office": "", "members": []} | more
    return {"code": code, "sector": sector, "entity_text": text, "start": place["start"], "end": place["end"], **rest}


def event(id_: str, **changes: Any) -> dict[str, Any]:
    sentence = {"sequence": 0, "start": 0, "end": len(HARD), "text": HARD}
    base = {
        "kind": "event",
        "id": id_,
        "article": "../a b/é:1",
        "date": "2026-03-03",
        "enddate": None,
        "date_basis": "text",
        "event": ["SUPPORT"],
        "mode": [],
        "aux": [],
        "actor": [party('"Rome"', "ITA", "GOV"), party("Oslo", "NOR", "GOV")],
        "recipient": [party("Lima", "PER", "GOV", office="=président")],
        "attribution": [],
        "trigger": span("salué"),
        "sentence": sentence,
        "context": ["diplomatic"],
        "quad_code": 1,
        "event_scale": 5.0,
        "channel": None,
        "duration": None,
        "rule": "fr.support.saluer",
        "confidence": 0.75,
        "event_loc": {"extracted_place": "Nice", "country": "FRA", **{k: v for k, v in span("Nice").items() if k != "text"}},
        "language": "fr",
        "published": "2026-03-04",
        "coder": "dragoman 0",
        "pack": "fr 0",
        "cite_info": {"title": "=T", "url": URL},
    }
    return {**base, **changes}


@pytest.fixture
def hard() -> Document:
    link = {**party("Paris", "FRA", "GOV"), "cue": span("dit"), "stance": "denies"}
    located = {
        "extracted_place": "Nice",
        "resolved_place": "Nice",
        "country": "FRA",
        "country_code": "FRA",
        "lat": 43.70313,
        "lon": 7.26608,
    }
    nice = {k: v for k, v in span("Nice").items() if k != "text"}
    events = (
        event("00000000000000e1", event_loc={**located, **nice, "geonameid": 2990440, "a field of tomorrow": [1]}),
        event("00000000000000e2", aux=["negation"], attribution=[link]),
        event("00000000000000e3", event=["CONSULT"], mode=["phone"], recipient=[], event_scale=1.5, date=None, event_loc=None),
        event("00000000000000e4", event=["PROTEST"], mode=["demo"], recipient=[], actor=[party("Lima")], date="2026-02", quad_code=4),
    )
    pieces = [span("« oui »"), span("non")]
    content = {"text": HARD[pieces[0]["start"] : pieces[1]["end"]], "start": pieces[0]["start"], "end": pieces[1]["end"], "pieces": pieces}
    claim = {
        "kind": "claim",
        "id": "c1",
        "article": "../a b/é:1",
        "source": party("Paris", "FRA", "GOV"),
        "cue": span("dit"),
        "content": content,
        "type": "direct",
        "stance": "denies",
        "events": ["00000000000000e2"],
        "rule": "fr.verb",
        "language": "fr",
        "published": "2026-03-04",
        "coder": "dragoman 0",
        "pack": "fr 0",
        "cite_info": {"title": "=T", "url": URL},
    }
    return Document("../a b/é:1", (*events, claim), HARD, "2026-03-04", "fr", "=T", URL, "Le\tJour", "events")


@pytest.fixture(scope="session")
def dispatches() -> list[Document]:
    folder = Path(__file__).parents[2] / "examples"
    paths = sorted(folder.glob("dispatch.*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [
        document(read(Article(path.stem, text, date(2026, 3, 4), publication="Example Wire")))
        for path, text in zip(paths, texts, strict=True)
    ]


@pytest.fixture
def documents(dispatches: list[Document], hard: Document) -> list[Document]:
    return [*dispatches, hard, Document("empty", (), "Nothing here.", status="no events", language="en")]
