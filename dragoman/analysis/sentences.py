"""Paragraphs and sentences by rule, over the text as given: the parser then sees one sentence at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.packs.base import Pack

MAX_SENTENCE = 2000  # characters; longer "sentences" are tables or broken text and are cut at a space, so that parsing stays linear
_CLOSERS = "»”’)]}"
_OPENERS = "«“‘([{-–—•\"' \u00a0\u202f"
_STOP = re.compile(r"[.!?…]+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
# "PARIS (Reuters) - ", "Tehran, March 15, IRNA - ", "BELGRADE, Serbia -- ": capitalised words, dates and an agency before a dash.
_PLACE = r"[^\W\d_a-zà-ÿ][\w.’'-]*"
_DATELINE = re.compile(
    rf"{_PLACE}(?: {_PLACE}){{0,3}}(?:, {_PLACE}(?: {_PLACE}){{0,2}}| ?, ?\d{{1,2}}(?: \w+)?| \d{{1,2}}){{0,4}}"
    r"(?: ?[,/]? ?\([\w /.-]{2,30}\))? ?(?:-{1,2}|[–—])\s+(?=[«“\"']?\s?[^\Wa-zà-ÿ_])"
)
_WRAP = range(55, 100)  # usual line lengths of hard-wrapped plain text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence before parsing: offsets into the article, its paragraph, and whether it stands as a heading."""

    start: int
    end: int
    paragraph: int
    heading: bool


@dataclass(frozen=True, slots=True)
class _Abbreviations:
    words: frozenset[str]
    starters: frozenset[str]


@cache
def _abbreviations(pack: Pack) -> _Abbreviations:
    document = pack.document("text")
    return _Abbreviations(frozenset(document["abbreviations"]), frozenset(document["starters"]))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Cut a text into paragraphs as (start, end), white space trimmed: one a line, but hard-wrapped lines are kept together."""
    found: list[tuple[int, int]] = []
    position = 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.start() if blank else len(text)
        found.extend(_block(text, position, end))
        position = blank.end() if blank else end
    return found


def _block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    position = start
    for line in text[start:end].split("\n"):
        left, right = position + len(line) - len(line.lstrip()), position + len(line.rstrip())
        if left < right:
            lines.append((left, right))
        position += len(line) + 1
    inner = lines[:-1]
    wrapped = [b - a in _WRAP and text[b - 1] not in '.!?…:»”"' for a, b in inner]
    if len(inner) >= 2 and sum(wrapped) >= 0.7 * len(inner):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def split(text: str, pack: Pack) -> list[Stretch]:
    """Cut an article into sentences, in order; never across a paragraph."""
    abbreviations = _abbreviations(pack)
    found: list[Stretch] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        dateline = _dateline(text[start:end])
        pieces = [(0, dateline)] if dateline else []
        pieces.extend((dateline + a, dateline + b) for a, b in _split_paragraph(text[start + dateline : end], abbreviations))
        heading = len(pieces) == 1 and end - start < 200 and text[end - 1] not in '.!?…;:,»”"'
        found.extend(
            Stretch(start + a, start + b, number, heading) for left, right in pieces for a, b in _bounded(text[start:end], left, right)
        )
    return found


def _dateline(paragraph: str) -> int:
    """The length of the dateline that opens a paragraph, 0 for none. Its place must be in capitals, or dated, or credited to an agency."""
    found = _DATELINE.match(paragraph[:90])
    if found is None:
        return 0
    head = found.group()
    told = "(" in head or any(c.isdigit() for c in head) or head.split()[0].rstrip(",").isupper()
    return found.end() if told else 0


def _split_paragraph(text: str, abbreviations: _Abbreviations) -> Iterator[tuple[int, int]]:
    left = 0
    for stop in _STOP.finditer(text):
        after = _after_closers(text, stop.end())
        if after >= len(text) or not text[after].isspace():
            continue
        following = after
        while following < len(text) and text[following] in _OPENERS:
            following += 1
        if following >= len(text) or not _opens_sentence(text[following]):
            continue
        if stop.group() == "." and _abbreviated(text, left, stop.start(), following, abbreviations):
            continue
        yield left, after
        left = after + len(text[after:]) - len(text[after:].lstrip()) if text[after : after + 2].isspace() else after + 1
    if text[left:].strip():
        yield left, len(text)


def _after_closers(text: str, position: int) -> int:
    """The place after closing marks: glued ones of any kind, or a guillemet after a space as in French."""
    while position < len(text):
        if text[position] in _CLOSERS or text[position] in "\"'":
            position += 1
        elif text[position].isspace() and text[position + 1 : position + 2] in ("»", "”"):
            position += 2
        else:
            break
    return position


def _opens_sentence(character: str) -> bool:
    return character.isdigit() or (character.isalpha() and not character.islower())


def _abbreviated(text: str, left: int, stop: int, following: int, abbreviations: _Abbreviations) -> bool:
    """Tell whether the full stop at `stop` ends an abbreviation inside a sentence rather than the sentence."""
    begin = max(left, stop - 20)
    word = re.split(r"[\s(«“\"'’\[]", text[begin:stop])[-1]
    if word.lower() in abbreviations.words:
        return True
    initial = len(word) == 1 and word.isupper()
    if initial or _DOTTED.match(word):
        following_word = re.match(r"[\w’']+", text[following : following + 30])
        return following_word is None or following_word.group().lower() not in abbreviations.starters
    return False


def _bounded(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """Cut an overlong sentence at the last space before the limit, or at the limit itself."""
    while right - left > MAX_SENTENCE:
        cut = text.rfind(" ", left + MAX_SENTENCE // 2, left + MAX_SENTENCE)
        cut = cut if cut > 0 else left + MAX_SENTENCE
        yield left, cut
        left = cut
    while left < right and text[left].isspace():
        left += 1
    while right > left and text[right - 1].isspace():
        right -= 1
    if left < right:
        yield left, right
