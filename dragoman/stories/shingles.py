"""A text → hashes of its runs of words, for comparing texts whatever their typography."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"\w+")
SIZE = 3  # words in a run: long enough to be rare, short enough to outlive an edit nearby


def words(text: str) -> list[str]:
    """The words of a text in lower case and in one form of Unicode."""
    return _WORD.findall(unicodedata.normalize("NFKC", text.replace("\ufffd", " ")).casefold())


def shingles(tokens: Iterable[str], size: int = SIZE) -> set[int]:
    """Hashes (32 bits, the same on every machine) of all runs of `size` words; of the whole text where it is shorter."""
    listed = list(tokens)
    runs = range(max(1, len(listed) - size + 1)) if listed else range(0)
    return {crc32(" ".join(listed[at : at + size]).encode("utf-8", "surrogatepass")) for at in runs}
