"""Documents → Arrow tables: events, claims and articles, typed and nested as in docs/record.md.

Each row also keeps its whole record as JSON in `record`, so that nothing is lost of fields that have no column.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from dragoman.export.codes import location
from dragoman.export.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

Kind = Literal["events", "claims", "articles"]
_SURROGATES = re.compile("[\ud800-\udfff]")
BATCH = 4096  # rows turned into Arrow at once


@cache
def schemas() -> dict[Kind, pa.Schema]:
    """The columns of the three tables."""
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only

    text, place, number = pa.string(), pa.int32(), pa.float64()
    span = [("text", text), ("start", place), ("end", place)]
    entity = [("code", text), ("sector", text), ("entity_text", text), ("start", place), ("end", place), ("name", text), ("office", text)]
    entity = [*entity, ("members", pa.list_(text))]
    link = pa.struct([*entity, ("cue", pa.struct(span)), ("stance", text)])
    location = [("extracted_place", text), ("resolved_place", text), ("geonameid", text), ("latitude", number), ("longitude", number)]
    location = [*location, ("city", text), ("district", text), ("province", text), ("country", text)]
    location = [*location, ("feature_code", text), ("resolution", place), ("start", place), ("end", place)]
    shared = [(name, text) for name in ("id", "article", "published", "language", "publication", "title", "url")]
    events = [
        *(("date", text), ("enddate", text), ("date_basis", text), ("event", text), ("mode", text), ("aux", pa.list_(text))),
        *((role, pa.list_(pa.struct(entity))) for role in ("actor", "recipient")),
        *(("attribution", pa.list_(link)), ("trigger", pa.struct(span))),
        ("sentence", pa.struct([("sequence", place), *span])),
        *(("context", pa.list_(text)), ("quad_code", place), ("event_scale", number), ("event_loc", pa.struct(location))),
        *(("channel", text), ("duration", text), ("rule", text), ("confidence", number), ("pack", text), ("coder", text), ("record", text)),
    ]
    claims = [
        *(("source", pa.struct(entity)), ("cue", pa.struct(span)), ("content", pa.struct(span)), ("type", text), ("stance", text)),
        *(("events", pa.list_(text)), ("rule", text), ("pack", text), ("coder", text), ("record", text)),
    ]
    articles = [(name, text) for name in ("id", "date", "language", "title", "url", "publication", "status", "text", "record")]
    return {"events": pa.schema([*shared, *events]), "claims": pa.schema([*shared, *claims]), "articles": pa.schema(articles)}


def batches(documents: Iterable[Document], kind: Kind) -> Iterator[pa.RecordBatch]:
    """The rows of one table, some thousands at a time."""
    held: list[dict[str, Any]] = []
    for document in documents:
        held.extend(rows(document, kind))
        if len(held) >= BATCH:
            yield to_batch(held, kind)
            held = []
    if held:
        yield to_batch(held, kind)


def table(documents: Iterable[Document], kind: Kind = "events") -> pa.Table:
    """One table in memory."""
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only

    return pa.Table.from_batches(batches(documents, kind), schemas()[kind])


def to_batch(held: list[dict[str, Any]], kind: Kind) -> pa.RecordBatch:
    """Rows as Arrow; fields without a column stay in `record` only."""
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only

    return pa.RecordBatch.from_pylist(held, schema=schemas()[kind])


def rows(document: Document, kind: Kind) -> Iterator[dict[str, Any]]:
    """The rows of a document: events and claims with what identifies their article."""
    if kind == "articles":
        record = document.article_record()
        about = {name: value for name, value in record.items() if name != "text"}
        yield {**about, "text": _sound(document.text), "record": json.dumps(record)}
        return
    about = {"published": document.date or None, "language": document.language, "publication": document.publication or None}
    about |= {"title": _sound(document.title or None), "url": document.url or None}
    for record in document.events if kind == "events" else document.claims:
        plain = _plain(record) if kind == "events" else {}
        yield {**_sound_all(record), **about, **plain, "record": json.dumps(record)}


def _plain(event: dict[str, Any]) -> dict[str, Any]:
    """The fields of an event that are values here and lists in the record, and its place in the names of the columns."""
    place = event.get("event_loc") and {**event["event_loc"], **location(event)}
    return {"event": event["event"][0], "mode": next(iter(event["mode"]), None), "event_loc": place and _named(place)}


def _named(place: dict[str, Any]) -> dict[str, Any]:
    texts = {"extracted_place": place["text"], "resolved_place": place["name"] or None, "country": place["code"] or None}
    return {**{name: value if value != "" else None for name, value in place.items()}, **texts}


def documents(articles: Iterable[str], records: Iterable[str]) -> Iterator[Document]:
    """Documents back out of the `record` columns of the articles and of the events and claims together."""
    held: dict[str, list[dict[str, Any]]] = {}
    for text in records:
        record = json.loads(text)
        held.setdefault(record["article"], []).append(record)
    for text in articles:
        about = json.loads(text)
        about.pop("kind")
        yield Document(**about, records=tuple(held.get(about["id"], ())))


def _sound(text: str | None) -> str | None:
    """Text that UTF-8 can hold: half characters, which JSON input may bring, become U+FFFD."""
    return None if text is None else _SURROGATES.sub("\ufffd", text)


def _sound_all(value: Any) -> Any:
    if isinstance(value, str):
        return _sound(value)
    if isinstance(value, list):
        return [_sound_all(item) for item in value]
    return {name: _sound_all(item) for name, item in value.items()} if isinstance(value, dict) else value
