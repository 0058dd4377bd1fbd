"""Who a phrase may mean: the choice, the readings beside it, the holders of the office, and what is said of a wrong office."""

from datetime import date

import pytest

from dragoman import world
from dragoman.actors import Candidate, candidates
from dragoman.packs import loader


def resolved(language: str, phrase: str, day: date | None, context: str = "") -> list[Candidate]:
    return list(candidates(phrase, loader.load(language), world.load(), day, context))


def chosen(language: str, phrase: str, day: date | None, context: str = "") -> Candidate:
    (one,) = [c for c in resolved(language, phrase, day, context) if c.chosen]
    return one


@pytest.mark.parametrize(
    ("language", "phrase", "day", "name"),
    [
        ("fr", "le chef de la diplomatie russe", date(2015, 3, 1), "Sergey Lavrov"),
        ("fr", "le président américain", date(2015, 3, 1), "Barack Obama"),
        ("en", "the French president", date(2012, 3, 1), "Nicolas Sarkozy"),
        ("en", "the French president", date(2018, 3, 1), "Emmanuel Macron"),
        ("fr", "le président français", date(2012, 7, 1), "François Hollande"),
        ("en", "the German chancellor", date(2010, 1, 1), "Angela Merkel"),
    ],
)
def test_the_holder_of_an_office_is_that_of_the_day(language: str, phrase: str, day: date, name: str) -> None:
    assert chosen(language, phrase, day).name == name


def test_the_other_holders_stand_beside_with_their_time() -> None:
    found = resolved("en", "the French president", date(2012, 3, 1))
    others = {c.name: c for c in found if not c.chosen and c.since}
    assert others["Emmanuel Macron"].since == "2017-05-14"
    assert "not on 2012-03-01" in others["Emmanuel Macron"].why[0]
    assert "Nicolas Sarkozy" not in others


@pytest.mark.parametrize(("language", "phrase"), [("en", "French President Angela Merkel"), ("fr", "le président français Angela Merkel")])
def test_a_name_and_an_office_that_disagree_are_flagged(language: str, phrase: str) -> None:
    one = chosen(language, phrase, date(2012, 3, 1))
    assert (one.name, one.code) == ("Angela Merkel", "DEU")
    assert "name and office disagree" in one.flags
    assert any("Nicolas Sarkozy" in step for step in one.why)


@pytest.mark.parametrize(
    ("language", "phrase"), [("en", "German Chancellor Angela Merkel"), ("fr", "le président français Nicolas Sarkozy")]
)
def test_an_office_that_was_held_is_not_flagged(language: str, phrase: str) -> None:
    assert not chosen(language, phrase, date(2012, 3, 1)).flags


def test_readings_that_were_open_are_told() -> None:
    found = resolved("en", "Congo", None)
    assert {c.code for c in found} == {"COD", "COG"}
    assert sum(c.chosen for c in found) == 1


def test_a_phrase_needs_its_context() -> None:
    assert resolved("fr", "Ils", date(2021, 1, 2)) == []
    one = chosen("fr", "Ils", date(2021, 1, 2), "Des manifestants tunisiens ont défilé hier.")
    assert (one.code, one.sector, one.start, one.end) == ("TUN", "CVL", 0, 3)


def test_a_country_that_was_only_understood_is_flagged() -> None:
    one = chosen("en", "the police", date(2021, 1, 2), "Protests broke out in Kenya.")
    assert (one.code, one.sector) == ("KEN", "COP")
    assert one.flags == ("country understood from the article",)
    assert not chosen("en", "the Kenyan police", date(2021, 1, 2)).flags


@pytest.mark.parametrize("phrase", ["", "   ", "\x00", "…", "the cats"])
def test_a_phrase_that_names_nobody_has_no_candidates(phrase: str) -> None:
    assert resolved("en", phrase, None) == []


def test_offsets_are_those_of_the_phrase_whatever_the_context() -> None:
    phrase = "a spokesman for the Kremlin"
    for context in ("", "Russia voted. ", "Russia voted.\n\n"):
        for one in resolved("en", phrase, None, context):
            assert phrase[one.start : one.end] == one.text
