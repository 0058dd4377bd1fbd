"""WARC archives, such as CC-NEWS, → articles: the pages and texts in them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.model import Article, InputError, content_id
from dragoman.sources.decode import decode
from dragoman.sources.html import read_html
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.sources.records import Terms

_OK = 200
_HTML = ("text/html", "application/xhtml+xml")
_LONGEST_HEADER = 65_536
_SEARCHED = 1 << 20  # bytes looked at in one go for the next record
_OVERLAP = 32
_BEGINNING = re.compile(rb"(\x1f\x8b\x08[\0-\x1f].{4}[\0\2\4][\0-\x0d\xff]|(?<=\n)WARC/1\.[01]\r\n)", re.DOTALL)


def read_warc(stream: BinaryIO, name: str, terms: Terms) -> Iterator[Article | Problem]:
    """Articles of the responses (and of the texts of a WET file) in an archive, in order, one record at a time.

    An article's id derives from its address. The day of the crawl is not taken for that of publication. Records that hold no article are
    counted and told at the end. Raises InputError where the archive breaks off; what came before is given.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise InputError("WARC needs another package: pip install 'dragoman[warc]'") from error

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    left_out: Counter[str] = Counter()
    number, start = 0, 0
    while True:
        records = ArchiveIterator(stream, record_types=wanted, parse_http=True, max_header_len=_LONGEST_HEADER, fsspec_args=False)
        last = start
        try:
            for record in records:
                number += 1
                last = start + record.stream_pos
                yield from _record(record, name, terms, left_out)
            break
        except (OSError, ValueError) as error:
            start = _next_record(stream, last + 1)
            if start < 0:
                raise InputError(f"broken WARC after {number} records: {error}") from error
            yield Problem(name, f"broken WARC after {number} records: {error}; going on at byte {start}")
            stream.seek(start)
    if not number:
        raise InputError("a WARC without pages")
    if left_out:
        told = ", ".join(f"{many} {kind}" for kind, many in left_out.most_common())
        yield Problem(name, f"{number} records; left out: {told}", fatal=False)


def _next_record(stream: BinaryIO, start: int) -> int:
    """Where after `start` another record begins, packed or not; -1 where none does or the stream cannot go back."""
    if not stream.seekable():
        return -1
    stream.seek(start)
    position, tail = start, b""
    while chunk := stream.read(_SEARCHED):
        window = tail + chunk
        if found := _BEGINNING.search(window):
            return position - len(tail) + found.start(1)
        tail = window[-_OVERLAP:]
        position += len(chunk)
    return -1


def _record(record: Any, name: str, terms: Terms, left_out: Counter[str]) -> Iterator[Article | Problem]:
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    where = f"{name}: {address or 'a record without address'}"
    http = record.http_headers
    if http is not None and http.status_code != _OK:
        left_out["failed requests"] += 1
        return
    kind = ((http.get("Content-Type") if http is not None else record.headers.get("Content-Type")) or "").split(";")[0].strip().lower()
    if kind not in (*_HTML, "text/plain"):
        left_out["of other kinds"] += 1
        return
    expected = record.content_length
    content = record.reader.read(terms.max_bytes + 1)
    if len(content) > terms.max_bytes:
        yield Problem(where, f"larger than {terms.max_bytes} bytes (see --max-bytes)")
        return
    if len(content) < expected:
        yield Problem(where, f"cut short: {len(content)} of {expected} bytes are there")
        return
    yield from _page(content, kind, (address, where), left_out)


def _page(content: bytes, kind: str, told: tuple[str, str], left_out: Counter[str]) -> Iterator[Article | Problem]:
    address, where = told
    id_ = content_id(address or content)
    if not content.strip():
        left_out["empty"] += 1
        return
    try:
        if kind in _HTML:
            article, notice = read_html(content, id_)
        else:
            text, notice = decode(content)
            article = Article(id_, text)
    except InputError:
        left_out["without an article's text"] += 1
        return
    if notice:
        yield Problem(where, notice, fatal=False)
    about = (article.date, article.language, article.title, address or article.url, article.publication)
    yield Article(article.id, article.text, *about)
