"""Events → one table with a row for each actor towards each recipient."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.export.codes import location
from dragoman.export.documents import Document, document, read_records
from dragoman.export.dyads import real_dyads
from dragoman.export.registry import Options, require
from dragoman.model import InputError, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from dragoman.export.dyads import Dyad

_BATCH = 8192  # rows turned into Arrow at once
_TEXTS = ("id", "article", "publication", "actor", "actor_sector", "actor_name", "recipient", "recipient_sector", "recipient_name")


@cache
def schema() -> pa.Schema:
    """The columns of `dyads`."""
    require("pyarrow", "analysis")
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only

    return pa.schema(
        [
            *((name, pa.string()) for name in _TEXTS),
            *((name, pa.date32()) for name in ("day", "date", "published")),
            *(
                ("event", pa.string()),
                ("mode", pa.string()),
                ("quad_code", pa.int8()),
                ("score", pa.float64()),
                ("confidence", pa.float64()),
            ),
            *(("sourced", pa.bool_()), ("historical", pa.bool_())),
            *(("country", pa.string()), ("place", pa.string()), ("latitude", pa.float64()), ("longitude", pa.float64())),
        ]
    )


def dyads(source: Iterable[Reading | Document | dict[str, Any]], *, keep_aux: bool = False) -> pa.Table:
    """A table with a row for each actor towards each recipient of each event.

    `source` gives readings, documents or records; claims among the records are passed over. `actor` and `recipient` are codes, or where
    a party has none its name or words; `recipient` is empty where nobody is acted upon, and the parties of a reciprocal event stand each
    with each in both directions. `date` is the event's own day, null where none is told; `day` is that, else the day of publication, but
    not for what is told as the past. `score` is PLOVER's; `sourced` says that someone else than the article tells of the event. Events
    flagged as negated, hypothetical or future are left out unless `keep_aux`.

    Raises ExportError where pyarrow is not installed.
    """
    import_schema = schema()
    import pyarrow as pa  # noqa: PLC0415 - a heavy library, for tables only

    options = Options(Counter(), keep_aux)
    held: list[dict[str, Any]] = []
    batches = []
    for one in map(_document, source):
        held.extend(_row(dyad) for dyad in real_dyads(one, options))
        if len(held) >= _BATCH:
            batches.append(pa.RecordBatch.from_pylist(held, schema=import_schema))
            held = []
    batches.append(pa.RecordBatch.from_pylist(held, schema=import_schema))
    return pa.Table.from_batches(batches, import_schema)


def from_files(*paths: str | Path) -> Iterator[Document]:
    """Documents of files of records, as `dragoman code --format jsonl` and `dragoman export --format jsonl` write them.

    Raises InputError naming the file and the line for what is no record.
    """
    for path in paths:
        for item in read_records(Path(path)):
            if not isinstance(item, Document):
                raise InputError(f"{item.where}: {item.message}")
            yield item


def _document(given: Reading | Document | dict[str, Any]) -> Document:
    if isinstance(given, Document):
        return given
    if isinstance(given, Reading):
        return document(given)
    cited = given.get("cite_info") or {}
    about = {name: cited.get(name) or "" for name in ("title", "url", "publication")}
    held = (given,) if given.get("kind") == "event" else ()
    return Document(given.get("article", ""), held, date=given.get("published") or "", language=given.get("language") or "", **about)


def _row(dyad: Dyad) -> dict[str, Any]:
    event, document_ = dyad.event, dyad.document
    place = location(event)
    return {
        "id": event["id"],
        "article": document_.id,
        "publication": document_.publication or None,
        **_party("actor", dyad.actor),
        **_party("recipient", dyad.recipient),
        "day": day(event["date"]) or (None if event["date"] or "historical" in event["aux"] else day(document_.date)),
        "date": day(event["date"]),
        "published": day(document_.date),
        "event": event["event"][0],
        "mode": next(iter(event["mode"]), None),
        "quad_code": event["quad_code"],
        "score": event["event_scale"],
        "confidence": event.get("confidence"),
        "sourced": bool(event["attribution"]),
        "historical": "historical" in event["aux"],
        "country": place["code"] or None,
        "place": place["name"] or place["text"] or None,
        "latitude": place["latitude"],
        "longitude": place["longitude"],
    }


def _party(role: str, party: dict[str, Any]) -> dict[str, str]:
    name = party.get("name") or party["entity_text"]
    return {role: party["code"] or name, f"{role}_sector": party["sector"], f"{role}_name": name}


def day(text: str | None) -> date | None:
    """A full day; None for what is less than one."""
    return date.fromisoformat(text) if text and len(text) == 10 else None
