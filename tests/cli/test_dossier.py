"""`dragoman dossier`: the page, its language, its filters."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_writes_one_page(run: Callable[..., Any], examples: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.html"
    ran = run(
        "dossier", examples / "dispatch.fr.txt", "--date", "2026-03-04", "--interface", "fr", "--title", "Frontière", "--output", path
    )
    made = path.read_text(encoding="utf-8")
    assert ran.code == 0
    assert made.startswith("<!DOCTYPE html>")
    assert "<title>Frontière</title>" in made
    assert "Chronologie" in made
    assert "dossier: 1 articles" in ran.err


def test_filters_restrict_its_lines(run: Callable[..., Any], examples: Path) -> None:
    whole = run("dossier", examples, "--date", "2026-03-04").out
    some = run("dossier", examples, "--date", "2026-03-04", "--type", "CONSULT", "--party", "GRC").out
    assert 0 < some.count('<li id="e') < whole.count('<li id="e')
    assert "<b>Accusation</b>" in whole
    assert "<b>Accusation</b>" not in some


def test_a_language_it_does_not_speak(run: Callable[..., Any], examples: Path) -> None:
    ran = run("dossier", examples, "--interface", "xx")
    assert ran.code == 2
    assert "there are en, fr" in " ".join(ran.err.replace("│", " ").split())


def test_missing_library_names_the_line_that_installs_it(run: Callable[..., Any], examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    ran = run("dossier", examples)
    assert ran.code == 1
    assert "pip install 'dragoman[dossier]'" in ran.err
