"""What becomes of articles that cannot be read, and what `read_many` promises. The stages themselves are tested elsewhere."""

from collections.abc import Iterator
from datetime import date

import pytest

import dragoman
from dragoman import actors, analysis
from dragoman.model import Article, InputError

GOOD = "France condemned the attack in Kabul on Tuesday, the foreign ministry said."


@pytest.mark.parametrize("text", ["", "   \n ", "1 234", "Hello", "😀 – !", "\0\0"])
def test_too_short_says_so(text: str) -> None:
    reading = dragoman.read(text)
    assert reading.status.code == "too short"
    assert reading.status.reason
    assert (reading.events, reading.claims) == ((), ())


def test_unsupported_language_is_named() -> None:
    reading = dragoman.read("El presidente recibió al embajador de Francia en el palacio y le pidió explicaciones.")
    assert reading.status.code == "unsupported language"
    assert reading.language == "es"
    assert "es" in reading.status.reason


def test_declared_language_wins_over_the_callers_and_both_over_guessing() -> None:
    assert dragoman.read(Article("a", GOOD, language="en-GB"), language="fr").language == "en"
    assert dragoman.read(GOOD, language="en").language == "en"
    assert dragoman.read(Article("a", GOOD, language="xx")).status.code == "unsupported language"


def test_date_is_taken_where_the_article_has_none() -> None:
    assert dragoman.read(GOOD, date="2026-03-04").article.date == date(2026, 3, 4)
    assert dragoman.read(Article("a", GOOD, date(2020, 1, 1)), date=date(2026, 3, 4)).article.date == date(2020, 1, 1)
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        dragoman.read(GOOD, date="4 March")


def test_defect_in_one_article_costs_that_article_only(monkeypatch: pytest.MonkeyPatch) -> None:
    real = actors.find

    def find(analysed: analysis.Analysis, *rest: object) -> object:
        if "poison" in analysed.sentences[0].span.text:
            raise ZeroDivisionError("division\nby zero")
        return real(analysed, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(actors, "find", find)
    readings = list(dragoman.read_many([GOOD, "The poison was found in the river.", GOOD + " Again."], language="en"))
    assert [reading.status.code == "failed" for reading in readings] == [False, True, False]
    assert readings[1].status.reason == "ZeroDivisionError: division by zero"


def test_defect_in_joint_analysis_is_blamed_on_the_right_article(monkeypatch: pytest.MonkeyPatch) -> None:
    real = analysis.analyse_many

    def analyse_many(articles: Iterator[Article], pack: object) -> Iterator[analysis.Analysis]:
        given = list(articles)
        if any("poison" in article.text for article in given):
            raise ValueError("bad one")
        yield from real(given, pack)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis, "analyse_many", analyse_many)
    readings = list(dragoman.read_many([GOOD, "The poison was found in the river."], language="en"))
    assert [reading.status.code == "failed" for reading in readings] == [False, True]


def test_readings_come_in_order_across_languages_and_batches() -> None:
    french = "La France a condamné mardi l'attentat de Kaboul, a déclaré le ministère."
    texts = [GOOD, french, "Hallo, wie geht es dir heute? Mir geht es gut.", GOOD, french] * 3
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    readings = list(dragoman.read_many(articles, batch=4))
    assert [reading.article for reading in readings] == articles
    assert [reading.language for reading in readings[:5]] == ["en", "fr", "de", "en", "fr"]
    assert [len(reading.sentences) for reading in readings[:5]] == [1, 1, 0, 1, 1]


def test_stream_is_read_as_it_comes() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(str(taken), "Too")

    stream = dragoman.read_many(endless(), batch=5)
    for _ in range(12):
        next(stream)
    assert taken <= 15


def test_same_text_gives_the_same_reading() -> None:
    assert dragoman.read(GOOD, date="2026-03-04") == dragoman.read(GOOD, date="2026-03-04")
