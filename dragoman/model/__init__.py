"""The nouns of the domain as frozen records; standard library only."""

from dragoman.model.errors import DragomanError, InputError, PackError
from dragoman.model.records import (
    GUESSED,
    Article,
    Attribution,
    Claim,
    Distance,
    Entity,
    Event,
    Evidence,
    Location,
    Reading,
    SentenceSpan,
    Span,
    Status,
    content_id,
)

__all__ = [
    "GUESSED",
    "Article",
    "Attribution",
    "Claim",
    "Distance",
    "DragomanError",
    "Entity",
    "Event",
    "Evidence",
    "InputError",
    "Location",
    "PackError",
    "Reading",
    "SentenceSpan",
    "Span",
    "Status",
    "content_id",
]
