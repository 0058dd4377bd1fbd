"""A small pattern grammar over the words of a sentence: what times.yaml and durations.yaml are written in.

A pattern is a line of elements parted by spaces: `il y a NUMBER UNIT plus|moins? tôt?`. Lower-case words stand for themselves, `|`
parts alternatives, a closing `?` makes an element optional, capitals name a class of words (a mapping in the same file) or one of
the built-in classes DAY, YEAR, NUMBER, DATE (written in figures, such as 2021-12-07).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.analysis.records import Sentence

_ATOM = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+|(?<=\d) ?- ?(?=\d)|[^\s\w.'\"-]"
)
_FIGURES = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4})")
_DIGIT = re.compile(r"\d")
BUILT_IN = ("DAY", "YEAR", "NUMBER", "DATE")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Atoms:
    """A sentence cut finer than its tokens: hyphens, apostrophes and full stops are gone, figures and letters are parted.

    `tokens[i]` is the token in which atom i begins, `whole[i]` whether it ends that token, `capital[i]` whether it has a capital.
    """

    words: tuple[str, ...]
    tokens: tuple[int, ...]
    whole: tuple[bool, ...]
    capital: tuple[bool, ...]


def atoms(sentence: Sentence) -> Atoms:
    """Cut a sentence into atoms. Tokens that touch in the article touch here, so that a date in figures is one atom."""
    pieces: list[str] = []
    begins: list[int] = []
    position, last = 0, -1
    for word, start, end in zip(sentence.words, sentence.starts, sentence.ends, strict=True):
        if start > last and pieces:
            pieces.append(" ")
            position += 1
        begins.append(position)
        pieces.append(word)
        position += len(word)
        last = end
    text = "".join(pieces)
    words, tokens, whole, capital = [], [], [], []
    for match in _ATOM.finditer(text):
        word = match.group()
        token = bisect_right(begins, match.start()) - 1
        words.append(word.lower())
        tokens.append(token)
        whole.append(match.end() >= begins[token] + len(sentence.words[token].rstrip(".'")))
        capital.append(word[0].isupper())
    return Atoms(tuple(words), tuple(tokens), tuple(whole), tuple(capital))


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at atoms `first` to `last`; `values` gives, class by class, what was read there, in order."""

    entry: Mapping[str, Any]
    first: int
    last: int
    values: Mapping[str, tuple[Any, ...]]


@dataclass(slots=True)
class Node:
    """A state reached inside patterns: what may come next, by word and by class, and the entry that is complete here."""

    words: dict[str, Node] = field(default_factory=dict)
    classes: dict[str, Node] = field(default_factory=dict)
    entry: Mapping[str, Any] | None = None


