"""Facts about the world that no language changes: countries, organisations with dated members, groups, persons with offices."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dragoman.world.loader import read
from dragoman.world.records import Country, FormerName, Group, Membership, Office, Organisation, Period, Person, Standing, World

__all__ = ["Country", "FormerName", "Group", "Membership", "Office", "Organisation", "Period", "Person", "Standing", "World", "load"]


@cache
def load() -> World:
    """Load the facts shipped with the package. Raises PackError naming file and entry where one is wrong."""
    return read(Path(__file__).parent)
