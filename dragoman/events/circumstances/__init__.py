"""The circumstances of an event: its date, duration, channel, place and contexts, read from the words around its trigger."""

from dragoman.events.circumstances.channels import channel
from dragoman.events.circumstances.contexts import article_contexts, sentence_contexts
from dragoman.events.circumstances.dateline import dateline
from dragoman.events.circumstances.dates import TimeExpression, times
from dragoman.events.circumstances.describe import Circumstances, describe
from dragoman.events.circumstances.durations import duration, following
from dragoman.events.circumstances.locations import Atlas
from dragoman.events.circumstances.places import place

__all__ = [
    "Atlas",
    "Circumstances",
    "TimeExpression",
    "article_contexts",
    "channel",
    "dateline",
    "describe",
    "duration",
    "following",
    "place",
    "sentence_contexts",
    "times",
]
