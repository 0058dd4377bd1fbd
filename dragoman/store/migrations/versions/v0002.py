"""Feeds that are watched, with what their servers said last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    names = ("url", "etag", "modified", "checked", "due", "error")
    op.create_table(
        "feeds",
        sa.Column("number", _NUMBER, autoincrement=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in names),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
