"""Run migrations on the connection that `dragoman.store.opening` hands over; there is no other way in."""

from __future__ import annotations

from alembic import context

from dragoman.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
