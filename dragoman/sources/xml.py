"""PETRARCH's XML → articles: `<Sentence date id source sentence><Text>…</Text></Sentence>`, the sentences of one story together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, cast
from xml.etree.ElementTree import ParseError

from dragoman.model import Article, InputError, content_id
from dragoman.sources.dates import parse_date
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from dragoman.sources.records import Terms

_ESCAPING = 8  # XML may write one byte of text as &#x00e9;, and the parse of a sentence may stand beside it
_NUMBERED = re.compile(r"(.+)[-_](\d+)$")


class _Bounded:
    """A stream that gives out when one sentence has taken more than a number of bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self.since_last = 0

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.since_last += len(chunk)
        if self.since_last > self._limit:
            raise InputError(f"an element larger than {self._limit} bytes (see --max-bytes)")
        return chunk


def read_xml(stream: BinaryIO, name: str, terms: Terms) -> Iterator[Article | Problem]:
    """Articles in order. Sentences that follow one another, of one day and source, whose ids differ in their closing number only, are one.

    Raises InputError where this is no XML of that kind, declares entities (which could make a short file a huge text), or breaks off; what
    came before is given.
    """
    try:
        yield from _articles(stream, name, terms)
    except (ParseError, LookupError, ValueError) as error:
        raise InputError(f"broken XML: {error}") from error


def _articles(stream: BinaryIO, name: str, terms: Terms) -> Iterator[Article | Problem]:
    together: list[Element] = []
    try:
        for sentence in _sentences(stream, terms):
            if together and _story(together[0]) != _story(sentence):
                yield from _article(together, name, terms)
                together = []
            together.append(sentence)
    finally:
        # Where the file breaks off, what stood whole before is given too.
        if together:
            yield from _article(together, name, terms)


def _sentences(stream: BinaryIO, terms: Terms) -> Iterator[Element]:
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - for this kind of file only
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    bounded = _Bounded(stream, terms.max_bytes * _ESCAPING)
    found = 0
    root: Element | None = None
    try:
        for happening, element in iterparse(cast("BinaryIO", bounded), events=("start", "end")):
            root = element if root is None else root
            if happening == "end" and _tag(element) == "sentence":
                found += 1
                bounded.since_last = 0
                yield element
                root.clear()
    except DefusedXmlException as error:
        raise InputError("XML that declares entities is refused") from error
    if not found:
        raise InputError("XML without <Sentence> elements")


def _tag(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower()


def _story(sentence: Element) -> tuple[str, str, str]:
    id_ = sentence.get("id", "")
    numbered = _NUMBERED.match(id_)
    return numbered[1] if numbered else id_, sentence.get("date", ""), sentence.get("source", "")


def _article(together: Sequence[Element], name: str, terms: Terms) -> Iterator[Article | Problem]:
    story, day, source = _story(together[0])
    text = "\n".join(filter(None, (_text(sentence) for sentence in together)))
    id_ = story if len(together) > 1 else together[0].get("id", "")
    where = f"{name}: {id_ or 'a sentence without id'}"
    if not text:
        yield Problem(where, "no text: no <Text> with words")
        return
    if len(text.encode()) > terms.max_bytes:
        yield Problem(where, f"text larger than {terms.max_bytes} bytes (see --max-bytes)")
        return
    date = parse_date(day)
    if date is None and day:
        yield Problem(where, f"date {day[:40]!r} not understood; taken as unknown", fatal=False)
    yield Article(id_ or content_id(text, day), text, date, publication=source or None)


def _text(sentence: Element) -> str:
    """The words of <Text>: their line breaks are the file's, not theirs."""
    found = next((child for child in sentence if _tag(child) == "text"), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""
