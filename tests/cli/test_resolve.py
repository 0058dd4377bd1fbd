"""`dragoman resolve`."""

from collections.abc import Callable
from typing import Any

import pytest


def test_table_marks_the_choice_and_says_why(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    ran = run("resolve", "le chef de la diplomatie russe", "--date", "2015-03-01", "--language", "fr")
    assert ran.code == 0
    (marked,) = [line for line in ran.out.splitlines() if "→ │" in line]
    for expected in ("le chef de la diplomatie russe", "RUS", "GOV", "Sergey Lavrov", "foreign_minister"):
        assert expected in marked
    assert "nationality 'russe'" in ran.out


def test_lines_carry_the_fields_of_a_party(run: Callable[..., Any]) -> None:
    ran = run("resolve", "the French president", "--date", "2012-03-01", "--language", "en", "--format", "jsonl")
    first, *others = ran.records
    assert (first["chosen"], first["code"], first["sector"], first["name"]) == (True, "FRA", "GOV", "Nicolas Sarkozy")
    assert first["entity_text"] == "the French president"
    assert not any(one["chosen"] for one in others)
    assert {one["name"] for one in others if one["since"]} >= {"Emmanuel Macron", "François Hollande"}


def test_all_shows_holders_of_long_ago(run: Callable[..., Any]) -> None:
    asked = ("resolve", "the French president", "--date", "2018-03-01", "--language", "en", "--format", "jsonl")
    near, every = ({one["name"] for one in run(*asked, *more).records} for more in ((), ("--all",)))
    assert near < every
    assert "Charles de Gaulle" in every - near


def test_a_short_phrase_is_read_in_the_language_that_makes_most_of_it(run: Callable[..., Any]) -> None:
    for phrase in ("German Chancellor Angela Merkel", "la chancelière allemande"):
        assert run("resolve", phrase, "--date", "2012-03-01", "--format", "jsonl").records[0]["code"] == "DEU"


def test_context_is_what_the_article_told_before(run: Callable[..., Any]) -> None:
    ran = run("resolve", "the group", "--language", "en", "--context", "Hezbollah fired rockets on Monday.", "--format", "jsonl")
    assert (ran.records[0]["code"], ran.records[0]["sector"]) == ("LBN", "REB")


def test_nobody_found_is_3_and_wrong_usage_2(run: Callable[..., Any]) -> None:
    ran = run("resolve", "the cats", "--language", "en")
    assert (ran.code, ran.out) == (3, "")
    assert "the cats" in ran.err
    assert run("resolve", "x", "--language", "xx").code == run("resolve", "x", "--date", "tomorrow").code == 2
