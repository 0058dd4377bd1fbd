"""Inputs → articles: text, HTML and JSON Lines files, directories, patterns, standard input.

Bad input never stops the stream: it gives a `Problem` in its place and the next article follows.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from dragoman.model import Article, InputError, content_id
from dragoman.sources.dates import doubt, parse_date
from dragoman.sources.decode import decode
from dragoman.sources.html import looks_like_html, read_html
from dragoman.sources.lines import looks_like_jsonl, read_lines
from dragoman.sources.places import STDIN, Place, expand
from dragoman.sources.records import DEFAULT_MAX_BYTES, Problem
from dragoman.sources.unique import flag_dates, unique_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["DEFAULT_MAX_BYTES", "STDIN", "Place", "Problem", "articles", "doubt", "expand", "parse_date"]


def articles(
    places: Iterable[Place | Problem], max_bytes: int = DEFAULT_MAX_BYTES, *, unique: bool = True
) -> Iterator[Article | Problem]:
    """Read every place in order; `max_bytes` bounds the text of one article.

    Article ids are unique over the whole stream, unless `unique` is off: then they are as given.
    """
    stream = flag_dates(_all(places, max_bytes))
    return unique_ids(stream) if unique else stream


def _all(places: Iterable[Place | Problem], max_bytes: int) -> Iterator[Article | Problem]:
    for place in places:
        if isinstance(place, Problem):
            yield place
            continue
        try:
            yield from _read(place, max_bytes)
        except InputError as error:
            yield Problem(place.name, str(error))
        except (OSError, EOFError, zlib.error) as error:
            yield Problem(place.name, getattr(error, "strerror", None) or str(error))


def _read(place: Place, max_bytes: int) -> Iterator[Article | Problem]:
    if place.path is None:
        given = sys.stdin.buffer
        # A caller may have put another kind of stream in the place of standard input.
        stream = given if isinstance(given, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", given))
        yield from _read_stream(stream, place, max_bytes)
    elif place.path.name.lower().endswith(".gz"):
        with gzip.open(place.path) as unpacked:
            yield from read_lines(cast("BinaryIO", unpacked), place.name, max_bytes)
    else:
        with place.path.open("rb") as stream:
            yield from _read_stream(stream, place, max_bytes)


def _read_stream(stream: io.BufferedReader, place: Place, max_bytes: int) -> Iterator[Article | Problem]:
    kind = place.kind
    if kind == "unknown":
        beginning = stream.peek(4096)
        kind = "lines" if looks_like_jsonl(beginning) else "html" if looks_like_html(beginning) else "text"
    if kind == "lines":
        yield from read_lines(stream, place.name, max_bytes)
        return
    content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise InputError(f"larger than {max_bytes} bytes (see --max-bytes)")
    if not content.strip():
        raise InputError("empty")
    id_ = place.stem or content_id(content)
    if kind == "html":
        article, notice = read_html(content, id_)
    else:
        text, notice = decode(content)
        article = Article(id_, text)
    if notice:
        yield Problem(place.name, notice, fatal=False)
    yield article
