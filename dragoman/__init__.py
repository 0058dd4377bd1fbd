"""dragoman reads news articles and gives back auditable PLOVER events, and who claims them.

    import dragoman
    reading = dragoman.read("Le président a rencontré son homologue à Varsovie.", language="fr")
    for event in reading.events: ...

`read` and `read_many` are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.model import Article, Claim, Entity, Event, Reading
    from dragoman.pipeline import read, read_many

__all__ = ["Article", "Claim", "Entity", "Event", "Reading", "__version__", "read", "read_many"]


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562)."""
    from importlib import import_module  # noqa: PLC0415 - only paid for on first use

    if name in ("read", "read_many"):
        return getattr(import_module("dragoman.pipeline"), name)
    if name in __all__:
        return getattr(import_module("dragoman.model"), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
