"""What all tests share: the example dispatches, and deterministic property tests."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# The same examples on every run and machine; a slow machine is no failure.
settings.register_profile("deterministic", derandomize=True, deadline=timedelta(seconds=20), database=None)
settings.load_profile("deterministic")


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the example dispatches."""
    return ROOT / "examples"
