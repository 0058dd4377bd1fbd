"""What a person names on the command line → the files it means."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal["text", "markdown", "html", "lines", "objects", "csv", "parquet", "xml", "warc", "unknown"]
STDIN = "-"
PACKED = ".gz"
_PLAIN: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "objects",
    ".csv": "csv",
    ".tsv": "csv",
    ".xml": "xml",
    ".warc": "warc",
    ".wet": "warc",
}
ENDINGS: dict[str, Kind] = {**_PLAIN, **{f"{ending}{PACKED}": kind for ending, kind in _PLAIN.items()}, ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class Place:
    """A file (`path` None: standard input), the name to call it by, and what its ending says it holds."""

    name: str
    path: Path | None
    kind: Kind

    @property
    def stem(self) -> str:
        """The file name without its ending; empty for standard input."""
        if self.path is None:
            return ""
        ending = _ending(self.path) or self.path.suffix
        return self.path.name[: -len(ending) or None] or self.path.name


def expand(inputs: Iterable[str]) -> Iterator[Place | Problem]:
    """Files named, found under directories (recursively) and matched by patterns, sorted within each input.

    In directories only files with a known ending count; a file named outright is looked into whatever its ending. A file that
    several inputs name comes once.
    """
    seen: set[Path] = set()
    for name in inputs:
        if name == STDIN:
            yield Place("standard input", None, "unknown")
            continue
        for found in _expand_one(name):
            if isinstance(found, Problem):
                yield found
            elif found.path is None or (real := found.path.resolve()) not in seen:
                yield found
                if found.path is not None:
                    seen.add(real)


def _expand_one(name: str) -> Iterator[Place | Problem]:
    path = Path(name)
    try:
        if path.is_dir():
            yield from _expand_directory(path)
        elif path.exists():
            yield Place(name, path, ENDINGS.get(_ending(path), "unknown"))
        elif glob.has_magic(name):
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
            if not matches:
                yield Problem(name, "no file matches this pattern")
            for match in matches:
                yield from _expand_one(match)
        else:
            yield Problem(name, "no such file")
    except (OSError, ValueError) as error:
        yield Problem(name, str(getattr(error, "strerror", None) or error))


def _expand_directory(folder: Path) -> Iterator[Place | Problem]:
    paths = [path for path in sorted(folder.rglob("*")) if _ending(path) and path.is_file() and not _hidden(path, folder)]
    if not paths:
        yield Problem(str(folder), f"directory without articles; looked for {' '.join([*_PLAIN, '.parquet'])} and {PACKED}")
    yield from (Place(str(path), path, ENDINGS[_ending(path)]) for path in paths)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _ending(path: Path) -> str:
    """The known ending of a file name as it is written there in lower case, else the empty string."""
    lower = path.name.lower()
    return max((ending for ending in ENDINGS if lower.endswith(ending)), key=len, default="")
