"""Find the lexicon entries that fire in a sentence: look-up by lemma, then the entry's own conditions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events import syntax
from dragoman.events.entry import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.actors import Mentions
    from dragoman.analysis import Sentence
    from dragoman.events.entry import Conditions, Entry, Predicate
    from dragoman.events.words import FunctionWords
    from dragoman.packs.base import Pack

_NAME_KINDS = frozenset({"country", "organisation", "person", "place", "group"})
_MODIFIERS = frozenset({"amod", "advmod", "compound", "nmod", "flat", "obl", "nummod", "obj", "appos", "xcomp", "acl"})
_CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "conj"})
_ACTOR = frozenset({"actor"})
_REACH = 6  # how many tokens after a verb the further words of its predicate may stand


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fires at a token.

    `head` is the trigger's head token, `tokens` all trigger tokens in order, `taken` complements that belong to the predicate (the
    "inquiétude" of "exprimer son inquiétude"): they fire no entry of their own.
    """

    entry: Entry
    head: int
    tokens: tuple[int, ...]
    taken: frozenset[int]

    @property
    def rank(self) -> tuple[int, int, float]:
        """How specific the match is; the highest wins at its token."""
        return (self.entry.requires.count, len(self.tokens), self.entry.confidence)


@dataclass(frozen=True, slots=True)
class Scene:
    """What matching and role filling look at: one sentence, its mentions, the pack's function words."""

    sentence: Sentence
    mentions: Mentions
    words: FunctionWords

    def prepositions(self, name: str) -> frozenset[str]:
        """The prepositions of a function; a name that is no function stands for itself."""
        return self.words.prepositions.get(name, frozenset()) | {name}


Index = dict[tuple[str, str], tuple[tuple["Entry", "Predicate"], ...]]


@cache
def index(pack: Pack) -> Index:
    """(kind, first word) → entries with the predicate that starts so. Single hyphenated tokens are listed under their joined form too."""
    lists: dict[tuple[str, str], list[tuple[Entry, Predicate]]] = defaultdict(list)
    for entry in entries(pack):
        for predicate in entry.predicates:
            lists[entry.kind, predicate.words[0]].append((entry, predicate))
    return {key: tuple(pairs) for key, pairs in lists.items()}


def matches(scene: Scene, lexicon: Index) -> tuple[dict[int, Match], list[str]]:
    """The best match at each trigger head, and one line for each entry that was considered and turned down."""
    found: dict[int, list[Match]] = defaultdict(list)
    rejected: list[str] = []
    for token, kind in _candidates(scene):
        for entry, predicate in _looked_up(scene.sentence, token, kind, lexicon):
            tokens = _predicate_tokens(scene.sentence, token, kind, predicate)
            if tokens is None:
                continue
            head = _head_of(scene.sentence, tokens) if kind == "noun" else token
            taken = _taken(scene, head, entry.requires)
            if taken is None:
                rejected.append(f"{entry.id} at “{scene.sentence.words[token]}”: a required complement is missing")
            elif _excluded(scene, head, entry.unless):
                rejected.append(f"{entry.id} at “{scene.sentence.words[token]}”: an excluded complement is there")
            else:
                found[head].append(Match(entry, head, tokens, taken))
    best = {head: max(candidates, key=lambda m: m.rank) for head, candidates in found.items()}
    for head, candidates in found.items():
        losers = (m for m in candidates if m is not best[head])
        rejected.extend(f"{m.entry.id} at “{scene.sentence.words[head]}”: {best[head].entry.id} is more specific" for m in losers)
    taken_tokens = {t for match in best.values() for t in (*_withheld(match), *match.tokens) if t != match.head}
    return {head: match for head, match in best.items() if head not in taken_tokens}, rejected


def _withheld(match: Match) -> frozenset[int]:
    """Taken complements that fire no entry of their own. What is demanded or lifted does: it decides the mode, and is consumed later."""
    table = match.entry.composition
    return frozenset() if table is not None and (table.consumes or table.passes) else match.taken


def _candidates(scene: Scene) -> Iterable[tuple[int, str]]:
    sentence = scene.sentence
    for token, pos in enumerate(sentence.pos):
        if pos == "VERB":
            yield token, "verb"
        elif pos == "AUX":
            if sentence.relation(token) not in ("aux", "cop"):
                yield token, "verb"
        elif pos in ("NOUN", "PROPN"):
            if any(sentence.relation(c) == "aux" for c in sentence.children[token]):
                yield token, "verb"  # a verb by its auxiliary, whatever the tagger says
            elif not _inside_name(scene, token):
                yield token, "noun"
        elif pos == "ADJ":
            yield token, "adj"
            yield token, "verb"


