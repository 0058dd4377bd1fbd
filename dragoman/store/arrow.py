"""Records → Arrow tables with nested columns: nothing of a record is lost but the order of its fields."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from dragoman.store.errors import StoreError

try:
    import pyarrow as pa
except ModuleNotFoundError as error:
    raise StoreError("Arrow tables need another package: pip install 'dragoman[arrow]'") from error

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHUNK = 5000  # records a batch
_SPAN = pa.struct([("text", pa.string()), ("start", pa.int32()), ("end", pa.int32())])
_PIECES = pa.struct([*_SPAN, ("pieces", pa.list_(_SPAN))])
_PARTY = pa.struct(
    [
        *((name, pa.string()) for name in ("code", "sector", "entity_text")),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("name", pa.string()),
        ("office", pa.string()),
        ("members", pa.list_(pa.string())),
        ("flags", pa.list_(pa.string())),
    ]
)
_LINK = pa.struct([*_PARTY, ("cue", _SPAN), ("stance", pa.string())])
_SENTENCE = pa.struct([("sequence", pa.int32()), ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_PLACE = pa.struct([("extracted_place", pa.string()), ("country", pa.string()), ("start", pa.int32()), ("end", pa.int32())])
_CITED = pa.struct([(name, pa.string()) for name in ("title", "url", "publication")])
_STRINGS = pa.list_(pa.string())
_ORIGIN = [("language", pa.string()), ("coder", pa.string()), ("pack", pa.string()), ("cite_info", _CITED)]
SCHEMAS = {
    "events": pa.schema(
        [
            *((name, pa.string()) for name in ("kind", "id", "article", "date", "enddate", "date_basis")),
            *((name, _STRINGS) for name in ("event", "mode", "aux")),
            ("actor", pa.list_(_PARTY)),
            ("recipient", pa.list_(_PARTY)),
            ("attribution", pa.list_(_LINK)),
            ("trigger", _SPAN),
            ("sentence", _SENTENCE),
            ("context", _STRINGS),
            ("quad_code", pa.int8()),
            ("event_scale", pa.float64()),
            ("event_loc", _PLACE),
            *((name, pa.string()) for name in ("channel", "duration", "rule")),
            ("confidence", pa.float64()),
            *_ORIGIN,
        ]
    ),
    "claims": pa.schema(
        [
            *((name, pa.string()) for name in ("kind", "id", "article")),
            ("source", _PARTY),
            ("cue", _PIECES),
            ("content", _PIECES),
            *((name, pa.string()) for name in ("type", "stance")),
            ("events", _STRINGS),
            ("rule", pa.string()),
            *_ORIGIN,
        ]
    ),
}


def table(records: Iterable[dict[str, Any]], kind: str) -> pa.Table:
    """The records as one table in the schema of `kind`: events or claims."""
    schema = SCHEMAS[kind]
    remaining = iter(records)
    batches = []
    while some := list(islice(remaining, _CHUNK)):
        batches.append(pa.RecordBatch.from_pylist(some, schema))
    return pa.Table.from_batches(batches, schema)
