"""The first tables, with their full-text indexes; reviews can only be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEXED = {"articles": ("title", "text"), "events": ("sentence",), "claims": ("content",), "entities": ("name", "entity_text")}
_LONGEST = 200_000  # characters: a tsvector of PostgreSQL holds 1 MB, and refuses the row above that
_GLUE = "-/._:@+&=?#~%"  # PostgreSQL's parser would take "a/b", "a.b" and "a@b" for one word each


def upgrade() -> None:
    """From an empty database."""
    for create in (_articles, _reviews, _runs, _readings, _claims, _events, _claim_events, _entities, _spans):
        create()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, columns in _INDEXED.items():
        for statement in (_sqlite_search if sqlite else _postgres_search)(table, columns):
            op.execute(statement)
    for statement in _SQLITE_APPEND_ONLY if sqlite else _POSTGRES_APPEND_ONLY:
        op.execute(statement)


def _text(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=optional)


def _current(table: str, *columns: str) -> None:
    """An index on the rows of current readings."""
    name = f"ix_{table}_{'_'.join(columns)}"
    op.create_index(name, table, list(columns), sqlite_where=sa.text("current = 1"), postgresql_where=sa.text("current"))


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("number", _NUMBER, autoincrement=True),
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
        sa.PrimaryKeyConstraint("number", name="pk_articles"),
        sa.UniqueConstraint("given", "content", name="uq_articles_given_content"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
    )
    op.create_index("ix_articles_date", "articles", ["date"])
    op.create_index("ix_articles_publication", "articles", ["publication"])
    op.create_index("ix_articles_url", "articles", ["url"])


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("number", _NUMBER, autoincrement=True),
        _text("created"),
        _text("reviewer"),
        _text("article"),
        _text("kind"),
        _text("target"),
        _text("verdict"),
        _text("changes"),
        _text("note"),
        sa.PrimaryKeyConstraint("number", name="pk_reviews"),
    )
    op.create_index("ix_reviews_article", "reviews", ["article"])
    op.create_index("ix_reviews_target", "reviews", ["target"])


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("number", _NUMBER, autoincrement=True),
        _text("started"),
        _text("finished", optional=True),
        _text("command"),
        _text("coder"),
        _text("packs"),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
    )


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("number", _NUMBER, autoincrement=True),
        sa.Column("article_number", _NUMBER, nullable=False),
        sa.Column("run_number", _NUMBER, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
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
        sa.ForeignKeyConstraint(["article_number"], ["articles.number"], name="fk_readings_article_number"),
        sa.ForeignKeyConstraint(["run_number"], ["runs.number"], name="fk_readings_run_number"),
        sa.PrimaryKeyConstraint("number", name="pk_readings"),
        sa.UniqueConstraint("article_number", "stamp", name="uq_readings_article_number_stamp"),
    )
    op.create_index("ix_readings_run_number", "readings", ["run_number"])
    op.create_index("ix_readings_status_current", "readings", ["status", "current"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("number", _NUMBER, autoincrement=True),
        sa.Column("reading_number", _NUMBER, nullable=False),
        sa.Column("article_number", _NUMBER, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        _text("id"),
        _text("article"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _text("type"),
        _text("stance"),
        _text("cue", optional=True),
        _text("content"),
        _text("rule"),
        _text("language"),
        _text("publication", optional=True),
        _text("published", optional=True),
        _text("record"),
        sa.ForeignKeyConstraint(["article_number"], ["articles.number"], name="fk_claims_article_number"),
        sa.ForeignKeyConstraint(["reading_number"], ["readings.number"], name="fk_claims_reading_number"),
        sa.PrimaryKeyConstraint("number", name="pk_claims"),
        sa.UniqueConstraint("reading_number", "id", name="uq_claims_reading_number_id"),
    )
    op.create_index("ix_claims_article_number", "claims", ["article_number"])
    op.create_index("ix_claims_id", "claims", ["id"])
    for column in ("stance", "type", "published", "publication", "language"):
        _current("claims", column)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("number", _NUMBER, autoincrement=True),
        sa.Column("reading_number", _NUMBER, nullable=False),
        sa.Column("article_number", _NUMBER, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        _text("id"),
        _text("article"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _text("date", optional=True),
        _text("enddate", optional=True),
        _text("date_basis", optional=True),
        _text("first_day", optional=True),
        _text("last_day", optional=True),
        _text("event"),
        _text("mode"),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("future", sa.Boolean(), nullable=False),
        sa.Column("hypothetical", sa.Boolean(), nullable=False),
        sa.Column("negation", sa.Boolean(), nullable=False),
        sa.Column("quad_code", sa.Integer(), nullable=True),
        sa.Column("event_scale", sa.Float(), nullable=True),
        _text("context"),
        _text("place", optional=True),
        _text("country", optional=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        _text("geonameid", optional=True),
        _text("channel", optional=True),
        _text("duration", optional=True),
        _text("trigger"),
        _text("sentence"),
        sa.Column("sentence_sequence", sa.Integer(), nullable=False),
        _text("rule"),
        sa.Column("confidence", sa.Float(), nullable=False),
        _text("language"),
        _text("publication", optional=True),
        _text("published", optional=True),
        _text("evidence"),
        _text("record"),
        sa.ForeignKeyConstraint(["article_number"], ["articles.number"], name="fk_events_article_number"),
        sa.ForeignKeyConstraint(["reading_number"], ["readings.number"], name="fk_events_reading_number"),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
        sa.UniqueConstraint("reading_number", "id", name="uq_events_reading_number_id"),
    )
    op.create_index("ix_events_article_number", "events", ["article_number"])
    op.create_index("ix_events_id", "events", ["id"])
    for column in ("event", "quad_code", "country", "publication", "language", "confidence"):
        _current("events", column)
    _current("events", "first_day", "last_day")
    _current("events", "historical", "future", "hypothetical", "negation")


def _claim_events() -> None:
    op.create_table(
        "claim_events",
        sa.Column("claim_number", _NUMBER, nullable=False),
        sa.Column("event_number", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_claim_events_claim_number"),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name="fk_claim_events_event_number"),
        sa.PrimaryKeyConstraint("claim_number", "event_number", name="pk_claim_events"),
    )
    op.create_index("ix_claim_events_event_number", "claim_events", ["event_number"])


def _entities() -> None:
    op.create_table(
        "entities",
        sa.Column("number", _NUMBER, autoincrement=True),
        sa.Column("event_number", _NUMBER, nullable=True),
        sa.Column("claim_number", _NUMBER, nullable=True),
        _text("role"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        _text("code"),
        _text("sector"),
        _text("name"),
        _text("entity_text"),
        _text("office"),
        _text("members"),
        _text("flags"),
        _text("stance", optional=True),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        _text("how"),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_entities_claim_number"),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name="fk_entities_event_number"),
        sa.PrimaryKeyConstraint("number", name="pk_entities"),
    )
    op.create_index("ix_entities_claim_number", "entities", ["claim_number"])
    op.create_index("ix_entities_event_number", "entities", ["event_number"])
    for column in ("code", "sector"):
        names = ["role", column, "event_number", "claim_number"]
        op.create_index(f"ix_entities_{'_'.join(names)}", "entities", names)


def _spans() -> None:
    op.create_table(
        "spans",
        sa.Column("number", _NUMBER, autoincrement=True),
        sa.Column("event_number", _NUMBER, nullable=True),
        sa.Column("claim_number", _NUMBER, nullable=True),
        _text("role"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("start_char", sa.Integer(), nullable=False),
        sa.Column("end_char", sa.Integer(), nullable=False),
        _text("text"),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_spans_claim_number"),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name="fk_spans_event_number"),
        sa.PrimaryKeyConstraint("number", name="pk_spans"),
    )
    op.create_index("ix_spans_claim_number", "spans", ["claim_number"])
    op.create_index("ix_spans_event_number", "spans", ["event_number"])


def _sqlite_search(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    names = ", ".join(columns)
    new = ", ".join(f"new.{name}" for name in columns)
    old = ", ".join(f"old.{name}" for name in columns)
    search = f"{table}_search"
    yield (
        f"CREATE VIRTUAL TABLE {search} USING fts5({names}, content='{table}', content_rowid='number', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    add = f"INSERT INTO {search}(rowid, {names}) VALUES (new.number, {new});"  # noqa: S608 - names of ours
    drop = f"INSERT INTO {search}({search}, rowid, {names}) VALUES ('delete', old.number, {old});"  # noqa: S608
    yield f"CREATE TRIGGER {search}_insert AFTER INSERT ON {table} BEGIN {add} END"
    yield f"CREATE TRIGGER {search}_delete AFTER DELETE ON {table} BEGIN {drop} END"
    yield f"CREATE TRIGGER {search}_update AFTER UPDATE OF {names} ON {table} BEGIN {drop} {add} END"


def _postgres_search(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    joined = " || ' ' || ".join(f"coalesce({name}, '')" for name in columns)
    plain = f"regexp_replace(normalize(left({joined}, {_LONGEST}), NFKD), '[\u0300-\u036f]', '', 'g')"
    parted = f"translate({plain}, '{_GLUE}', '{' ' * len(_GLUE)}')"
    yield f"ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('simple', {parted})) STORED"
    yield f"CREATE INDEX ix_{table}_search ON {table} USING gin (search)"


_SQLITE_APPEND_ONLY = tuple(
    f"CREATE TRIGGER reviews_{action} BEFORE {action} ON reviews BEGIN SELECT RAISE(ABORT, 'reviews can only be added'); END"
    for action in ("UPDATE", "DELETE")
)
_POSTGRES_APPEND_ONLY = (
    """CREATE FUNCTION refuse_review_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'reviews can only be added'; END $$""",
    """CREATE TRIGGER reviews_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reviews
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_review_change()""",
)
