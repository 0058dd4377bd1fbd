"""`dragoman export`, `stories` and `dossier` on a store."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sqlalchemy")


@pytest.fixture
def store(run: Callable[..., Any], examples: Path, tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    assert run("ingest", examples, "--store", path, "--date", "2026-03-04").code == 0
    return path


@pytest.mark.parametrize(
    "filters",
    [
        (),
        ("--type", "ACCUSE"),
        ("--actor", "GRC", "--aux", "none"),
        ("--party", "/MIL"),
        ("--since", "2026-03-03", "--until", "2026-03-03"),
        ("--fill-dates", "--since", "2026-03-04"),
        ("--source", "none", "--quad", "4"),
        ("--in-language", "fr", "--confidence", "0.6"),
    ],
    ids=" ".join,
)
def test_a_store_exports_what_its_articles_do(run: Callable[..., Any], examples: Path, store: Path, filters: tuple[str, ...]) -> None:
    stored = run("export", "--store", store, "--format", "jsonl", *filters)
    fresh = run("export", examples, "--date", "2026-03-04", "--format", "jsonl", *filters)
    assert stored.code == fresh.code == 0
    ids = [sorted(record["id"] for record in ran.records) for ran in (stored, fresh)]
    assert ids[0] == ids[1]
    assert len(ids[0]) > 2


def test_words_are_asked_of_the_full_text_search(run: Callable[..., Any], store: Path) -> None:
    found = run("export", "--store", store, "--format", "jsonl", "--text", '"trade negotiations"').records
    assert {record["sentence"]["text"].count("trade negotiations") for record in found if record["kind"] == "event"} == {1}


def test_stories_and_dossier_of_a_store(run: Callable[..., Any], examples: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_STORE", str(store))
    told = run("stories", "--least", 1, "--format", "jsonl").records
    assert sum(len(story["articles"]) for story in told) == len(list(examples.rglob("*.txt")))
    made = run("dossier", "--party", "GRC")
    assert made.code == 0
    assert "<!DOCTYPE html>" in made.out
    assert "GRC" in made.out


def test_a_store_goes_into_a_series_as_it_is(store: Path) -> None:
    from dragoman import analytics
    from dragoman.store import Store

    with Store.open(store, create=False) as opened:
        whole, some = (analytics.dyads(opened.events(**filters)) for filters in ({}, {"type": "ACCUSE"}))
    assert set(some["event"].to_pylist()) == {"ACCUSE"}
    assert 0 < some.num_rows < whole.num_rows
    assert analytics.series(whole, by="day").num_rows > 2


@pytest.mark.parametrize("command", [("export", "--format", "csv"), ("stories",), ("dossier",)], ids=lambda command: command[0])
def test_no_store_is_told_and_none_is_made(run: Callable[..., Any], tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = run(*command, "--store", tmp_path / "none.db")
    assert ran.code == 1
    assert "none.db" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_missing_library_names_the_line_that_installs_it(run: Callable[..., Any], store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sqlalchemy", None)
    ran = run("export", "--store", store, "--format", "csv")
    assert ran.code == 1
    assert "pip install 'dragoman[store]'" in ran.err
