"""Typographic normalisation that keeps offsets: the parser sees plain text, every span still points into the text as given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# One character for one character, so that offsets hold. Guillemets and curly quotes become the straight quotes of the treebanks,
# every apostrophe-like mark the straight apostrophe, every space the plain one, every dash the hyphen.
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("«»“”„‟″〝〞❝❞＂", '"'),
        **dict.fromkeys("‘’‚‛ʼʹ′`´＇", "'"),
        **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c", " "),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)
# Dropped: they carry no word and split tokens (soft hyphen, zero-width marks, byte-order mark, direction marks, controls).
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r" {2,}")
_TIGHT_DASH = re.compile(r"(?<=\w)[—―](?=\w)")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised stretch and where it came from.

    The character at position i of `text` stands for the article's characters from `starts[i]` to `ends[i]` (exclusive).
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def normalise(text: str, offset: int = 0) -> Normalised:
    """Normalise `text`, which starts at `offset` of the article.

    The common case, nothing dropped or composed, costs one translation.
    """
    plain = text.translate(_SAME_LENGTH)
    irregular = "  " in plain or _DROPPED.search(plain) or _TIGHT_DASH.search(text) or not unicodedata.is_normalized("NFC", plain)
    if irregular:
        return _normalise_slowly(text, offset)
    return Normalised(plain, range(offset, offset + len(text)), range(offset + 1, offset + len(text) + 1))


def _normalise_slowly(text: str, offset: int) -> Normalised:
    """Normalise character by character, keeping for each the stretch it came from."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tight = {m.start() for m in _TIGHT_DASH.finditer(text)}
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        # A long dash glued to the words on both sides parts clauses: it needs spaces to be a token of its own.
        piece = " - " if position in tight else unicodedata.normalize("NFC", text[position:end].translate(_SAME_LENGTH))
        for character in piece:
            if _DROPPED.match(character) or (character == " " and characters and characters[-1] == " "):
                continue
            characters.append(character)
            starts.append(offset + position)
            ends.append(offset + end)
        position = end
    return Normalised("".join(characters), tuple(starts), tuple(ends))
