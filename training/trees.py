"""Dependency trees and the CoNLL-U files that hold them.

A tree here is what the product will see: one sentence, surface tokens only (multi-word tokens merged), no token with a space in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ROOT = -1
"""The head of the token that heads the sentence."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `head` is the 0-based index of its head in the tree, or `ROOT`; `space` says whether a space follows."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    dep: str
    space: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence; `source` names the treebank or the generator that made it."""

    tokens: tuple[Token, ...]
    source: str = ""

    def text(self) -> str:
        """The sentence as it would stand in an article, without a trailing space."""
        return "".join(t.form + (" " if t.space else "") for t in self.tokens).rstrip()

    def problem(self) -> str:
        """Why this is no tree, or "" when it is one: a single root, heads in range, no cycle, no empty form."""
        size = len(self.tokens)
        if sum(t.head == ROOT for t in self.tokens) != 1:
            return "not one root"
        for index, token in enumerate(self.tokens):
            if not token.form or " " in token.form:
                return f"bad form {token.form!r}"
            if (token.head == ROOT) != (token.dep == "root"):
                return f"root label without root or the other way round at {index}"
            steps, at = 0, index
            while at != ROOT:
                if not 0 <= at < size:
                    return f"head out of range at {index}"
                at, steps = self.tokens[at].head, steps + 1
                if steps > size:
                    return f"cycle at {index}"
        return ""

    def children(self, index: int) -> list[int]:
        """The indices of the tokens that hang on `index`, in order."""
        return [i for i, t in enumerate(self.tokens) if t.head == index]

    def subtree(self, index: int) -> list[int]:
        """`index` and all that hangs below it, in order."""
        found, queue = {index}, [index]
        while queue:
            kids = self.children(queue.pop())
            found.update(kids)
            queue.extend(kids)
        return sorted(found)

    def root(self) -> int:
        """The index of the token that heads the sentence."""
        return next(i for i, t in enumerate(self.tokens) if t.head == ROOT)


@dataclass(frozen=True, slots=True)
class Line:
    """One syntactic word of a CoNLL-U file, with the surface token it belongs to (`surface` counts from 0)."""

    token: Token
    surface: int


def read(path: Path) -> Iterator[Tree]:
    """The trees of a CoNLL-U file as surface tokens.

    Multi-word tokens are merged where their words do not spell them ("du" = de + le) and cut where they do ("don't" = do + n't);
    words with spaces in them ("10 000") are cut, the later parts hanging on the first as `flat`.
    """
    block: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line:
                block.append(line)
            elif block:
                yield _tree(block, path.stem)
                block = []
    if block:
        yield _tree(block, path.stem)


def _tree(block: Sequence[str], source: str) -> Tree:
    tokens: list[Token] = []
    spans: list[tuple[int, int, str, bool]] = []
    for line in block:
        if line.startswith("#"):
            continue
        number, form, lemma, upos, _, feats, head, dep, _, misc = line.split("\t")
        space = "SpaceAfter=No" not in misc
        if "-" in number:
            first, last = (int(n) - 1 for n in number.split("-"))
            spans.append((first, last, form, space))
        elif number.isdigit():
            tokens.append(Token(form, lemma, upos, "" if feats == "_" else feats, int(head) - 1, dep, space))
    return Tree(tuple(_cut_spaces(_merge(tokens, spans))), source)


def _merge(tokens: list[Token], spans: Sequence[tuple[int, int, str, bool]]) -> list[Token]:
    """Surface tokens for the multi-word `spans` (first, last, form, space), heads renumbered."""
    group = list(range(len(tokens)))
    merged: dict[int, Token] = {}
    for first, last, form, space in spans:
        words = tokens[first : last + 1]
        if "".join(w.form for w in words) == form:
            for i in range(first, last + 1):
                tokens[i] = replace(tokens[i], space=space if i == last else False)
            continue
        for i in range(first, last + 1):
            group[i] = first
        merged[first] = replace(_lead(words, first, last), form=form, space=space)
    keep = [i for i in range(len(tokens)) if group[i] == i]
    place = {old: new for new, old in enumerate(keep)}
    result = []
    for i in keep:
        token = merged.get(i, tokens[i])
        result.append(replace(token, head=ROOT if token.head == ROOT else place[group[token.head]]))
    return result


def _lead(words: Sequence[Token], first: int, last: int) -> Token:
    """The word that stands for a merged token: the one whose head lies outside, the first of several.

    A preposition keeps its own lemma, class and relation and takes the article's features; in "duquel" the pronoun leads.
    """
    outside = [w for w in words if not first <= w.head <= last]
    lead = outside[0]
    if lead.upos == "ADP" and len(outside) > 1:
        return replace(lead, feats=outside[1].feats)
    return lead


def _cut_spaces(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without spaces inside; heads renumbered."""
    place: list[int] = []
    size = 0
    for token in tokens:
        place.append(size)
        size += len(token.form.split())
    result: list[Token] = []
    for token, at in zip(tokens, place, strict=True):
        parts = token.form.split()
        head = ROOT if token.head == ROOT else place[token.head]
        for number, part in enumerate(parts):
            space = token.space if number == len(parts) - 1 else True
            lemma = token.lemma if len(parts) == 1 else part
            result.append(replace(token, form=part, lemma=lemma, head=head, space=space))
            if number:
                result[-1] = replace(result[-1], head=at, dep="flat")
    return result