def _inside_name(scene: Scene, token: int) -> bool:
    """A capitalised word of a name ("Islamic Jihad", "Ministry of Defence") triggers nothing."""
    mention = scene.mentions.covering(scene.sentence.sequence, token)
    return mention is not None and mention.kind in _NAME_KINDS and scene.sentence.words[token][:1].isupper()


def _looked_up(sentence: Sentence, token: int, kind: str, lexicon: Index) -> Iterable[tuple[Entry, Predicate]]:
    lemma, lower = sentence.lemmas[token], sentence.lower[token]
    first = {lemma, lower, lemma.partition("-")[0], lower.partition("-")[0]}
    for word in sorted(first):
        yield from lexicon.get((kind, word), ())


def _predicate_tokens(sentence: Sentence, token: int, kind: str, predicate: Predicate) -> tuple[int, ...] | None:
    """The tokens of a predicate that starts at `token`, None where its words are not all there."""
    if kind == "verb":
        if predicate.pronominal != any(syntax.is_reflexive(sentence, c) for c in sentence.children[token]):
            return None  # a verb with its reflexive pronoun has another sense than without
        if sentence.lemmas[token] != predicate.words[0] and sentence.lower[token] != predicate.words[0]:
            return None
        return _following(sentence, token, predicate.words)
    return _contiguous(sentence, token, predicate.words)


