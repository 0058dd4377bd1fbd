"""The tables, a public interface told in docs/store.md. The migrations make them; a test holds both to be the same.

Every table has `number`, which joins tables within one store and means nothing outside it; `id` is what records carry. Days and times are
text in ISO 8601 (times in UTC), since a day may be told as a month or a year only. Offsets are code points into `articles.text`, the end
exclusive.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself in a column of exactly this type only.
_Number = BigInteger().with_variant(Integer(), "sqlite")


def _number() -> Column[int]:
    return Column("number", _Number, primary_key=True, autoincrement=True)


def _link(name: str, table: str, *, optional: bool = False) -> Column[int]:
    return Column(name, _Number, ForeignKey(f"{table}.number"), nullable=optional)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _current(*columns: str, together: bool = False) -> list[Index]:
    """An index on each column (or on all together) of the rows of current readings.

    What is equal in it stands in the order of numbers, in which records are given: the first hundred are found without sorting.
    """
    sets = [columns] if together else [(column,) for column in columns]
    return [Index(None, *some, sqlite_where=text("current = 1"), postgresql_where=text("current")) for some in sets]


runs = Table(
    "runs",
    metadata,
    _number(),
    _text("started"),
    _text("finished", optional=True),
    _text("command"),
    _text("coder"),
    _text("packs"),
    Column("readings", Integer, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    _number(),
    _text("id"),
    _text("given"),
    _text("content"),
    _text("text"),
    _text("exact", optional=True),
    _text("title", optional=True),
    _text("url", optional=True),
    _text("publication", optional=True),
    _text("language", optional=True),
    _text("date", optional=True),
    _text("date_flag"),
    _text("added"),
    UniqueConstraint("id"),
    UniqueConstraint("given", "content"),
    Index(None, "date"),
    Index(None, "publication"),
    Index(None, "url"),
)

readings = Table(
    "readings",
    metadata,
    _number(),
    _link("article_number", "articles"),
    _link("run_number", "runs"),
    Column("current", Boolean, nullable=False),
    _text("status"),
    _text("reason"),
    _text("language"),
    _text("pack"),
    _text("pack_digest"),
    _text("coder"),
    _text("stamp"),
    _text("date", optional=True),
    _text("coded"),
    _text("sentences"),
    _text("mentions"),
    UniqueConstraint("article_number", "stamp"),
    Index(None, "status", "current"),
    Index(None, "run_number"),
)

events = Table(
    "events",
    metadata,
    _number(),
    _link("reading_number", "readings"),
    _link("article_number", "articles"),
    Column("current", Boolean, nullable=False),
    _text("id"),
    _text("article"),
    Column("sequence", Integer, nullable=False),
    _text("date", optional=True),
    _text("enddate", optional=True),
    _text("date_basis", optional=True),
    _text("first_day", optional=True),
    _text("last_day", optional=True),
    _text("event"),
    _text("mode"),
    Column("historical", Boolean, nullable=False),
    Column("future", Boolean, nullable=False),
    Column("hypothetical", Boolean, nullable=False),
    Column("negation", Boolean, nullable=False),
    Column("quad_code", Integer, nullable=True),
    Column("event_scale", Float, nullable=True),
    _text("context"),
    _text("place", optional=True),
    _text("country", optional=True),
    Column("latitude", Float, nullable=True),
    Column("longitude", Float, nullable=True),
    _text("geonameid", optional=True),
    _text("channel", optional=True),
    _text("duration", optional=True),
    _text("trigger"),
    _text("sentence"),
    Column("sentence_sequence", Integer, nullable=False),
    _text("rule"),
    Column("confidence", Float, nullable=False),
    _text("language"),
    _text("publication", optional=True),
    _text("published", optional=True),
    _text("evidence"),
    _text("record"),
    UniqueConstraint("reading_number", "id"),
    Index(None, "id"),
    Index(None, "article_number"),
    *_current("event", "quad_code", "country", "publication", "language", "confidence"),
    *_current("first_day", "last_day", together=True),
    *_current("historical", "future", "hypothetical", "negation", together=True),
)

claims = Table(
    "claims",
    metadata,
    _number(),
    _link("reading_number", "readings"),
    _link("article_number", "articles"),
    Column("current", Boolean, nullable=False),
    _text("id"),
    _text("article"),
    Column("sequence", Integer, nullable=False),
    _text("type"),
    _text("stance"),
    _text("cue", optional=True),
    _text("content"),
    _text("rule"),
    _text("language"),
    _text("publication", optional=True),
    _text("published", optional=True),
    _text("record"),
    UniqueConstraint("reading_number", "id"),
    Index(None, "id"),
    Index(None, "article_number"),
    *_current("stance", "type", "published", "publication", "language"),
)

claim_events = Table(
    "claim_events",
    metadata,
    Column("claim_number", _Number, ForeignKey("claims.number"), primary_key=True),
    Column("event_number", _Number, ForeignKey("events.number"), primary_key=True),
    Index(None, "event_number"),
)

entities = Table(
    "entities",
    metadata,
    _number(),
    _link("event_number", "events", optional=True),
    _link("claim_number", "claims", optional=True),
    _text("role"),
    Column("sequence", Integer, nullable=False),
    _text("code"),
    _text("sector"),
    _text("name"),
    _text("entity_text"),
    _text("office"),
    _text("members"),
    _text("flags"),
    _text("stance", optional=True),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    _text("how"),
    Index(None, "event_number", "role"),
    Index(None, "claim_number", "role"),
    Index(None, "role", "code", "event_number", "claim_number"),
    Index(None, "role", "sector", "event_number", "claim_number"),
)

spans = Table(
    "spans",
    metadata,
    _number(),
    _link("event_number", "events", optional=True),
    _link("claim_number", "claims", optional=True),
    _text("role"),
    Column("sequence", Integer, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    _text("text"),
    Index(None, "event_number"),
    Index(None, "claim_number"),
)

feeds = Table(
    "feeds",
    metadata,
    _number(),
    _text("url"),
    _text("etag"),
    _text("modified"),
    _text("checked"),
    _text("due"),
    Column("failures", Integer, nullable=False),
    _text("error"),
    UniqueConstraint("url"),
)

reviews = Table(
    "reviews",
    metadata,
    _number(),
    _text("created"),
    _text("reviewer"),
    _text("article"),
    _text("kind"),
    _text("target"),
    _text("verdict"),
    _text("changes"),
    _text("note"),
    Index(None, "target"),
    Index(None, "article"),
)
