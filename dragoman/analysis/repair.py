"""Mend what a parser of this size gets wrong in a known way and a word list can tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.analysis.records import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.packs.base import Pack

_CLAUSAL = frozenset({"advmod", "mark", "cc", "obl", "advcl", "aux", "parataxis", "ccomp"})

_CORE = frozenset({"nsubj", "obj", "iobj"})
_COUNTABLE = _CORE | {"obl", "nmod", "conj", "root"}


@cache
def intransitives(pack: Pack) -> frozenset[str]:
    """Verbs without a passive (lexicon/text.yaml): with the auxiliary of the passive they stand in the perfect ("est arrivé")."""
    return frozenset(pack.document("text").get("intransitives", ()))


def mend_voice(lemmas: Sequence[str], deps: list[str], heads: Sequence[int], never_passive: frozenset[str]) -> None:
    """Relabel, in place, passive auxiliaries and subjects of verbs that have no passive."""
    for token, dep in enumerate(deps):
        if dep in ("aux:pass", "nsubj:pass") and lemmas[heads[token]] in never_passive:
            deps[token] = "nsubj" if dep == "nsubj:pass" else "aux:tense"


def mend_auxiliaries(deps: Sequence[str], heads: list[int]) -> bool:
    """Hang what stands under an auxiliary or copula on its verb, in place: in UD they have no dependents; tell whether there was any."""
    mended = False
    for token in range(len(heads)):
        above = heads[token]
        while above != ROOT and deps[above].startswith(("aux", "cop")) and heads[above] not in (ROOT, token):
            above = heads[token] = heads[above]
            mended = True
    return mended


@cache
def past_like_participle(pack: Pack) -> bool:
    """Whether the simple past looks like the past participle (lexicon/text.yaml): the parser then mistakes clauses for noun phrases."""
    return bool(pack.document("text").get("past_like_participle", False))


@cache
def frozen_phrases(pack: Pack) -> tuple[tuple[str, ...], ...]:
    """Noun phrases whose inner words have no complements of their own (lexicon/text.yaml, "huis clos"); the first word is the head."""
    return tuple(tuple(text.split()) for text in pack.document("text").get("frozen", ()))


def mend_frozen(lower: Sequence[str], heads: list[int], phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Hang what stands under the inner words of a frozen phrase on the word above the phrase, in place; tell whether there was any."""
    mended = False
    for words in phrases:
        for first in range(len(lower) - len(words) + 1):
            if tuple(lower[first : first + len(words)]) != words or heads[first] == ROOT:
                continue
            inner = range(first + 1, first + len(words))
            for token, head in enumerate(heads):
                if head in inner and token not in inner and token != first:
                    heads[token], mended = heads[first], True
    return mended


@dataclass(frozen=True, slots=True)
class Tree:
    """The columns of a tree while it is mended: `deps` and `heads` change in place."""

    words: Sequence[str]
    pos: Sequence[str]
    feats: Sequence[str]
    deps: list[str]
    heads: list[int]

    def children(self, token: int) -> list[int]:
        """Tokens that hang on `token`, ascending."""
        return [t for t, head in enumerate(self.heads) if head == token]

    def has(self, token: int, *relations: str) -> bool:
        """Tell whether a child of `token` stands in one of these universal relations."""
        return any(self.deps[c].partition(":")[0] in relations for c in self.children(token))


def mend_clause(tree: Tree) -> bool:
    """Turn the first noun phrase that is a clause into one, in place; tell whether there was any.

    Two shapes: a past verb as `amod` between a subject and its object ("The union swapped prisoners": swapped under prisoners), and
    a past verb as `acl` of its own subject, which is the root of a full sentence ("Factions clashed in the capital.").
    """
    for verb, head in enumerate(tree.heads):
        if head == ROOT or tree.pos[verb] != "VERB" or "Tense=Past" not in tree.feats[verb] or tree.has(head, "cop"):
            continue
        if tree.deps[verb] == "amod" and verb < head:
            subject = _subject_before(tree, verb, head)
            if subject is not None:
                _promote(tree, verb, head, subject)
                return True
        elif tree.deps[verb] == "acl" and head < verb and _lost_root(tree, verb, head):
            _promote(tree, verb, head, head)
            return True
    return False


def _subject_before(tree: Tree, verb: int, noun: int) -> int | None:
    """The verb's own subject, or one beside the object: its `nsubj`, or a name or plural right before the verb."""
    own = [c for c in tree.children(verb) if c < verb and tree.deps[c].partition(":")[0] == "nsubj"]
    if own:
        return own[0]
    for child in reversed([c for c in tree.children(noun) if c < verb]):
        if tree.deps[child].partition(":")[0] == "nsubj":
            return child
        if child == verb - 1 and tree.heads[noun] == ROOT and _names_actors(tree, child):
            return child
    above = tree.heads[noun]
    if above == verb - 1 and tree.heads[above] == ROOT and _names_actors(tree, above) and not tree.has(noun, "case"):
        return above
    return None


def _names_actors(tree: Tree, token: int) -> bool:
    """A name or a plural: what modifies a noun without a preposition is seldom either."""
    return tree.pos[token] == "PROPN" or (tree.pos[token] == "NOUN" and "Number=Plur" in tree.feats[token])


def _lost_root(tree: Tree, verb: int, noun: int) -> bool:
    """The root is a noun in a sentence with a full stop, and its past participle, no comma before it, has neither agent nor subject."""
    return (
        tree.heads[noun] == ROOT
        and tree.pos[noun] in ("NOUN", "PROPN")
        and tree.words[-1] == "."
        and tree.words[verb - 1] != ","
        and not tree.has(noun, "nsubj")
        and not tree.has(verb, "nsubj", "aux")
        and not any(tree.deps[c] == "obl:agent" for c in tree.children(verb))
    )


