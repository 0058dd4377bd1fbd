"""What the main job does not need, it does not import."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ["pyarrow", "pandas", "polars", "duckdb", "networkx", "openpyxl", "datasketch", "matplotlib", "sqlalchemy", "scipy", "feedparser"]
LOOK = "import sys; from dragoman.cli.app import app; app(sys.argv[1:], standalone_mode=False); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize("arguments", [("--help",), ("code", "dispatch.en.txt", "--format", "jsonl", "--quiet")], ids=lambda a: a[0])
def test_extras_stay_unimported(examples: Path, arguments: tuple[str, ...]) -> None:
    ran = subprocess.run([sys.executable, "-c", LOOK, *arguments], cwd=examples, capture_output=True, text=True, check=True)
    assert ran.stdout
    assert set(HEAVY) & set(ran.stderr.split()) == set()
