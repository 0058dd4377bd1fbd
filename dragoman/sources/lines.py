"""JSON Lines → articles, one line at a time: a broken line costs that line only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from dragoman.model import Article, InputError, content_id
from dragoman.sources.dates import parse_date
from dragoman.sources.decode import decode
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

# The first name that is there wins; the others are those of common corpora and crawlers.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "article_id", "story_id", "doc_id", "docid", "uuid", "guid"),
    "text": ("text", "body", "content", "event_text", "full_text", "maintext", "raw_text", "article", "text_story"),
    "date": ("date", "pub_date", "published", "published_at", "publication_date", "date_publish", "datetime", "timestamp"),
    "language": ("language", "lang", "language_code"),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url"),
    "publication": ("publication", "publisher", "source", "source_domain", "site_name", "outlet"),
}
_ESCAPING = 6  # JSON may write one byte of text as \u00e9


def looks_like_jsonl(beginning: bytes) -> bool:
    """Tell JSON Lines by its first line: a JSON object (perhaps longer than what is at hand)."""
    first = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n")[0]
    if not first.startswith(b"{") or not first[1:].lstrip().startswith((b'"', b"}")):
        return False
    return b":" in first


def read_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Article | Problem]:
    """Articles of a JSON Lines stream; a line that gives none is a Problem naming its number. Holds one line at a time."""
    limit = max_bytes * _ESCAPING
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
            article, notices = article_of(json.loads(text), max_bytes)
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


def article_of(record: object, max_bytes: int) -> tuple[Article, list[str]]:
    """Make an article of a decoded JSON object, with notices. Raises InputError where it holds no usable text.

    Without an id of its own it gets one derived from its content.
    """
    if not isinstance(record, dict):
        raise InputError("not an article: a JSON object is expected on each line")
    fields = {field: _first(record, names) for field, names in FIELDS.items()}
    text = fields["text"]
    if not isinstance(text, str):
        raise InputError(f"no text: none of the fields {', '.join(FIELDS['text'][:4])} … holds a string")
    if len(text) > max_bytes or len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        raise InputError(f"text larger than {max_bytes} bytes (see --max-bytes)")
    notices = []
    day = parse_date(fields["date"])
    if day is None and fields["date"] not in (None, ""):
        notices.append(f"date {str(fields['date'])[:40]!r} not understood; taken as unknown")
    id_ = str(fields["id"]) if fields["id"] not in (None, "") else content_id(text, day, fields["url"])
    rest = {name: value if isinstance(value := fields[name], str) else None for name in ("language", "title", "url", "publication")}
    return Article(id_, text, day, **rest), notices


def _first(record: dict[str, object], names: tuple[str, ...]) -> object:
    return next((record[name] for name in names if record.get(name) not in (None, "")), None)
