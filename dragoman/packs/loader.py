"""Discovery of language packs by the entry point group `dragoman.packs`: a new language is a new package, listed nowhere here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from dragoman.model import PackError
from dragoman.packs.base import Pack, read_yaml

GROUP = "dragoman.packs"


@cache
def available() -> dict[str, str]:
    """ISO 639-1 code → importable module of every installed pack."""
    return {point.name: point.value for point in entry_points(group=GROUP)}


@cache
def load(language: str) -> Pack:
    """Load the pack of a language. Raises PackError where none is installed or its pack.yaml is wrong."""
    module = available().get(language)
    if module is None:
        raise PackError(f"no pack for language {language!r}; installed: {', '.join(sorted(available())) or 'none'}")
    location = import_module(module).__file__
    if location is None:
        raise PackError(f"pack {language!r}: {module} has no folder")
    folder = Path(location).parent
    meta = read_yaml(folder / "pack.yaml")
    if not isinstance(meta, dict) or meta.get("language") != language or "version" not in meta:
        raise PackError(f"{folder / 'pack.yaml'}: needs `language: {language}` and `version`")
    return Pack(language, str(meta["version"]), folder)
