"""What can go wrong with a store, in one line a person can act on."""

from __future__ import annotations

from dragoman.model import DragomanError


class StoreError(DragomanError):
    """A store cannot be opened, read or written; the message names it."""


class NothingToLookForError(StoreError):
    """A full-text query holds no word."""
