"""Article in, records out: the example dispatches against what a person reads in them."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import dragoman
from dragoman.model import Claim, Event, Reading

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"


@cache
def golden(name: str) -> dict[str, Any]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


@cache
def reading(name: str) -> Reading:
    expected = golden(name)
    return dragoman.read((EXAMPLES / expected["text"]).read_text(encoding="utf-8"), date=expected["date"])


def cases(section: str) -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        for number, fields in enumerate(golden(path.name)[section]):
            marks = [pytest.mark.xfail(reason=fields["missed"])] if "missed" in fields else []
            label = fields.get("words") or fields.get("cue") or fields["event"]
            found.append(pytest.param(path.name, fields, id=f"{path.stem}-{number}-{label}", marks=marks))
    return found


def fits(event: Event, fields: dict[str, Any]) -> bool:
    """Every field that is given holds."""
    checks = {
        "words": lambda words: words in event.trigger.text,
        "event": lambda kind: kind == event.event,
        "mode": lambda mode: mode == event.mode,
        "actor": lambda codes: set(codes) <= {party.code for party in event.actor},
        "recipient": lambda codes: set(codes) <= {party.code for party in event.recipient},
        "sources": lambda codes: codes == [link.source.code for link in event.attribution],
        "aux": lambda flags: set(flags) == set(event.aux),
        "date": lambda day: str(day) == event.date,
        "duration": lambda length: length == event.duration,
        "missed": lambda _: True,
    }
    return all(checks[name](value) for name, value in fields.items())


@pytest.mark.parametrize(("name", "fields"), cases("events"))
def test_event_is_found(name: str, fields: dict[str, Any]) -> None:
    near = [event for event in reading(name).events if fields["words"] in event.trigger.text]
    assert any(fits(event, fields) for event in near), near


@pytest.mark.parametrize(("name", "fields"), cases("absent"))
def test_event_is_not_made_up(name: str, fields: dict[str, Any]) -> None:
    assert [event for event in reading(name).events if fits(event, fields)] == []


@pytest.mark.parametrize(("name", "fields"), cases("claims"))
def test_claim_is_found(name: str, fields: dict[str, Any]) -> None:
    def holds(claim: Claim) -> bool:
        return (
            claim.source is not None
            and claim.source.code == fields["source"]
            and any(fields["cue"] in cue.text for cue in claim.cue)
            and any(fields["content"] in piece.text for piece in claim.content)
            and claim.type == fields.get("type", claim.type)
        )

    assert any(holds(claim) for claim in reading(name).claims), reading(name).claims


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.yaml")))
def test_reading_says_how_it_went(name: str) -> None:
    assert reading(name).status.code == "events"
    assert reading(name).language == golden(name)["text"].split(".")[1]
