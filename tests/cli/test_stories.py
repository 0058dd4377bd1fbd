"""`dragoman stories`: articles in, stories out, for reading and as JSON Lines."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WIRE = (
    "Sudanese soldiers shelled the Ethiopian border town of Metemma on Tuesday, wounding twelve Ethiopian soldiers. "
    "Ethiopia condemned the attack and asked the African Union for a meeting. Traders said that the crossing stays closed."
)
OWN = (
    "Sudan denied on Wednesday that its soldiers had shelled Metemma. Ethiopia condemned the attack on the border town, "
    "where fifteen Ethiopian soldiers were wounded, and the African Union will discuss the crossing."
)
OTHER = "Chile and Peru signed an agreement on fishing quotas in Arica on Tuesday. Peruvian ministers praised the railway to Tacna."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    items = [
        {"id": "w1", "text": WIRE, "date": "2026-03-04", "publication": "Wire", "title": "Shelling at Metemma"},
        {"id": "w2", "text": "Border town shelled\n\n" + WIRE, "date": "2026-03-04", "publication": "Daily"},
        {"id": "own", "text": OWN, "date": "2026-03-05", "publication": "Weekly"},
        {"id": "other", "text": OTHER, "date": "2026-03-04", "publication": "Wire"},
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    return path


def test_stories_for_programs(run: Callable[..., Any], news: Path) -> None:
    ran = run("stories", news, "--format", "jsonl", "--least", 1)
    first, second = ran.records
    assert ran.code == 0
    assert (first["articles"], first["copies"], first["outlets"]) == (["w1", "w2", "own"], {"w2": "w1"}, 2)
    assert second["articles"] == ["other"]
    assert first["title"] == "Shelling at Metemma"
    assault = next(one for one in first["happenings"] if one["event"] == "ASSAULT" and one["denies"])
    assert assault["denies"] == ["Sudan"]
    assert "4 articles in 2 stories, 1 of them copies" in ran.err


def test_stories_for_reading(run: Callable[..., Any], news: Path) -> None:
    out = run("stories", news).out
    for expected in ("Shelling at Metemma", "  w2 = w1\n", "2 outlets", "    denies: Sudan\n", "  ASSAULT  "):
        assert expected in out
    assert "other" not in out


def test_records_do_as_well_as_articles(run: Callable[..., Any], news: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    run("export", news, "--format", "jsonl", "--output", path)
    assert run("stories", path, "--format", "jsonl").out == run("stories", news, "--format", "jsonl").out


def test_missing_library_names_the_line_that_installs_it(run: Callable[..., Any], news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "datasketch", None)
    ran = run("stories", news)
    assert ran.code == 1
    assert "pip install 'dragoman[stories]'" in ran.err
