"""Articles into a store: what is read, what is not, and what becomes current."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.model import Article
from dragoman.store import Options, Store, ingest, outdated, recode, versions

TEXT = "France condemned the Russian attack on Tuesday."
ARTICLE = Article("a", TEXT, date(2026, 3, 4))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.db") as made:
        yield made


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(articles: Iterable[Article]) -> None:
        assert not list(articles)

    monkeypatch.setattr(pipeline, "read_many", refuse)


def outcomes(store: Store, *articles: Article, options: Options | None = None) -> list[tuple[str, str]]:
    return [(item.id, item.outcome) for item in ingest(store, articles, options)]


def test_known_articles_are_not_read_again(opened: Store, request: pytest.FixtureRequest) -> None:
    others = [replace(ARTICLE, id=f"b{number}") for number in range(40)]
    assert len(outcomes(opened, ARTICLE, *others)) == 41
    request.getfixturevalue("unread")
    assert outcomes(opened, *others, ARTICLE) == [(one.id, "unchanged") for one in (*others, ARTICLE)]
    assert outcomes(opened, replace(ARTICLE, date=None)) == [("a", "unchanged")]
    assert list(recode(opened)) == []


def test_articles_that_give_nothing_are_not_read_again_either(opened: Store, request: pytest.FixtureRequest) -> None:
    poor = [Article("short", "Rain."), Article("empty", "…"), Article("other", "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για την οικονομία.")]
    statuses = [item.status for item in ingest(opened, poor)]
    assert statuses == ["too short", "too short", "unsupported language"]
    request.getfixturevalue("unread")
    assert [item.status for item in ingest(opened, poor)] == statuses


def test_a_date_told_later_is_taken_and_one_that_is_known_stays(opened: Store) -> None:
    outcomes(opened, replace(ARTICLE, date=None))
    assert opened.events(type="ACCUSE", since="2026").count() == 0
    assert outcomes(opened, ARTICLE) == [("a", "recoded")]
    (event,) = opened.events(type="ACCUSE", since="2026")
    assert event["date"] == "2026-03-03"
    later = replace(ARTICLE, date=date(2026, 4, 8))
    assert outcomes(opened, later) == [("a", "unchanged")]
    assert outcomes(opened, later, options=Options(replace=True)) == [("a", "recoded")]
    (event,) = opened.events(type="ACCUSE", since="2026")
    assert event["date"] == "2026-04-07"
    assert len(opened.readings("a")) == 3


def test_options_hold_where_an_article_tells_nothing(opened: Store) -> None:
    options = Options(language="en", date=date(2026, 3, 4))
    assert outcomes(opened, Article("a", TEXT), Article("b", TEXT, date(2025, 3, 5)), options=options) == [("a", "added"), ("b", "added")]
    assert {event["date"] for event in opened.events(type="ACCUSE")} == {"2026-03-03", "2025-03-04"}


def test_the_same_id_with_other_texts(opened: Store) -> None:
    texts = [ARTICLE, replace(ARTICLE, text=TEXT + " Norway agreed."), ARTICLE]
    first = outcomes(opened, *texts)
    assert [outcome for _, outcome in first] == ["unchanged", "added", "added"]
    ids = [article.article.id for article in opened.articles()]
    assert len(set(ids)) == 2
    assert {outcome for _, outcome in outcomes(opened, *reversed(texts))} == {"unchanged"}
    # What comes out of a store may go in again.
    assert {outcome for _, outcome in outcomes(opened, *(article.article for article in opened.articles()))} == {"unchanged"}
    events = opened.events().ids()
    assert len(events) == len(set(events))


def test_a_new_version_of_a_pack_reads_again_and_keeps_the_old_reading(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions.current("en")
    outcomes(opened, ARTICLE, Article("fr", "La France a condamné l'attaque russe.", date(2026, 3, 4)))
    assert outdated(opened) == []
    monkeypatch.setattr(versions, "current", lambda language: replace(before, digest="new") if language == "en" else versions.PackVersion())
    assert len(outdated(opened)) == 2
    monkeypatch.undo()
    changed = versions.current
    monkeypatch.setattr(versions, "current", lambda language: replace(before, digest="new") if language == "en" else changed(language))
    assert len(outdated(opened)) == 1
    assert [(item.id, item.outcome) for item in recode(opened)] == [("a", "recoded")]
    assert outdated(opened) == []
    assert [one.current for one in opened.readings("a")] == [False, True]
    assert opened.events(article="a", outdated=True).count() == 2 * opened.events(article="a").count()
    assert outcomes(opened, ARTICLE) == [("a", "unchanged")]


def test_an_article_that_fails_does_not_stop_the_others(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.claims.find

    def find(analysed: object, mentions: object, pack: object, article: str) -> object:
        if article == "b":
            raise RuntimeError("a defect")
        return real(analysed, mentions, pack, article)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline.claims, "find", find)
    items = list(ingest(opened, [ARTICLE, replace(ARTICLE, id="b"), replace(ARTICLE, id="c")]))
    assert [(item.id, item.status) for item in items] == [("a", "events"), ("b", "failed"), ("c", "events")]
    assert opened.stats().reasons == [("failed", "RuntimeError: a defect", 1)]
    assert opened.article("b") is not None


def test_memory_does_not_grow_with_the_corpus(opened: Store) -> None:
    drawn = 0

    def source() -> Iterable[Article]:
        nonlocal drawn
        for number in range(200):
            drawn += 1
            yield replace(ARTICLE, id=f"m{number}")

    for done, _ in enumerate(ingest(opened, source()), 1):
        assert drawn - done <= 32
