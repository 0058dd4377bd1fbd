"""`dragoman ledger`: tables, lines and a page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "examples" / "call"


def test_the_command_writes_it(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "ledger.html"
    ran = run("ledger", FOLDER, "--format", "html", "--interface", "fr", "--date", "2026-03-06", "--output", path)
    assert ran.code == 0
    assert "contesté" in path.read_text(encoding="utf-8")
    assert run("ledger", FOLDER, "--format", "html", "--interface", "xx").code == 1


def test_the_command_prints_tables_and_lines(run: Callable[..., Any]) -> None:
    assert "contested" in run("ledger", FOLDER, "--date", "2026-03-06").out
    records = run("ledger", FOLDER, "--date", "2026-03-06", "--format", "jsonl", "--about", "grc").records
    assert {record["kind"] for record in records} == {"happening", "commitment", "meeting"}
    none = run("ledger", FOLDER, "--date", "2026-03-06", "--about", "PRT")
    assert none.code == 0
    assert "nothing to bring together" in none.err


def test_without_inputs_it_reads_the_store(run: Callable[..., Any], tmp_path: Path) -> None:
    store = tmp_path / "corpus.db"
    assert run("ingest", FOLDER, "--store", store, "--date", "2026-03-06").code == 0
    live = run("ledger", FOLDER, "--date", "2026-03-06", "--format", "jsonl").records
    stored = run("ledger", "--store", store, "--format", "jsonl").records
    kinds = ("happening", "commitment")
    assert [r["id"] for r in stored if r["kind"] in kinds] == [r["id"] for r in live if r["kind"] in kinds]
    missing = run("ledger", "--store", tmp_path / "none.db")
    assert missing.code == 1
    assert "none.db" in missing.err
