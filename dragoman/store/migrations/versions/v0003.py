"""An event's or claim's parties by role, found in the index alone."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Replace the indexes."""
    for owner in ("event_number", "claim_number"):
        op.create_index(f"ix_entities_{owner}_role", "entities", [owner, "role"])
        op.drop_index(f"ix_entities_{owner}", "entities")
