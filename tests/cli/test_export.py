"""`dragoman export`: inputs, filters, where it writes, what it tells."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest


@pytest.fixture
def coded(run: Callable[..., Any], examples: Path, tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    assert run("export", examples, "--format", "jsonl", "--date", "2026-03-04", "--output", path).code == 0
    return path


def test_articles_and_records_give_the_same(run: Callable[..., Any], examples: Path, coded: Path) -> None:
    fresh = run("export", examples, "--date", "2026-03-04", "--format", "polecat")
    again = run("export", coded, "--format", "polecat")
    assert fresh.code == again.code == 0
    assert fresh.out == again.out
    assert fresh.out.count("\n") > 5


def test_records_of_code_can_be_exported(run: Callable[..., Any], examples: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    run("code", examples, "--format", "jsonl", "--output", path)
    assert run("export", path, "--format", "icews").out.startswith("Event ID\t")
    told = run("export", path, "--format", "brat", "--output", tmp_path / "b")
    assert told.code == 1
    assert "needs the article's text" in told.err
    assert [file.name for file in tmp_path.iterdir()] == ["r.jsonl"]


def test_filters_restrict_and_the_summary_counts(run: Callable[..., Any], coded: Path, tmp_path: Path) -> None:
    ran = run("export", coded, "--format", "parquet", "--output", tmp_path / "p", "--type", "ACCUSE", "--actor", "TUR", "--actor", "GRC")
    events = pd.read_parquet(tmp_path / "p" / "events.parquet")
    assert set(events["event"]) == {"ACCUSE"}
    assert all({"TUR", "GRC"} & {party["code"] for party in parties} for parties in events["actor"])
    assert f"parquet: 1 articles, {len(events)} events" in ran.err


def test_what_a_format_cannot_say_is_counted(run: Callable[..., Any], coded: Path) -> None:
    told = run("export", coded, "--format", "gdelt-events")
    kept = run("export", coded, "--format", "gdelt-events", "--keep-aux")
    assert "left out: " in told.err
    assert "events flagged negation" in told.err
    assert "left out" not in kept.err
    assert kept.out.count("\n") > told.out.count("\n")


def test_one_a_day(run: Callable[..., Any], coded: Path) -> None:
    every, one = (run("export", coded, coded, "--format", "jsonl", *extra).records for extra in ((), ("--one-a-day",)))
    dated = [record for record in every if record["kind"] == "event" and record["date"]]
    keys = {json.dumps([r["date"], r["event"], r["mode"], r["aux"], r["actor"], r["recipient"]]) for r in dated}
    assert len([record for record in one if record["kind"] == "event" and record["date"]]) <= len(keys) <= len(dated)


def test_dates_are_filled_on_demand(run: Callable[..., Any], coded: Path) -> None:
    told = run("export", coded, "--format", "jsonl")
    filled = run("export", coded, "--format", "jsonl", "--fill-dates")
    undated = [record for record in told.records if record["kind"] == "event" and not record["date"]]
    assert f"{len(undated)} events have no date of their own; --fill-dates" in told.err
    assert "--fill-dates" not in filled.err
    dates = {record["id"]: record["date"] for record in filled.records if record["kind"] == "event"}
    assert {dates[record["id"]] for record in undated if not {"historical", "future"} & set(record["aux"])} == {"2026-03-04"}


def test_a_broken_line_costs_the_exit_code_not_the_rest(run: Callable[..., Any], coded: Path) -> None:
    whole = run("export", coded, "--format", "csv")
    coded.write_text(coded.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    ran = run("export", coded, "--format", "csv")
    assert (ran.code, ran.out) == (1, whole.out)
    assert f"{coded.name}: line " in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "stone"), "no format 'stone'"),
        (("--format", "excel"), "cannot go to standard output"),
        (("--format", "csv", "--since", "soon"), "expected YYYY"),
        (("--format", "csv", "--aux", "maybe"), "one of historical"),
    ],
)
def test_wrong_usage(run: Callable[..., Any], coded: Path, arguments: tuple[str, ...], message: str) -> None:
    ran = run("export", coded, *arguments)
    assert ran.code == 2
    assert message in " ".join(ran.err.replace("│", " ").split())


def test_a_folder_that_exists_is_left_alone(run: Callable[..., Any], coded: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine").write_text("kept")
    assert run("export", coded, "--format", "brat", "--output", tmp_path / "b").code == 2
    assert (tmp_path / "b" / "mine").read_text() == "kept"


def test_an_output_that_cannot_be_written(run: Callable[..., Any], coded: Path, tmp_path: Path) -> None:
    ran = run("export", coded, "--format", "csv", "--output", tmp_path / "no" / "such" / "t.csv")
    assert ran.code == 1
    assert "No such file or directory" in ran.err


def test_a_missing_library_names_the_line_that_installs_it(
    run: Callable[..., Any], coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    ran = run("export", coded, "--format", "excel", "--output", tmp_path / "t.xlsx")
    assert ran.code == 2
    assert "pip install 'dragoman[export]'" in " ".join(ran.err.replace("│", " ").split())
