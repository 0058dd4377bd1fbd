"""The day told for a happening holds where it is told again."""

from datetime import date

import pytest

from dragoman import read
from dragoman.model import Article

DAY = date(2021, 12, 8)


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        ("en", "Russia attacked a Ukrainian port on Monday. Russia attacked Ukraine with drones.", ["2021-12-06", "2021-12-06"]),
        ("en", "Russia attacked a Ukrainian port on Monday. Ukraine attacked a Russian base.", ["2021-12-06", ""]),
        ("en", "Russia attacked a Ukrainian port on Monday. Russia will attack Ukraine again.", ["2021-12-06", ""]),
        ("en", "Russia condemned France on Monday. Russia attacked a Ukrainian port.", ["2021-12-06", ""]),
        ("fr", "La Russie a attaqué un port ukrainien lundi. La Russie a attaqué l'Ukraine avec des drones.", ["2021-12-06", "2021-12-06"]),
    ],
)
def test_only_the_same_happening_shares_its_day(language: str, text: str, dates: list[str]) -> None:
    found = read(Article("a", text, DAY, language)).events
    assert [event.date for event in found] == dates
    assert all((event.date_basis == "text") is bool(event.date) for event in found)
    shared = [event for event in found if any("told of the same" in step for step in event.evidence.steps)]
    assert len(shared) == (1 if dates[0] == dates[1] else 0)


def test_the_day_does_not_reach_far() -> None:
    filler = "The weather was fine. " * 4
    text = f"Russia attacked a Ukrainian port on Monday. {filler}Russia attacked Ukraine with drones."
    assert [event.date for event in read(Article("a", text, DAY, "en")).events] == ["2021-12-06", ""]
