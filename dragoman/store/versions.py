"""What would read an article now: the program's version and each pack's, with a digest of the pack's files.

A reading whose stamp differs from what would be made now is out of date.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.export.records import CODER
from dragoman.model import Article, content_id
from dragoman.packs import loader

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class PackVersion:
    """A pack's name with its version, such as "fr 0.1.0", and the digest of its files; both empty where no pack reads a language."""

    name: str = ""
    digest: str = ""


def current(language: str) -> PackVersion:
    """The installed pack of a language."""
    if language not in loader.available():
        return PackVersion()
    pack = loader.load(language)
    return PackVersion(pack.name, _digest(pack.folder))


def stamp(article: Article, pack: PackVersion, coder: str = CODER) -> str:
    """Identifies what a reading depends on besides the text."""
    day = article.date.isoformat() if article.date else ""
    about = (article.language, article.title, article.url, article.publication)
    return content_id(coder, pack.name, pack.digest, day, *(value or "" for value in about))


@cache
def _digest(folder: Path) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(folder)).encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
