"""Clause → Event: frames over the parse, roles, composition, auxiliary modes, circumstances."""

from dragoman.events.circumstances import dateline
from dragoman.events.coder import code

__all__ = ["code", "dateline"]
