"""`explain`, `packs`, help and version; and that the docs tell every command and option."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

import dragoman
from dragoman.cli.app import app
from dragoman.export import COLUMNS
from dragoman.packs import loader

DOCS = Path(__file__).parent.parent.parent / "docs"
TEXT = "The White House said that France condemned the Russian attack in Paris on Tuesday."


def test_explain_shows_marks_entry_and_sources(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT)
    event = next(r for r in run("code", path, "--format", "jsonl").records if r["kind"] == "event" and r["event"] == ["ACCUSE"])
    ran = run("explain", path, "--event", event["id"][:8])
    assert ran.code == 0
    for expected in (
        event["id"],
        "[trigger: condemned]",
        "[actor: France]",
        "FRA",
        event["rule"],
        "verb:",
        "lexicon/events",
        "steps",
    ):
        assert expected in ran.out
    assert "[source: The White House]" in ran.out
    assert ran.out.count("confidence") == 1


def test_explain_all_explains_every_event(run: Callable[..., Any], examples: Path) -> None:
    events = [r for r in run("code", examples, "--format", "jsonl").records if r["kind"] == "event"]
    out = run("explain", examples, "--all").out
    assert [line.split()[0] for line in out.splitlines() if re.match(r"[0-9a-f]{16} ", line)] == [e["id"] for e in events]
    assert all(event["rule"] in out for event in events)


def test_explain_of_an_unknown_event_is_1_and_wrong_usage_2(run: Callable[..., Any]) -> None:
    ran = run("explain", "-", "--event", "nope", stdin=TEXT)
    assert ran.code == 1
    assert "nope" in ran.err
    assert run("explain", "-", stdin=TEXT).code == run("explain", "-", "--event", "a", "--all", stdin=TEXT).code == 2


def test_packs_lists_every_pack(run: Callable[..., Any]) -> None:
    ran = run("packs")
    assert ran.code == 0
    for language in loader.available():
        assert re.search(rf"^{language}  .*version {re.escape(loader.load(language).version)}", ran.out, re.MULTILINE)


def test_version(run: Callable[..., Any]) -> None:
    assert run("--version").out == f"dragoman {dragoman.__version__}\n"


def test_help_needs_no_heavy_library() -> None:
    program = "import sys; import dragoman.cli.app; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "numpy", "trafilatura", "py3langid", "yaml"} & set(loaded)


def test_help_answers_at_once() -> None:
    def once() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-m", "dragoman", "--help"], capture_output=True, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    # The aim is 0.3 s; processor time, so that a busy machine is no failure.
    assert min(once() for _ in range(3)) < 0.6


def test_docs_tell_every_command_and_option() -> None:
    usage = (DOCS / "usage.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert f"dragoman {name}" in usage
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or option == "--help" or option in usage, f"{name} {option}"


def fields(record: dict[str, Any]) -> set[str]:
    return set(record) | {key for value in record.values() if isinstance(value, dict) for key in value}


@pytest.mark.parametrize("kind", ["event", "claim"])
def test_docs_tell_every_field(run: Callable[..., Any], examples: Path, kind: str) -> None:
    told = (DOCS / "record.md").read_text(encoding="utf-8")
    records = [r for r in run("code", examples, "--format", "jsonl", "--date", "2026-03-04").records if r["kind"] == kind]
    parties = [party for r in records for name in ("actor", "recipient", "attribution") for party in r.get(name, [])]
    missing = {name for item in [*records, *parties] for name in fields(item) if f"`{name}`" not in told}
    assert records
    assert missing == set()


def test_csv_columns_are_unique() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
