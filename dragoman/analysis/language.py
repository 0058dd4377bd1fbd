"""Which language an article is in, decided offline over all languages the identifier knows, not only the installed ones.

Restricting the choice to the installed packs would read a Spanish article as French. Without any restriction, short English
sentences full of names come out as Crimean Tatar. So: the best of all languages wins, unless an installed one is nearly as likely.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import py3langid

if TYPE_CHECKING:
    from collections.abc import Collection

# In nats of the identifier's log-likelihood. Measured on 3- to 20-word beginnings of treebank sentences: of 5 to 7 words, 98 of 100
# sentences of an installed language are kept and 2 of 100 of a close foreign one let in; of 8 words and more, 99 and under 1.
_MARGIN = 5.0
_SAMPLE = 6000  # characters looked at: the identifier is sure long before that
_PIECE = 300  # a language change inside one article is looked for in pieces of at least so many characters
_MIXED = 0.25  # share of the second language from which the reason tells of a mixed text
_LETTER = re.compile(r"[^\W\d_]")
_WEB_ADDRESS = re.compile(r"\S*(?:https?://|www\.|@)\S*")
_NOT_TOLD = frozenset({"", "und", "unknown", "none", "null", "auto"})


@dataclass(frozen=True, slots=True)
class Identified:
    """`code` is an ISO 639-1 code (639-3 where there is none), empty where nothing can be told; `reason` says why, in one line."""

    code: str
    reason: str


def declared(language: str | None) -> str:
    """Normalise a code as articles carry it ("FR", "fr-CA", "en_GB" → "fr", "fr", "en"); empty where it tells nothing."""
    code = re.split(r"[-_]", (language or "").strip().lower())[0]
    return "" if code in _NOT_TOLD else code


def identify(text: str, installed: Collection[str]) -> Identified:
    """Identify the main language of a text; `installed` are the codes of the packs, preferred where it is a near thing."""
    pieces = _pieces(text)
    weights: Counter[str] = Counter()
    for piece in pieces:
        weights[_best(piece, installed)] += len(piece)
    if not weights:
        return Identified("", "no letters")
    (code, weight), *others = weights.most_common(2)
    total = weights.total()
    if others and others[0][1] / total >= _MIXED:
        return Identified(code, f"mixed text: {code} {weight / total:.0%}, {others[0][0]} {others[0][1] / total:.0%}")
    return Identified(code, f"identified as {code} from {total} characters")


def _pieces(text: str) -> list[str]:
    """The lines of the first part of a text, joined until each piece is long enough to be judged by itself."""
    pieces: list[str] = []
    current = ""
    for line in _WEB_ADDRESS.sub(" ", text[:_SAMPLE]).splitlines():
        stripped = line.strip()
        if not _LETTER.search(stripped):
            continue
        current = f"{current} {stripped}".strip()
        if len(current) >= _PIECE:
            pieces.append(current)
            current = ""
    # A short rest is judged together with the piece before it, by itself only where there is none.
    if current and pieces:
        pieces[-1] = f"{pieces[-1]} {current}"
    elif current:
        pieces.append(current)
    return pieces


def _best(piece: str, installed: Collection[str]) -> str:
    ranking = py3langid.rank(piece.encode("utf-8", "ignore").decode())
    best, score = str(ranking[0][0]), float(ranking[0][1])
    return next((str(code) for code, value in ranking if code in installed and score - value <= _MARGIN), best)
