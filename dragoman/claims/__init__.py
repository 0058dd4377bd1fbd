"""Who claims what: source, cue, content and stance, and the chain of sources behind an event."""

from dragoman.claims.attribution import attribute
from dragoman.claims.finding import find

__all__ = ["attribute", "find"]
