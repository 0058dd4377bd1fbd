"""JSON Lines → articles, one line at a time: a broken line costs that line only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from dragoman.model import Article, InputError
from dragoman.sources.decode import decode
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.sources.records import Terms

_ESCAPING = 6  # JSON may write one byte of text as \u00e9


def looks_like_jsonl(beginning: bytes) -> bool:
    """Tell JSON Lines by its first line: a JSON object (perhaps longer than what is at hand)."""
    first = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n")[0]
    if not first.startswith(b"{") or not first[1:].lstrip().startswith((b'"', b"}")):
        return False
    return b":" in first


def read_lines(stream: BinaryIO, name: str, terms: Terms) -> Iterator[Article | Problem]:
    """Articles of a JSON Lines stream; a line that gives none is a Problem naming its number. Holds one line at a time."""
    limit = terms.max_bytes * _ESCAPING
    number, filled = 0, 0
    while line := stream.readline(limit + 1):
        number += 1
        filled += bool(line.strip())
        where = f"{name}:{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_rest(stream)
            yield Problem(where, f"line longer than {limit} bytes (see --max-bytes)")
            continue
        if not line.strip():
            continue
        try:
            text, notice = decode(line)
            if notice:
                yield Problem(where, notice, fatal=False)
            article, notices = terms.columns.article(json.loads(text), terms.max_bytes)
        except json.JSONDecodeError as error:
            yield Problem(where, f"not JSON: {error.msg} at column {error.colno}")
        except RecursionError:
            yield Problem(where, "not an article: JSON nested too deep")
        except (InputError, ValueError) as error:
            yield Problem(where, str(error))
        else:
            yield from (Problem(where, text, fatal=False) for text in notices)
            yield article
    if not filled:
        yield Problem(name, "empty")


def _skip_rest(stream: BinaryIO) -> None:
    while chunk := stream.readline(1 << 20):
        if chunk.endswith(b"\n"):
            return
