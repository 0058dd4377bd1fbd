"""Numbers that a sentence tells, each with the noun it counts; number words and months are the language pack's."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dragoman.packs import loader

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[^\W\d_]+")
_GROUPED = re.compile(r"[.,\u00a0\u202f](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_REACH = 2  # words after a number among which its noun is looked for
_SHORTEST = 5  # letters of a noun: what is shorter is mostly an auxiliary or a pronoun ("12 were")


def counted(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """(noun, number) for each of the words after a number; years and days of a month count nothing. "twelve soldiers" gives 12."""
    words, months = _vocabulary(language)
    tokens = _TOKEN.findall(sentence)
    for at, token in enumerate(tokens):
        number = _GROUPED.sub("", token) if token[0].isdigit() else words.get(token.casefold(), "")
        after = [word.casefold() for word in tokens[at + 1 : at + 1 + _REACH]]
        before = tokens[at - 1].casefold() if at else ""
        if not number or _YEAR.match(number) or months & {before, *after[:1]}:
            continue
        yield from ((word, number) for word in after if len(word) >= _SHORTEST and word.isalpha() and word not in words)


@cache
def _vocabulary(language: str) -> tuple[dict[str, str], frozenset[str]]:
    """Number words above one, and the names of the months."""
    if language not in loader.available():
        return {}, frozenset()
    times = loader.load(language).document("times")
    numbers = {str(word): str(value) for word, value in times["numbers"].items() if value > 1}
    return numbers, frozenset(map(str, times["classes"]["MONTH"]))
