"""JSON files that are no JSON Lines → articles: one object, several one after the other, or a list, piece by piece."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, BinaryIO, cast

from dragoman.model import Article, InputError
from dragoman.sources.decode import text_encoding
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.sources.records import Terms

_ESCAPING = 6  # JSON may write one byte of text as \u00e9
_PIECE = 1 << 16  # characters read at a time
_SAMPLE = 8192  # bytes that tell the encoding
_BLANKS = " \t\r\n"
_LISTS = ("articles", "items", "documents", "docs", "data", "results", "stories", "records")  # of objects that only wrap a list


def read_objects(stream: BinaryIO, name: str, terms: Terms) -> Iterator[Article | Problem]:
    """Articles of the objects of a JSON file, in order. An object that gives none is a Problem naming its number.

    Raises InputError where the JSON breaks, after what stood before: how to go on from there is not to be known.
    """
    number = 0
    for value in _values(stream, terms):
        for record in _unwrapped(value, terms):
            number += 1
            where = f"{name}: object {number}"
            try:
                article, notices = terms.columns.article(record, terms.max_bytes)
            except InputError as error:
                yield Problem(where, str(error))
            else:
                yield from (Problem(where, text, fatal=False) for text in notices)
                yield article
    if not number:
        raise InputError("no articles in this JSON")


def _unwrapped(value: object, terms: Terms) -> Iterator[object]:
    if isinstance(value, dict) and terms.columns.fields(value)["text"] is None:
        wrapped = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
        if wrapped is not None:
            yield from wrapped
            return
    yield value


def _values(stream: BinaryIO, terms: Terms) -> Iterator[object]:
    """The values of the file, or of the list that it is."""
    limit = terms.max_bytes * _ESCAPING
    buffered = cast("io.BufferedReader", stream)
    encoding, _ = text_encoding(buffered.peek(_SAMPLE)[:_SAMPLE])
    text = io.TextIOWrapper(buffered, encoding="utf-8-sig" if encoding == "utf-8" else encoding, errors="surrogateescape")
    try:
        yield from _Scanner(text, limit).values()
    except UnicodeDecodeError as error:
        raise InputError(f"broken {encoding} text") from error
    finally:
        text.detach()  # the stream is its opener's to close


class _Scanner:
    """Reads values off a text, holding no more of it than one value and a piece."""

    def __init__(self, text: io.TextIOWrapper, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._held = ""
        self._decoder = json.JSONDecoder()
        self._listed = False

    def values(self) -> Iterator[object]:
        if self._next() == "[":
            self._held, self._listed = self._held[1:], True
        while (first := self._next()) and first != "]":
            if self._listed and first == ",":
                self._held = self._held[1:]
                continue
            yield self._value()

    def _next(self) -> str:
        """The next character that is no blank; empty at the end."""
        while not (rest := self._held.lstrip(_BLANKS)):
            self._held = self._text.read(_PIECE)
            if not self._held:
                if self._listed:
                    raise InputError("broken JSON: the list has no end")
                return ""
        self._held = rest
        return rest[0]

    def _value(self) -> object:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held)
            except RecursionError as error:
                raise InputError("broken JSON: nested too deep") from error
            except ValueError as error:
                # More may be to come; twice as much each time, so that a long value is not read over and over.
                more = self._text.read(max(_PIECE, len(self._held)))
                if not more:
                    raise InputError(f"broken JSON: {error}") from error
                self._held += more
                if len(self._held) > 2 * self._limit:
                    raise InputError(f"a value longer than {self._limit} characters (see --max-bytes), or broken JSON: {error}") from error
            else:
                self._held = self._held[end:]
                return value
