"""A feed's content → articles."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.model import Article, InputError, content_id
from dragoman.sources.dates import parse_date
from dragoman.sources.feeds.fragments import plain
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dragoman.sources.records import Terms

_JSON_FEED = "https://jsonfeed.org/version/"
_MOST = 5000  # entries of one feed


def parse(content: bytes, name: str, terms: Terms) -> Iterator[Article | Problem]:
    """Articles of an RSS, Atom or JSON feed, as they stand in it.

    An article's text is the entry's title, an empty line, and its content (or summary) without markup; its id the entry's own, else
    derived from its address or text; its outlet the feed's title. Raises InputError where this is no feed.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json_feed(content, name, terms)
        return
    try:
        import feedparser  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise InputError("feeds need another package: pip install 'dragoman[feeds]'") from error
    _refuse_entities(content)
    found = feedparser.parse(content, resolve_relative_uris=False, sanitize_html=True)
    if not found.get("version") and not found.entries:
        raise InputError("no feed: neither RSS, Atom nor JSON Feed")
    if found.bozo and not found.entries:
        raise InputError(f"broken feed: {_one_line(found.get('bozo_exception'))}")
    if found.bozo and not isinstance(found.bozo_exception, (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)):
        yield Problem(name, f"broken feed, read as far as it goes: {_one_line(found.bozo_exception)}", fatal=False)
    about = {"publication": found.feed.get("title"), "language": found.feed.get("language")}
    for entry in found.entries[:_MOST]:
        yield from _entry(_fields(entry), about, name, terms)


def _refuse_entities(content: bytes) -> None:
    """A document type with entities of its own can make a short feed a huge text; no feed needs one."""
    beginning = content[:100_000].upper().replace(b"\0", b"")
    if b"<!ENTITY" in beginning:
        raise InputError("XML that declares entities is refused")


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    contents = [part.get("value", "") for part in entry.get("content", []) if part.get("value")]
    # Not by the entry's own `get`, which takes one of the two for the other, with a warning.
    told = {name: dict.get(entry, name) for name in ("published", "published_parsed", "updated", "updated_parsed")}
    return {
        "id": entry.get("id"),
        "url": entry.get("link"),
        "title": entry.get("title"),
        "html": max(contents, key=len) if contents else entry.get("summary", ""),
        "date": _day(told["published_parsed"] or told["updated_parsed"]),
        "told": told["published"] or told["updated"],
    }


def _day(moment: Any) -> date | None:
    """The day, in UTC, of a struct_time; None where there is none or it is no day."""
    try:
        return date(*moment[:3]) if moment else None
    except (ValueError, TypeError):
        return None


def _json_feed(content: bytes, name: str, terms: Terms) -> Iterator[Article | Problem]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"broken JSON feed: {_one_line(error)}") from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or not str(found.get("version", "")).startswith(_JSON_FEED):
        raise InputError("no feed: neither RSS, Atom nor JSON Feed")
    about = {"publication": found.get("title"), "language": found.get("language")}
    for item in items[:_MOST]:
        if not isinstance(item, dict):
            yield Problem(name, "an entry that is no object")
            continue
        told = item.get("date_published") or item.get("date_modified")
        fields = {key: item.get(key) for key in ("id", "url", "title")}
        html = item.get("content_html") or item.get("summary") or ""
        fields |= {"html": html, "plain": item.get("content_text"), "date": parse_date(told), "told": told}
        yield from _entry(fields, {**about, "language": item.get("language") or about["language"]}, name, terms)


def _entry(fields: Mapping[str, Any], about: Mapping[str, Any], name: str, terms: Terms) -> Iterator[Article | Problem]:
    title = " ".join(plain(str(fields["title"] or "")).split())
    body = str(fields.get("plain") or "").strip() or plain(str(fields["html"] or ""))
    text = "\n\n".join(part for part in (title if not body.startswith(title) else "", body) if part)
    url = str(fields["url"]) if fields["url"] else None
    where = f"{name}: {str(fields['id'] or url or title or 'an entry')[:200]}"
    if not text:
        yield Problem(where, "no text", fatal=False)
        return
    if len(text.encode("utf-8", "surrogatepass")) > terms.max_bytes:
        yield Problem(where, f"text larger than {terms.max_bytes} bytes (see --max-bytes)")
        return
    if fields["date"] is None and fields["told"]:
        yield Problem(where, f"date {str(fields['told'])[:40]!r} not understood; taken as unknown", fatal=False)
    id_ = str(fields["id"] or url or content_id(text))
    language, publication = (str(value).strip() if value else None for value in (about["language"], about["publication"]))
    yield Article(id_, text, fields["date"], language, title or None, url, publication)


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:200]
