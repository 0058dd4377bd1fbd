"""What the documents show is what happens."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path: Path, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(path.read_text(encoding="utf-8")) if kind == language]


def holds(shown: Any, real: Any) -> bool:
    """Everything shown is there; fields may be left out."""
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(name in real and holds(value, real[name]) for name, value in shown.items())
    if isinstance(shown, list):
        return isinstance(real, list) and len(shown) == len(real) and all(map(holds, shown, real))
    return bool(shown == real)


def test_readme_has_one_command_to_run_and_one_to_test() -> None:
    commands = [line for block in blocks(ROOT / "README.md", "sh") for line in block.splitlines()]
    assert len(commands) == 2
    assert "dragoman code examples/" in commands[0]
    assert "pytest" in commands[1]


def test_record_of_the_readme_is_one_that_is_printed(run: Callable[..., Any], examples: Path) -> None:
    (shown,) = (json.loads(block) for block in blocks(ROOT / "README.md", "json"))
    records = run("code", examples / f"{shown['article']}.txt", "--date", "2026-03-04", "--format", "jsonl").records
    assert any(holds(shown, record) for record in records)


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name)
def test_python_examples_run(path: Path) -> None:
    for block in blocks(path, "python"):
        exec(compile(block, str(path), "exec"), {})  # noqa: S102 - our own documents


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
