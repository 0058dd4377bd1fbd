"""The example notebook runs from its first cell to its last, and shows what it promises."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def in_examples() -> Iterator[None]:
    before = Path.cwd()
    os.chdir(EXAMPLES)
    yield
    os.chdir(before)


def run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell as a notebook does; gives the value of its last line."""
    *body, last = source.splitlines()
    exec("\n".join(body), names)  # noqa: S102 - our own notebook
    return eval(last, names)  # noqa: S307 - the same


def test_notebook_runs(in_examples: None) -> None:
    cells = json.loads((EXAMPLES / "analysis.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    shown = [run("".join(cell["source"]), names) for cell in cells if cell["cell_type"] == "code"]
    tables = [value for value in shown if isinstance(value, pd.DataFrame)]
    assert len(tables) == 3
    assert all(len(table) for table in tables)
    assert sum(isinstance(value, Figure) for value in shown) == 2
    assert {"GRC", "TUR"} <= {code for code, _ in shown[-1]}
    assert not any(cell["outputs"] for cell in cells if cell["cell_type"] == "code")
