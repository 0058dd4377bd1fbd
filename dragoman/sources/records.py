"""What a source gives: articles, and what a person should be told about an input."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.sources.columns import Columns

DEFAULT_MAX_BYTES = 2_000_000  # about 300,000 words: no article is longer, and a longer text is rather a dump gone wrong


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to tell about an input, in one line.

    `fatal` means that an article or a file was lost; otherwise it was read and this is a notice.
    """

    where: str
    message: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """How to read: `max_bytes` bounds the text of one article, `columns` tells which field of a table or a JSON object is what."""

    max_bytes: int = DEFAULT_MAX_BYTES
    columns: Columns = field(default_factory=Columns)