def mend_counted(tree: Tree) -> bool:
    """Put the noun where the word that only compares its number stands ("**plus** de cent soldats ont fui"), in place; tell whether any.

    In a core function an adverb never stands for itself; elsewhere ("près de la ville") it may, unless a number follows.
    """
    mended = False
    for adverb, head in enumerate(tree.heads):
        relation = tree.deps[adverb].partition(":")[0]
        if tree.pos[adverb] != "ADV" or head == ROOT or relation not in _COUNTABLE:
            continue
        below = [c for c in tree.children(adverb) if c > adverb and tree.pos[c] in ("NOUN", "PROPN")]
        nouns = [c for c in below if tree.has(c, "case") and (relation in _CORE or tree.has(c, "nummod"))]
        if nouns:
            _stand_for(tree, adverb, nouns[0])
            mended = True
    return mended


def _stand_for(tree: Tree, adverb: int, noun: int) -> None:
    """Swap an adverb and the noun under it; the noun's preposition becomes part of the comparison."""
    for child in tree.children(noun):
        if tree.deps[child] == "case" and child < noun:
            tree.heads[child], tree.deps[child] = adverb, "fixed"
    for child in tree.children(adverb):
        if child != noun and tree.deps[child] != "fixed":
            tree.heads[child] = noun
    tree.heads[noun], tree.deps[noun] = tree.heads[adverb], tree.deps[adverb]
    tree.heads[adverb], tree.deps[adverb] = noun, "advmod"


def mend_infinitives(tree: Tree) -> bool:
    """Give an infinitive the object behind it that hangs on the verb above ("could strike **the sites**"), in place; tell whether any."""
    mended = False
    for infinitive, verb in enumerate(tree.heads):
        if verb == ROOT or tree.deps[infinitive] != "xcomp" or "VerbForm=Inf" not in tree.feats[infinitive] or tree.has(infinitive, "obj"):
            continue
        objects = [c for c in tree.children(verb) if tree.deps[c] == "obj" and c > infinitive]
        if objects:
            tree.heads[objects[0]], mended = infinitive, True
    return mended


def mend_prepositions(tree: Tree) -> bool:
    """Hang a preposition before a number on the noun that is counted ("signed **by** 22 governments"), in place; tell whether any."""
    mended = False
    for preposition, number in enumerate(tree.heads):
        if number == ROOT or tree.deps[preposition] != "case" or tree.deps[number] != "nummod" or preposition > number:
            continue
        noun = tree.heads[number]
        if noun > number and not any(tree.deps[c] == "case" and c < noun for c in tree.children(noun)):
            tree.heads[preposition], mended = noun, True
    return mended


def mend_adjectives(tree: Tree) -> bool:
    """Put a noun above the adjective right before it where they were taken the other way round, in place; tell whether any was."""
    mended = False
    for noun, adjective in enumerate(tree.heads):
        if adjective in (ROOT, noun) or adjective != noun - 1 or (tree.pos[noun], tree.pos[adjective]) != ("NOUN", "ADJ"):
            continue
        if tree.deps[noun] == "amod" and tree.deps[adjective].partition(":")[0] in ("obl", "obj", "nmod", "nsubj"):
            for child in tree.children(adjective):
                tree.heads[child] = noun
            tree.heads[noun], tree.deps[noun] = tree.heads[adjective], tree.deps[adjective]
            tree.heads[adjective], tree.deps[adjective] = noun, "amod"
            mended = True
    return mended


def mend_sources(tree: Tree) -> bool:
    """A subject never has a preposition: what stands behind it after a comma is the subject ("selon X, **dix civils** sont morts").

    In place; tells whether any was mended.
    """
    mended = False
    for source, verb in enumerate(tree.heads):
        if verb == ROOT or not tree.deps[source].startswith("nsubj") or not _introduced(tree, source):
            continue
        behind = [c for c in tree.children(source) if source < c < verb and tree.pos[c] in ("NOUN", "PROPN") and not tree.has(c, "case")]
        subject = next((c for c in behind if any(tree.words[t] == "," for t in range(source, c) if tree.heads[t] == c)), None)
        if subject is not None:
            tree.heads[subject], tree.deps[subject] = verb, tree.deps[source]
            tree.deps[source], mended = "obl", True
    return mended


def _introduced(tree: Tree, noun: int) -> bool:
    """A noun at the sentence's beginning with a preposition that is no article in disguise."""
    cases = [c for c in tree.children(noun) if tree.deps[c] == "case" and c < noun]
    return bool(cases) and cases[0] == 0


def _promote(tree: Tree, verb: int, noun: int, subject: int) -> None:
    """Give the verb the noun's place; the noun becomes its subject (or its object beside `subject`), clausal dependents move over."""
    top = subject if tree.heads[noun] == subject else noun  # the one that stood highest
    moving = [c for c in tree.children(top) if c not in (verb, subject, noun)]
    tree.heads[verb], tree.deps[verb] = tree.heads[top], tree.deps[top]
    tree.heads[noun], tree.deps[noun] = verb, "obj"
    tree.heads[subject], tree.deps[subject] = verb, "nsubj"
    for child in moving:
        relation = tree.deps[child].partition(":")[0]
        if relation == "punct" or (relation in _CLAUSAL and (child < verb or subject == noun)):
            tree.heads[child] = verb