Path = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Compiled patterns as a tree of states.

    Every match begins with one of `starts` or a figure, and holds one of the `anchors`, a figure, or a word with a hyphen.
    """

    root: Node
    starts: frozenset[str]
    classes: Mapping[str, Mapping[str, tuple[tuple[Phrase, Any], ...]]]
    numbers: Mapping[str, float]
    ordinals: Mapping[str, int]
    capitalised: frozenset[str]
    anchors: frozenset[str]

    def worth(self, sentence: Sentence) -> bool:
        """Tell cheaply whether the sentence may hold a match at all."""
        text = sentence.span.text
        return not self.anchors.isdisjoint(sentence.lower) or "-" in text or _DIGIT.search(text) is not None

    def scan(self, cut: Atoms) -> list[Match]:
        """Find matches from left to right, the longest at each place, none overlapping."""
        found: list[Match] = []
        position, count = 0, len(cut.words)
        while position < count:
            word = cut.words[position]
            opens = word in self.starts or word[0].isdecimal()
            best = self._longest(cut, position, self.root, ()) if opens else None
            if best is None:
                position += 1
                continue
            entry, after, path = best
            values: dict[str, tuple[Any, ...]] = {}
            for name, value in path:
                values[name] = (*values.get(name, ()), value)
            found.append(Match(entry, position, after - 1, values))
            position = after
        return found

    def _longest(self, cut: Atoms, at: int, node: Node, path: Path) -> Way | None:
        """The longest way from a state to a complete pattern: its entry, the atom after it, what was read."""
        best = (node.entry, at, path) if node.entry is not None else None
        if at >= len(cut.words):
            return best
        following = node.words.get(cut.words[at])
        if following is not None:
            best = _longer(best, self._longest(cut, at + 1, following, path))
        for name, following in node.classes.items():
            read = self.read(cut, at, name)
            if read is not None:
                best = _longer(best, self._longest(cut, read[1], following, (*path, (name, read[0]))))
        return best

    def read(self, cut: Atoms, at: int, name: str) -> tuple[Any, int] | None:
        """Read a member of a class at an atom: its value and the atom after it."""
        if name in BUILT_IN:
            return self._built_in(cut, at, name)
        for phrase, value in self.classes[name].get(cut.words[at], ()):
            end = at + len(phrase)
            if cut.words[at:end] == phrase and (cut.capital[at] or phrase[0] not in self.capitalised):
                return value, end
        return None

    def _built_in(self, cut: Atoms, at: int, name: str) -> tuple[Any, int] | None:
        word = cut.words[at]
        if name == "NUMBER":
            return self._number(cut, at)
        if name == "DATE":
            figures = _FIGURES.fullmatch(word)
            return (tuple(map(int, (g for g in figures.groups() if g))), at + 1) if figures else None
        if name == "YEAR":
            return (int(word), at + 1) if len(word) == 4 and word.isdecimal() and 1500 <= int(word) <= 2150 else None
        return self._day(cut, at)

    def _day(self, cut: Atoms, at: int) -> tuple[int, int] | None:
        """The day of a month: "7", "7th", "1er", "premier"."""
        word, after = cut.words[at], at + 1
        if not word.isdecimal():
            spelt = self.ordinals.get(word, 0)
            return (spelt, after) if spelt else None
        if len(word) > 2 or not 1 <= int(word) <= 31:
            return None
        if after < len(cut.words) and self.ordinals.get(cut.words[after]) == 0 and cut.tokens[after] == cut.tokens[at]:
            after += 1
        return int(word), after

    def _number(self, cut: Atoms, at: int) -> tuple[float, int] | None:
        word = cut.words[at]
        if word[0].isdecimal():
            value = figure(word)
            return None if value is None else (value, at + 1)
        total, end = self.numbers.get(word), at + 1
        if total is None:
            return None
        # "twenty-four", "soixante-douze": tens and what comes after them.
        while end < len(cut.words) and 20 <= total < 100 and 0 < (more := self.numbers.get(cut.words[end], 0)) < 20:
            total, end = total + more, end + 1
        return total, end


Element = str | frozenset[str]
Way = tuple["Mapping[str, Any]", int, Path]


def _longer(one: Way | None, other: Way | None) -> Way | None:
    """The longer of two ways, the first where they are equal."""
    return one if other is None or (one is not None and one[1] >= other[1]) else other


def figure(word: str) -> float | None:
    """The number that figures write: "1,5" and "1.5" are one and a half, "2,000" and "2 000" two thousand; else None."""
    plain = word.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        return float(re.sub(r"[.,]", "", plain))
    plain = plain.replace(",", ".")
    return float(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def phrase(text: str) -> Phrase:
    """Cut a phrase of the lexicon as sentences are cut."""
    return tuple(match.group().lower() for match in _ATOM.finditer(text))


def compile_grammar(document: Mapping[str, Any], source: str) -> Grammar:
    """Compile a lexicon document: its classes, numbers and patterns. Raises PackError on an unknown class."""
    classes = {name: _class(members) for name, members in document["classes"].items()}
    root = Node()
    anchors, common = {*document.get("anchors", ())}, frozenset(document.get("common", ()))
    for entry in document["patterns"]:
        for line in entry["match"] if isinstance(entry["match"], list) else [entry["match"]]:
            for elements in _expand(line, classes, source):
                anchors.update(_anchor(elements, classes, common))
                _insert(root, elements, entry)
    numbers, ordinals = document.get("numbers", {}), document.get("ordinals", {})
    starts = {*root.words, *numbers, *ordinals, *(word for name in root.classes for word in classes.get(name, ()))}
    return Grammar(
        root,
        frozenset(starts),
        classes,
        numbers,
        ordinals,
        frozenset(document.get("capitalised", ())),
        frozenset(anchors),
    )


def _insert(node: Node, elements: tuple[Element, ...], entry: Mapping[str, Any]) -> None:
    """Add one form of a pattern; of two entries for the same words the first stays."""
    if not elements:
        if node.entry is None:
            node.entry = entry
        return
    first, rest = elements[0], elements[1:]
    if isinstance(first, str):
        _insert(node.classes.setdefault(first, Node()), rest, entry)
        return
    for word in first:
        _insert(node.words.setdefault(word, Node()), rest, entry)


def _anchor(elements: tuple[Element, ...], classes: Mapping[str, Mapping[str, Any]], common: frozenset[str]) -> frozenset[str]:
    """The words of the element of a pattern that is rarest in running text: the one whose shortest word is longest.

    A figure tells without any; words of `common` never count as rare.
    """
    if any(element in ("DAY", "YEAR", "DATE") for element in elements):
        return frozenset()
    rarity: dict[frozenset[str], int] = {}
    for element in elements:
        if element in BUILT_IN:
            continue
        words: frozenset[str] = frozenset(classes[element]) if isinstance(element, str) else element
        # A class of words, weekdays say, is rarer than function words of the same length.
        rarity[words] = 0 if words & common else min(map(len, words)) + (10 if isinstance(element, str) else 0)
    return max(rarity, key=lambda words: rarity[words]) if rarity else frozenset()


def _class(members: Mapping[str, Any]) -> dict[str, tuple[tuple[Phrase, Any], ...]]:
    """Words of a class by their first atom, the longest phrase first."""
    found: dict[str, list[tuple[Phrase, Any]]] = {}
    for text, value in members.items():
        words = phrase(text)
        found.setdefault(words[0], []).append((words, value))
    return {word: tuple(sorted(entries, key=lambda e: -len(e[0]))) for word, entries in found.items()}


def _expand(line: str, classes: Mapping[str, Any], source: str) -> Iterable[tuple[Element, ...]]:
    """All forms of a pattern, with and without its optional elements."""
    forms: list[tuple[Element, ...]] = [()]
    for piece in line.split():
        optional, core = piece.endswith("?"), piece.removesuffix("?")
        element: Element
        if core.isupper() and core.isalpha():
            if core not in BUILT_IN and core not in classes:
                raise PackError(f"{source}: unknown class {core} in {line!r}")
            element = core
        elif core != core.lower():
            raise PackError(f"{source}: a class cannot stand among alternatives: {core} in {line!r}")
        else:
            element = frozenset(core.split("|"))
        forms = [form + tail for form in forms for tail in (((element,), ()) if optional else ((element,),))]
    # A comma inside a pattern joins what stands on both sides of it.
    comma = frozenset({","})
    return [form for form in forms if form and form[0] != comma and form[-1] != comma]
