"""What the conflict types rest on: threats announced, refusals told by negation, two events of one verb, unnamed and private parties."""

from __future__ import annotations

import pytest

from dragoman import read


def _events(text: str) -> list[tuple[str, str, str, str]]:
    """Type, mode, codes of actors, codes of recipients of every event of an English text."""
    reading = read(text, language="en", date="2022-03-15")
    return [(e.event, e.mode, " ".join(a.code for a in e.actor), " ".join(r.code for r in e.recipient)) for e in reading.events]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Turkey said it will attack Syria within days.", ("THREATEN", "violence", "TUR", "SYR")),
        ("Russia will attack Ukraine.", ("ASSAULT", "", "RUS", "UKR")),
        ("Hungary did not accept the proposal of Poland.", ("REJECT", "change", "HUN", "POL")),
        ("The Kenyan government did not give permission to the Ugandan opposition.", ("REJECT", "change", "KEN", "UGA")),
        ("The Syrian army is responsible for the killing of Turkish soldiers.", ("ASSAULT", "", "SYR", "TUR")),
        ("The United States filed a lawsuit accusing Iran of piracy.", ("ACCUSE", "allege", "USA", "IRN")),
    ],
)
def test_event_is_coded(text: str, event: tuple[str, str, str, str]) -> None:
    assert event in _events(text)


def test_a_prison_sentence_is_conviction_and_arrest() -> None:
    found = _events("A court in Belarus sentenced the Polish activist to five years in prison.")
    assert {(e, m) for e, m, _, _ in found} == {("COERCE", "arrest"), ("SANCTION", "convict")}
    assert {actor for _, _, actor, _ in found} == {"BLR"}


def test_unnamed_parties_stand_where_a_place_is_named() -> None:
    assert [(e, m) for e, m, _, _ in _events("A car bomb exploded in Basra.")] == [("ASSAULT", "explosives")]
    assert _events("A car bomb exploded.") == []


@pytest.mark.parametrize(
    "text",
    [
        "She insisted on a second helping.",
        "The sight of the beheaded statue shocked the tourists.",
    ],
)
def test_private_and_background_acts_are_no_events(text: str) -> None:
    assert _events(text) == []


def test_an_indirect_question_demands_nothing() -> None:
    assert not any(event == "REQUEST" for event, *_ in _events("France asked Poland whether it would send tanks."))


def test_who_denies_an_allegation_did_not_make_it() -> None:
    assert not any(event == "ACCUSE" and "SYR" in actor for event, _, actor, _ in _events("The Syrian president denied all allegations."))
