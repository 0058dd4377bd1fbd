"""Generated trees: a small grammar of news constructions, filled with clauses and noun phrases of the treebanks.

A grammar file is YAML: symbol → list of alternatives. An alternative is words in the notation
`form/lemma/UPOS/head/relation[/features]`, heads counting from 1 within the alternative and 0 for its own head, an empty lemma
standing for the lowercase form; or slots, `<symbol>/head/relation`, which another alternative fills. A slot with `*` after the
symbol is left out half of the time; nothing may hang on it. Under `words`, a symbol lists words of one class: `UPOS word word…`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from training.trees import ROOT, Token, Tree

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

UNKNOWN = "?"
"""The features of a generated token whose features nobody stated: training leaves it out of the loss."""

Fragment = tuple[Token, ...]
_OPENING, _CLOSING = {"(", "“", "["}, {")", "”", ",", ".", "…", "'s", "'", "]"}


@dataclass(frozen=True, slots=True)
class _Item:
    slot: str
    token: Token


@dataclass(frozen=True)
class Grammar:
    """Alternatives by symbol, and the treebank fragments that fill the symbols `clause` and `phrase`."""

    language: str
    rules: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]
    fragments: Mapping[str, Sequence[Fragment]]
    features: dict[tuple[str, str], str]

    @cached_property
    def parsed(self) -> dict[str, list[list[_Item]]]:
        """Alternatives taken apart once."""
        return {symbol: [[_item(part) for part in line.split()] for line in lines] for symbol, lines in self.rules.items()}

    def sentence(self, rng: random.Random) -> Tree:
        """One generated sentence, spaced and elided as its language writes."""
        tokens = _drop_commas(self._expand("sentence", rng))
        if self.language == "fr":
            tokens = _elide(_contract(tokens))
        french = self.language == "fr"
        tokens = _capitalise(_space(tokens, french=french, loose=french and rng.random() < 0.5))
        return Tree(tuple(self._featured(t) for t in tokens), "news+")

    def _featured(self, token: Token) -> Token:
        if token.feats or token.upos in {"PUNCT", "CCONJ", "ADV", "SCONJ"}:
            return token
        return replace(token, feats=self.features.get((token.form.lower(), token.upos), UNKNOWN))

    def _expand(self, symbol: str, rng: random.Random) -> list[Token]:
        if symbol in self.fragments:
            return list(rng.choice(self.fragments[symbol]))
        if symbol in self.words:
            upos, *words = self.words[symbol]
            word = rng.choice(words)
            return [Token(word, word if upos == "PROPN" else word.lower(), upos, "", ROOT, "root")]
        items = rng.choice(self.parsed[symbol])
        parts = [self._part(item, rng) for item in items]
        return _join(items, parts)

    def _part(self, item: _Item, rng: random.Random) -> list[Token]:
        if not item.slot:
            return [replace(item.token, head=ROOT)]
        if item.slot.endswith("*"):
            return self._expand(item.slot[:-1], rng) if rng.random() < 0.5 else []
        return self._expand(item.slot, rng)


def load(language: str, trees: Sequence[Tree]) -> Grammar:
    """The grammar file of `language`, with fragments and features out of `trees`."""
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "grammar" / f"{language}.yaml").read_text(encoding="utf-8"))
    words = {symbol: line.split() for symbol, line in content.pop("words").items()}
    fragments = {"clause": [f for t in trees for f in clauses(t)], "phrase": [f for t in trees for f in phrases(t)]}
    features: dict[tuple[str, str], str] = {}
    for tree in trees:
        for token in tree.tokens:
            features.setdefault((token.form.lower(), token.upos), token.feats)
    return Grammar(language, content, words, fragments, features)


def clauses(tree: Tree) -> list[Fragment]:
    """The whole sentence as a clause to be quoted or reported, when it is a plain short statement; else nothing."""
    tokens = tree.tokens
    size, root = len(tokens), tree.root()
    if not 5 <= size <= 24 or tokens[-1].form != "." or tokens[-1].head != root or tokens[root].upos not in {"VERB", "ADJ", "NOUN", "AUX"}:
        return []
    if tokens[0].upos == "CCONJ" or any(
        t.form in {'"', ":", ";", "-", "?", "!"} or t.dep.startswith(("parataxis", "vocative")) for t in tokens
    ):
        return []
    if not any(t.dep.startswith(("nsubj", "expl:subj")) and t.head == root for t in tokens):
        return []
    body = list(tokens[:-1])
    if body[0].upos not in {"PROPN", "X"} and body[0].form != "I":
        body[0] = replace(body[0], form=body[0].form[0].lower() + body[0].form[1:])
    body[-1] = replace(body[-1], space=True)
    return [tuple(body)]


def phrases(tree: Tree) -> list[Fragment]:
    """Short noun phrases with a determiner or a name, taken from subjects and objects."""
    found = []
    for index, token in enumerate(tree.tokens):
        if token.dep in {"nsubj", "obj", "nsubj:pass", "obl:agent"} and token.upos in {"NOUN", "PROPN"}:
            span = [i for i in tree.subtree(index) if tree.tokens[i].dep != "case" or tree.tokens[i].head != index]
            whole = span == list(range(span[0], span[-1] + 1))
            plain = all(tree.tokens[i].upos not in {"PUNCT", "PRON"} and "relcl" not in tree.tokens[i].dep for i in span)
            if whole and plain and len(span) <= 8:
                found.append(_cut(tree, span, index))
    return found


def _cut(tree: Tree, span: Sequence[int], root: int) -> Fragment:
    start = span[0]
    tokens = []
    for i in span:
        token = tree.tokens[i]
        head, dep = (ROOT, "root") if i == root else (token.head - start, token.dep)
        form = token.form if i or token.upos == "PROPN" else token.form.lower()
        tokens.append(replace(token, form=form, head=head, dep=dep))
    tokens[-1] = replace(tokens[-1], space=True)
    return tuple(tokens)


def _item(part: str) -> _Item:
    if part.startswith("<"):
        name, _, rest = part[1:].partition(">")
        _, head, dep = rest.split("/")
        return _Item(name, Token("?", "?", "X", "", int(head) - 1, dep))
    form, lemma, upos, head, dep, *feats = part.split("/")
    return _Item("", Token(form, lemma or form.lower(), upos, feats[0] if feats else "", int(head) - 1, dep))


def _join(items: Sequence[_Item], parts: Sequence[list[Token]]) -> list[Token]:
    """The parts in a row, each part's own head hung where its item says."""
    starts, size = [], 0
    for part in parts:
        starts.append(size)
        size += len(part)
    roots = [start + next((i for i, t in enumerate(part) if t.head == ROOT), 0) for start, part in zip(starts, parts, strict=True)]
    result: list[Token] = []
    for item, start, part in zip(items, starts, parts, strict=True):
        target = ROOT if item.token.head == ROOT else roots[item.token.head]
        for token in part:
            if token.head == ROOT:
                result.append(replace(token, head=target, dep=item.token.dep))
            else:
                result.append(replace(token, head=token.head + start))
    return result


