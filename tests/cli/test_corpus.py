"""The commands on a store: `ingest`, `events`, `claims`, `stats`, `sql`, `recode`."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.export import COLUMNS
from dragoman.store import Store

DISPATCHES = str(Path(__file__).parent.parent.parent / "examples" / "dispatch.*.txt")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example dispatches."""
    from typer.testing import CliRunner

    from dragoman.cli.app import app

    path = tmp_path_factory.mktemp("store") / "corpus.db"
    result = CliRunner().invoke(app, ["ingest", DISPATCHES, "--store", str(path), "--date", "2026-03-04"])
    assert result.exit_code == 0
    assert "2 articles: 2 events" in result.stderr
    assert "stored: 2 added" in result.stderr
    return path


def test_events_and_claims_are_those_that_code_prints(run: Callable[..., Any], corpus: Path) -> None:
    for what in ("events", "claims"):
        coded = run("code", DISPATCHES, "--date", "2026-03-04", "--format", "jsonl", "--what", what).out
        assert coded
        assert run(what, "--store", corpus, "--format", "jsonl").out == coded


def test_the_same_folder_again_changes_nothing(run: Callable[..., Any], corpus: Path) -> None:
    before = corpus.read_bytes()
    ran = run("ingest", DISPATCHES, "--store", corpus, "--date", "2026-03-04")
    assert (ran.code, ran.out) == (0, "")
    assert "stored: 2 unchanged; 0 new events" in ran.err
    assert corpus.read_bytes() == before
    assert run("ingest", DISPATCHES, "--store", corpus, "--quiet").err == ""
    assert "every reading is by the versions at hand" in run("recode", "--store", corpus).err


def test_filters_reach_the_store(run: Callable[..., Any], corpus: Path) -> None:
    everything = run("events", "--store", corpus, "--format", "jsonl").records
    kept = run("events", "--store", corpus, "--format", "jsonl", "--type", "ACCUSE", "--type", "REJECT", "--aux", "none").records
    assert kept == [record for record in everything if record["event"][0] in ("ACCUSE", "REJECT") and not record["aux"]]
    assert 0 < len(kept) < len(everything)
    sure = run("events", "--store", corpus, "--format", "jsonl", "--confidence", "0.7", "--limit", "3").records
    assert len(sure) == 3
    assert all(record["confidence"] >= 0.7 for record in sure)
    denied = run("claims", "--store", corpus, "--format", "jsonl", "--stance", "denies").records
    assert {record["stance"] for record in denied} <= {"denies"}
    assert run("events", "--store", corpus, "--actor", "NOR", "--recipient", "LUX", "--format", "jsonl").out == ""


def test_table_and_csv(run: Callable[..., Any], corpus: Path) -> None:
    ran = run("events", "--store", corpus, "--limit", "2")
    (first, second) = run("events", "--store", corpus, "--limit", "2", "--format", "jsonl").records
    assert first["id"] in ran.out
    assert second["id"] in ran.out
    rows = list(csv.DictReader(io.StringIO(run("claims", "--store", corpus, "--format", "csv").out)))
    assert tuple(rows[0]) == COLUMNS
    assert {row["kind"] for row in rows} == {"claim"}


def test_store_comes_from_the_environment(run: Callable[..., Any], corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_STORE", str(corpus))
    assert json.loads(run("stats", "--format", "jsonl").out)["articles"] == {"events": 2}
    assert "events 2" in run("stats").out


def test_sql_answers_and_refuses(run: Callable[..., Any], corpus: Path) -> None:
    query = "SELECT event, count(*) AS n FROM events WHERE current GROUP BY event ORDER BY n DESC, event"
    answered = run("sql", query, "--store", corpus, "--format", "jsonl").records
    assert sum(row["n"] for row in answered) == len(run("events", "--store", corpus, "--format", "jsonl").records)
    assert run("sql", query, "--store", corpus, "--format", "csv").out.splitlines()[0] == "event,n"
    assert "ACCUSE" in run("sql", query, "--store", corpus).out
    ran = run("sql", "DELETE FROM events", "--store", corpus)
    assert ran.code == 1
    assert ran.err == "dragoman: sql: read only: one SELECT is allowed, and nothing that writes\n"


@pytest.mark.parametrize("command", [["events"], ["claims"], ["stats"], ["sql", "SELECT 1"]])
def test_no_store_there(run: Callable[..., Any], tmp_path: Path, command: list[str]) -> None:
    ran = run(*command, "--store", tmp_path / "none.db")
    assert ran.code == 1
    assert "no such store" in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "none.db").exists()


def test_bad_inputs_are_told_and_the_rest_is_stored(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("France condemned the Russian attack on Tuesday.")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.jsonl").write_text('{"id": "a", "text": "Germany condemned the Russian attack."}\nbroken\n')
    ran = run("ingest", tmp_path, "--store", tmp_path / "s.db")
    assert ran.code == 1
    assert "b.txt: empty" in ran.err
    assert "c.jsonl:2: not JSON" in ran.err
    with Store.open(tmp_path / "s.db") as store:
        ids = [article.article.id for article in store.articles()]
    assert len(ids) == 2
    assert "a" in ids


def test_columns_by_name(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("corps;jour\nLa France a condamné l'attaque russe.;2026-03-04\n")
    assert run("code", tmp_path / "a.csv", "--format", "jsonl").code == 1
    for command in (["code", "--format", "jsonl"], ["ingest", "--store", tmp_path / "s.db"]):
        assert run(*command, tmp_path / "a.csv", "--column", "text=corps", "--column", "date=jour").code == 0
    assert ["ACCUSE"] in [record["event"] for record in run("events", "--store", tmp_path / "s.db", "--format", "jsonl").records]
    with Store.open(tmp_path / "s.db") as store:
        assert next(store.articles()).article.date == date(2026, 3, 4)
    assert run("code", tmp_path / "a.csv", "--column", "corps").code == 2


def test_help_and_code_do_without_the_extras() -> None:
    script = """
import sys, runpy
sys.argv = ["dragoman", *sys.argv[1:]]
try:
    runpy.run_module("dragoman", run_name="__main__")
finally:
    heavy = {"sqlalchemy", "alembic", "pyarrow", "feedparser", "fastwarc", "psycopg"} & set(sys.modules)
    print("imported:", *sorted(heavy), file=sys.stderr)
"""
    for arguments in (["--help"], ["code", "-"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments], input="Rain fell.", capture_output=True, text=True, timeout=120, check=False
        )
        assert done.stderr.rstrip().endswith("imported:"), done.stderr


def test_a_missing_extra_is_told_with_the_line_that_installs_it(tmp_path: Path) -> None:
    (tmp_path / "sqlalchemy").mkdir()
    (tmp_path / "sqlalchemy" / "__init__.py").write_text("raise ModuleNotFoundError('gone', name='sqlalchemy')")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", "stats"], capture_output=True, text=True, env=environment, timeout=120, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "dragoman: needs the package sqlalchemy: pip install 'dragoman[store]'\n"
