"""Article text made safe to show."""

from __future__ import annotations

import re

# Control characters and direction marks in an article must not steer the terminal; half characters cannot be printed.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def printable(text: str) -> str:
    """A text on one line, without anything that steers a terminal."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