def _following(sentence: Sentence, token: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The further words of a verbal predicate, in order, close after the verb: particle, adverb or bare noun."""
    tokens, position = [token], token + 1
    for word in words[1:]:
        limit = min(len(sentence), token + 1 + _REACH)
        while position < limit and not _is_word(sentence, position, word):
            position += 1
        if position >= limit or (token not in sentence.ancestors(position)):
            return None
        tokens.append(position)
        position += 1
    return tuple(tokens)


def _is_word(sentence: Sentence, token: int, word: str) -> bool:
    return sentence.lemmas[token] == word or sentence.lower[token].rstrip("'") == word


def _contiguous(sentence: Sentence, token: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The words of a nominal predicate one after the other; a token may hold several of them joined by hyphens."""
    tokens: list[int] = []
    position, wanted = token, list(words)
    while wanted:
        if position >= len(sentence):
            return None
        if tokens and sentence.lower[position] == "-":
            position += 1
            continue
        pieces = sentence.lower[position].rstrip("'").split("-")
        if _is_word(sentence, position, wanted[0]):
            wanted.pop(0)
        elif len(pieces) > 1 and (pieces == wanted[: len(pieces)] or sentence.lemmas[position].split("-") == wanted[: len(pieces)]):
            del wanted[: len(pieces)]
        else:
            return None
        tokens.append(position)
        position += 1
    return tuple(tokens)


def _head_of(sentence: Sentence, tokens: tuple[int, ...]) -> int:
    return next((t for t in tokens if sentence.heads[t] not in tokens), tokens[0])


def _taken(scene: Scene, token: int, requires: Conditions) -> frozenset[int] | None:
    """The complements that satisfy the conditions, None where one is missing. Only complements named by lemma are taken."""
    taken: set[int] = set()
    for kept in _held(scene, token, requires):
        if kept is None:
            return None
        taken |= kept
    return frozenset(taken)


def _excluded(scene: Scene, token: int, unless: Conditions) -> bool:
    return any(kept is not None for kept in _held(scene, token, unless))


def _held(scene: Scene, token: int, conditions: Conditions) -> Iterable[frozenset[int] | None]:
    """For each condition, the complements that satisfy it, None where nothing does."""
    for words, candidates in _complements(scene, token, conditions):
        yield _satisfying(scene, token, words, candidates)
    if conditions.oblique:
        yield _pair(scene, token, conditions)


def _complements(scene: Scene, token: int, conditions: Conditions) -> Iterable[tuple[frozenset[str], list[int]]]:
    sentence, by = scene.sentence, scene.prepositions("by")
    if conditions.object is not None:
        yield conditions.object, [c for o in syntax.objects(sentence, token, by) for c in syntax.coordinated(sentence, o)]
    if conditions.subject is not None:
        yield conditions.subject, syntax.subjects(sentence, token, by)
    if conditions.modifier is not None:
        anchors = [token, *syntax.objects(sentence, token, by)]
        yield conditions.modifier, [c for a in anchors for c in sentence.children[a] if sentence.relation(c) in _MODIFIERS]


def _pair(scene: Scene, token: int, conditions: Conditions) -> frozenset[int] | None:
    """What satisfies any of the preposition + noun pairs, on the predicate or on its object."""
    anchors = [token, *syntax.objects(scene.sentence, token, scene.prepositions("by"))]
    held: frozenset[int] | None = None
    for prep, words in conditions.oblique:
        complements = [o for a in anchors for o in syntax.oblique(scene.sentence, a, scene.prepositions(prep))]
        kept = _satisfying(scene, token, words, [c for o in complements for c in syntax.coordinated(scene.sentence, o)])
        if kept is not None:
            held = (held or frozenset()) | kept
        clauses = syntax.marked_clauses(scene.sentence, token, scene.prepositions(prep))
        if any(scene.sentence.lemmas[c] in words for c in clauses):
            held = held or frozenset()  # a clause is not taken: it is content
    return held


def _satisfying(scene: Scene, token: int, words: frozenset[str], candidates: list[int]) -> frozenset[int] | None:
    """The candidates named by lemma; empty where only a keyword holds; None where nothing does."""
    sentence = scene.sentence
    candidates = [t for c in candidates for t in _counted(scene, c)]
    named = [c for c in candidates if sentence.lemmas[c] in words or sentence.lower[c] in words]
    if named:  # what names a party fills a role and is not taken
        return frozenset(c for c in named if not _is_party(scene, c, _ACTOR))
    if "none" in words and not candidates:
        return frozenset()
    if "clause" in words and any(sentence.relation(c) in ("xcomp", "ccomp") for c in sentence.children[token]):
        return frozenset()
    keywords = words & {"actor", "state", "person"}
    if keywords and any(_is_party(scene, c, keywords) for c in candidates):
        return frozenset()
    if "actor" in words and any(_holds_actor(scene, c) for c in candidates):
        return frozenset()
    return None


def _holds_actor(scene: Scene, token: int) -> bool:
    """A political actor stands inside the noun phrase ("worried by **Turkey's** policy"), clauses apart."""
    inside = scene.sentence.subtree(token, without=_CLAUSES)
    return any(_is_party(scene, t, _ACTOR) for t in inside)


def _counted(scene: Scene, token: int) -> list[int]:
    """The token and, under a noun of quantity ("dozens of rebels"), what is counted."""
    sentence = scene.sentence
    if sentence.lemmas[token] not in scene.words.quantities:
        return [token]
    return [token, *(c for c in sentence.children[token] if sentence.relation(c) in ("nmod", "obl"))]


def _is_party(scene: Scene, token: int, keywords: frozenset[str]) -> bool:
    mention = scene.mentions.headed(scene.sentence.sequence, token)
    if mention is None:
        return "person" in keywords and scene.sentence.pos[token] == "PROPN"
    coded = any(e.code or e.sector for e in mention.entities)
    if "actor" in keywords and coded:
        return True
    if "state" in keywords and any(e.code and e.sector in ("GOV", "") for e in mention.entities):
        return True
    return "person" in keywords and mention.kind not in ("country", "place", "region", "organisation")


def governor(scene: Scene, noun: int) -> int | None:
    """The light verb whose object a trigger noun is, or the verb of occurrence whose subject it is; None for a free noun."""
    sentence = scene.sentence
    head = sentence.heads[noun]
    while head != ROOT and sentence.relation(noun) == "conj":
        noun, head = head, sentence.heads[head]
    if head == ROOT or not syntax.is_verbal(sentence, head):
        return None
    relation = sentence.relation(noun)
    passive = syntax.is_passive(sentence, head)
    lemma = sentence.lemmas[head]
    if lemma in scene.words.light_verbs and (
        relation == "obj" or sentence.deps[noun] == "obl:arg" or (relation == "nsubj" and passive)
    ):
        return head
    if relation == "nsubj" and _occurs(scene, head):
        return head
    return None


def _occurs(scene: Scene, verb: int) -> bool:
    sentence = scene.sentence
    return any(
        words[0] == sentence.lemmas[verb] and _following(sentence, verb, words) is not None
        for words in scene.words.occurrence_verbs
    )


def mapping_of(found: Mapping[int, Match]) -> dict[int, int]:
    """Every trigger or taken token → the head of its match."""
    owners = {t: head for head, match in found.items() for t in (*match.tokens, *match.taken)}
    return owners | {head: head for head in found}