def _contract(tokens: list[Token]) -> list[Token]:
    """French "de le" → "du", "à les" → "aux", and so on; the article goes."""
    forms = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
    gone = [i + 1 for i, (a, b) in enumerate(pairwise(tokens)) if a.upos == "ADP" and b.upos == "DET" and (a.form, b.form) in forms]
    for i in gone:
        tokens[i - 1] = replace(tokens[i - 1], form=forms[tokens[i - 1].form, tokens[i].form], feats=tokens[i].feats)
    place = {old: new for new, old in enumerate(i for i in range(len(tokens)) if i not in gone)}
    return [replace(t, head=t.head if t.head == ROOT else place[t.head]) for i, t in enumerate(tokens) if i in place]


def _elide(tokens: list[Token]) -> list[Token]:
    """French elision before a vowel, for the words that the grammar itself puts there."""
    result = list(tokens)
    for i, (token, after) in enumerate(pairwise(tokens)):
        vowel = after.form[0].lower() in "aeiouéèêàâîôh" and after.form.lower() not in {"onze", "oui"}
        if token.form in {"de", "que", "le", "la"} and vowel and (token.upos != "ADP" or after.upos != "PUNCT"):
            if token.upos == "PRON":
                continue
            result[i] = replace(token, form=("qu" if token.form == "que" else token.form[0]) + "'", space=False)
    return result


def _drop_commas(tokens: list[Token]) -> list[Token]:
    """Without the commas that close an apposition where another mark follows anyway."""
    ends = {",", ".", "”", ":", ")"}
    gone = {i for i, (a, b) in enumerate(pairwise(tokens)) if a.form == "," and b.form in ends}
    if tokens[-1].form == ",":
        gone.add(len(tokens) - 1)
    place = {old: new for new, old in enumerate(i for i in range(len(tokens)) if i not in gone)}
    return [replace(t, head=t.head if t.head == ROOT else place[t.head]) for i, t in enumerate(tokens) if i in place]


def _space(tokens: list[Token], *, french: bool, loose: bool) -> list[Token]:
    """Spaces as a typesetter puts them; `loose` leaves blanks inside double quotes, as French guillemets have."""
    result = list(tokens)
    for i, token in enumerate(tokens):
        after = tokens[i + 1].form if i + 1 < len(tokens) else ""
        tight = (
            token.form in _OPENING or after in _CLOSING or token.form.endswith("'") or after.startswith("-t-") or after in {"-il", "-elle"}
        )
        if after == ":":
            tight = not french
        if loose and (token.form == "“" or after == "”"):
            tight = False
        form = '"' if token.form in "“”" else token.form
        result[i] = replace(token, form=form, lemma='"' if form == '"' else token.lemma, space=token.space and not tight)
    return result


def _capitalise(tokens: list[Token]) -> list[Token]:
    for i, token in enumerate(tokens):
        if token.form[0].isalpha():
            tokens[i] = replace(token, form=token.form[0].upper() + token.form[1:])
            break
    return tokens
