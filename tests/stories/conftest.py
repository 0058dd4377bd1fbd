"""Articles about made-up doings of real states, with the records that a coder would give."""

from collections.abc import Callable
from typing import Any

import pytest

from dragoman.export.documents import Document

Make = Callable[..., Document]


def party(code: str, name: str = "") -> dict[str, Any]:
    return {"code": code, "sector": "GOV", "entity_text": name or code, "start": 0, "end": 1, "name": name, "office": "", "members": []}


def event(id_: str, type_: str, actor: str, recipient: str, sentence: str, **more: Any) -> dict[str, Any]:
    """An event record; `actor` and `recipient` are codes with blanks between."""
    base = {
        **dict.fromkeys(("enddate", "event_loc", "channel", "date")),
        "kind": "event",
        "id": id_,
        "article": "",
        "event": [type_],
        "mode": [],
        "aux": [],
        "attribution": [],
        "actor": [party(code) for code in actor.split()],
        "recipient": [party(code) for code in recipient.split()],
        "trigger": {"text": sentence[:1], "start": 0, "end": 1},
        "sentence": {"sequence": 0, "start": 0, "end": len(sentence), "text": sentence},
        "quad_code": 3,
        "event_scale": -2.0,
        "confidence": 0.8,
        "language": "en",
    }
    return {**base, **more}


def says(code: str, name: str, stance: str = "asserts") -> dict[str, Any]:
    return {**party(code, name), "cue": None, "stance": stance}


@pytest.fixture
def make() -> Make:
    def made(id_: str, text: str, *events: dict[str, Any], day: str = "2026-03-04", publication: str = "") -> Document:
        held = tuple({**one, "article": id_} for one in events)
        return Document(id_, held, text, day, "en", publication=publication or f"Outlet {id_}", status="events")

    return made
