"""Which field of a record, a row or a column is what: the names that corpora and crawlers use, and those that a person gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.model import Article, InputError, content_id
from dragoman.sources.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The first name that is there wins. They are compared in lower case, with "_" for spaces, points and hyphens: "Event Text" is event_text.
# NGEC: event_text, pub_date, story_id, publisher, headline. hypnos: text, id, date. news-please: maintext, date_publish, source_domain.
# GDELT: sourceurl, documentidentifier, sqldate, seendate, sourcecommonname, domain.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "article_id", "story_id", "doc_id", "docid", "document_id", "uuid", "guid", "globaleventid"),
    "text": (
        *("text", "body", "content", "event_text", "full_text", "fulltext", "maintext", "main_text", "raw_text", "article", "text_story"),
        *("article_text", "article_body", "content_text", "story", "notes"),
    ),
    "date": (
        *("date", "pub_date", "pubdate", "published", "published_at", "published_date", "publication_date", "publish_date", "date_publish"),
        *("date_published", "seendate", "sqldate", "datetime", "timestamp"),
    ),
    "language": ("language", "lang", "language_code", "sourcelanguage"),
    "title": ("title", "headline", "head_line"),
    "url": ("url", "link", "source_url", "sourceurl", "documentidentifier", "permalink"),
    "publication": (
        *("publication", "publisher", "source", "source_domain", "source_name", "sourcecommonname", "site_name", "sitename", "outlet"),
        *("newspaper", "domain"),
    ),
}
_OTHER = re.compile(r"[\s.\-]+")
_LONGEST = 40  # characters of a value that a message shows


@dataclass(frozen=True, slots=True)
class Columns:
    """The names to look for; `given` are a person's own (field → name), which go before all others.

    Raises InputError for a field that articles do not have.
    """

    given: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.given:
            if name not in FIELDS:
                raise InputError(f"column {name!r}: articles have {', '.join(FIELDS)}")

    def fields(self, record: Mapping[str, object]) -> dict[str, object]:
        """The value of each field of articles in a record; None where it has none."""
        by_name = {_simple(name): value for name, value in record.items() if value not in (None, "")}
        found = {name: next((by_name[one] for one in names if one in by_name), None) for name, names in FIELDS.items()}
        return found | {name: record.get(column) for name, column in self.given.items() if record.get(column) not in (None, "")}

    def used(self, names: Iterable[str]) -> list[str]:
        """Of the columns of a table those that may hold a field. Raises InputError where none can hold the text."""
        columns = list(names)
        wanted = {one for ones in FIELDS.values() for one in ones}
        for field_name, column in self.given.items():
            if column not in columns:
                raise InputError(f"no column {column!r} for {field_name}; there are {', '.join(columns)[:300]}")
        if "text" not in self.given and not any(_simple(column) in FIELDS["text"] for column in columns):
            raise InputError(f"no column known to hold text among {', '.join(columns)[:300]}; name it (see --column)")
        return [column for column in columns if _simple(column) in wanted or column in self.given.values()]

    def article(self, record: object, max_bytes: int) -> tuple[Article, list[str]]:
        """Make an article of a decoded record, with notices. Raises InputError where it holds no usable text.

        Without an id of its own it gets one derived from its content.
        """
        if not isinstance(record, dict):
            raise InputError("not an article: a JSON object is expected on each line")
        fields = self.fields(record)
        text = fields["text"]
        if not isinstance(text, str):
            raise InputError(f"no text: none of the fields {', '.join(FIELDS['text'][:4])} … holds a string")
        if len(text) > max_bytes or len(text.encode("utf-8", "surrogatepass")) > max_bytes:
            raise InputError(f"text larger than {max_bytes} bytes (see --max-bytes)")
        notices = []
        day = parse_date(fields["date"])
        if day is None and fields["date"] not in (None, ""):
            notices.append(f"date {str(fields['date'])[:_LONGEST]!r} not understood; taken as unknown")
        id_ = str(fields["id"]) if fields["id"] not in (None, "") else content_id(text, day, fields["url"])
        rest = {name: value if isinstance(value := fields[name], str) else None for name in ("language", "title", "url", "publication")}
        return Article(id_, text, day, **rest), notices


def _simple(name: str) -> str:
    return _OTHER.sub("_", name.strip().lower())
