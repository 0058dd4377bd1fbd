"""Inputs → articles: text, Markdown, HTML, JSON Lines, CSV, Parquet, PETRARCH's XML and WARC files, directories, patterns, standard input.

Bad input never stops the stream: it gives a `Problem` in its place and the next article follows.
"""

from __future__ import annotations

import io
import re
import sys
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from dragoman.model import Article, InputError, content_id
from dragoman.sources.columns import Columns
from dragoman.sources.dates import doubt, parse_date
from dragoman.sources.decode import decode
from dragoman.sources.html import looks_like_html, read_html
from dragoman.sources.lines import looks_like_jsonl, read_lines
from dragoman.sources.markdown import read_markdown
from dragoman.sources.objects import read_objects
from dragoman.sources.packed import unpacked
from dragoman.sources.places import PACKED, STDIN, Kind, Place, expand
from dragoman.sources.records import DEFAULT_MAX_BYTES, Problem, Terms
from dragoman.sources.tables import read_csv, read_parquet
from dragoman.sources.unique import flag_dates, unique_ids
from dragoman.sources.warc import read_warc
from dragoman.sources.xml import read_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["DEFAULT_MAX_BYTES", "STDIN", "Place", "Problem", "Terms", "articles", "doubt", "expand", "parse_date"]


def articles(
    places: Iterable[Place | Problem],
    max_bytes: int = DEFAULT_MAX_BYTES,
    *,
    unique: bool = True,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Problem]:
    """Read every place in order; `max_bytes` bounds the text of one article.

    Article ids are unique over the whole stream, unless `unique` is off: then they are as given. `columns` names the columns of tables and
    the fields of JSON objects that hold a field of articles, where the usual names do not tell. Raises InputError for an unknown field.
    """
    stream = flag_dates(_all(places, Terms(max_bytes, Columns(columns or {}))))
    return unique_ids(stream) if unique else stream


def _all(places: Iterable[Place | Problem], terms: Terms) -> Iterator[Article | Problem]:
    for place in places:
        if isinstance(place, Problem):
            yield place
            continue
        try:
            yield from _read(place, terms)
        except InputError as error:
            yield Problem(place.name, str(error))
        except (OSError, EOFError, zlib.error) as error:
            yield Problem(place.name, getattr(error, "strerror", None) or str(error))


def _read(place: Place, terms: Terms) -> Iterator[Article | Problem]:
    if place.path is None:
        given = sys.stdin.buffer
        # A caller may have put another kind of stream in the place of standard input.
        stream = given if isinstance(given, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", given))
        yield from _read_stream(stream, place, terms)
    elif place.kind == "parquet":
        yield from read_parquet(place.path, place.name, terms)
    elif place.path.name.lower().endswith(PACKED) and place.kind != "warc":  # whose reader unpacks record by record
        with unpacked(place.path) as stream:
            yield from _read_stream(stream, place, terms)
    else:
        with place.path.open("rb") as stream:
            yield from _read_stream(stream, place, terms)


def _read_stream(stream: io.BufferedReader, place: Place, terms: Terms) -> Iterator[Article | Problem]:
    kind = _look(stream) if place.kind == "unknown" else place.kind
    if kind in _MANY:
        yield from _MANY[kind](stream, place.name, terms)
    else:
        yield from _read_one(stream, place, kind, terms.max_bytes)


_MANY: dict[str, Callable[[BinaryIO, str, Terms], Iterator[Article | Problem]]] = {
    "lines": read_lines,
    "objects": read_objects,
    "csv": read_csv,
    "xml": read_xml,
    "warc": read_warc,
}


_LISTED = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{\s*\"|\{\s*\n\s*\")")  # a list of objects, or an object on several lines


def _look(stream: io.BufferedReader) -> Kind:
    """What a stream holds, by its beginning."""
    beginning = stream.peek(4096)
    if looks_like_jsonl(beginning):
        return "lines"
    if _LISTED.match(beginning):
        return "objects"
    if beginning.startswith(b"WARC/"):
        return "warc"
    return "html" if looks_like_html(beginning) else "text"


def _read_one(stream: io.BufferedReader, place: Place, kind: Kind, max_bytes: int) -> Iterator[Article | Problem]:
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
    if kind == "markdown":
        article, notice = read_markdown(article.text, id_)
        if notice:
            yield Problem(place.name, notice, fatal=False)
    yield article
