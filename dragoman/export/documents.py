"""An article with its records: what every exporter takes, whether coded just now, read from a file of records or from a store."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, fields, replace
from typing import IO, TYPE_CHECKING, Any, cast

from dragoman.export.records import records
from dragoman.sources.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.model import Reading

Record = dict[str, Any]
_NEEDED = {
    "event": {"id", "article", "event", "mode", "aux", "actor", "recipient", "attribution", "trigger", "sentence", "date"},
    "claim": {"id", "article", "source", "cue", "content", "type", "stance", "events"},
    "article": {"id"},
}


@dataclass(frozen=True, slots=True)
class Document:
    """An article and its records, the dictionaries of docs/record.md.

    `text` is None where only the records are known. `date` is the day of publication, YYYY-MM-DD, empty when unknown, as are the
    other texts.
    """

    id: str
    records: tuple[Record, ...] = ()
    text: str | None = None
    date: str = ""
    language: str = ""
    title: str = ""
    url: str = ""
    publication: str = ""
    status: str = ""

    @property
    def events(self) -> list[Record]:
        """The event records."""
        return [record for record in self.records if record["kind"] == "event"]

    @property
    def claims(self) -> list[Record]:
        """The claim records."""
        return [record for record in self.records if record["kind"] == "claim"]

    def keeping(self, events: Iterable[Record], claims: Iterable[Record]) -> Document:
        """The same article with these records only; claims let go of events that are not among them."""
        kept = tuple(events)
        ids = {event["id"] for event in kept}
        pruned = ({**claim, "events": [id_ for id_ in claim["events"] if id_ in ids]} for claim in claims)
        return replace(self, records=(*kept, *pruned))

    def article_record(self) -> Record:
        """The article itself as a record of kind `article`; what is not known is left out."""
        about = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("records", "text", "id")}
        text = {} if self.text is None else {"text": self.text}
        return {"kind": "article", "id": self.id, **{name: value for name, value in about.items() if value}, **text}


def document(reading: Reading) -> Document:
    """A reading as a document."""
    article = reading.article
    return Document(
        article.id,
        tuple(records(reading)),
        article.text,
        article.date.isoformat() if article.date else "",
        reading.language,
        article.title or "",
        article.url or "",
        article.publication or "",
        reading.status.code,
    )


def holds_records(path: Path) -> bool:
    """Whether a file of JSON Lines holds records rather than articles, by its first line."""
    try:
        with _opened(path) as stream:
            first = json.loads(stream.readline(1 << 22) or b"null")
    except (OSError, EOFError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and first.get("kind") in _NEEDED


def read_records(path: Path) -> Iterator[Document | Problem]:
    """Documents of a file of records (.jsonl or .jsonl.gz), with or without `article` lines before them.

    Records of one article stand together. A line that is no record gives a Problem that names it, and the next follows.
    """
    article: Record = {}
    held: list[Record] = []
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                record = _record(line)
                if isinstance(record, str):
                    yield Problem(f"{path}: line {number}", record)
                elif record:
                    id_ = record["id"] if record["kind"] == "article" else record["article"]
                    if id_ != article.get("id") or record["kind"] == "article":
                        yield from _closed(article, held)
                        article, held = (record if record["kind"] == "article" else {"id": id_}), []
                    if record["kind"] != "article":
                        held.append(record)
    except (OSError, EOFError) as error:
        yield Problem(str(path), getattr(error, "strerror", None) or str(error))
    yield from _closed(article, held)


def _closed(article: Record, held: list[Record]) -> Iterator[Document]:
    if not article:
        return
    cited: Record = next((record.get("cite_info", {}) for record in held), {})
    first = held[0] if held else {}
    about = {"date": first.get("published"), "language": first.get("language"), **cited, **article}
    given = {field.name: about[field.name] for field in fields(Document) if field.name != "records" and about.get(field.name)}
    yield Document(**given, records=tuple(held))


def _record(line: bytes) -> Record | str:
    """The record of a line, empty for a blank line; a message where it is none."""
    if not line.strip():
        return {}
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {getattr(error, 'msg', None) or error}"
    if not isinstance(record, dict) or record.get("kind") not in _NEEDED:
        return "no record: an object of kind event, claim or article is expected"
    if missing := sorted(_NEEDED[record["kind"]] - set(record)):
        return f"no complete record: {', '.join(missing)} missing"
    return record


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.name.lower().endswith(".gz") else path.open("rb")
