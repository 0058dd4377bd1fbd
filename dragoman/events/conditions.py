"""The conditions of an entry on the complements of its predicate: which must be there, which must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.events import syntax
from dragoman.events.scene import governor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dragoman.analysis import Sentence
    from dragoman.events.entry import Conditions
    from dragoman.events.scene import Scene, Site

_MODIFIERS = frozenset({"amod", "advmod", "compound", "nmod", "flat", "obl", "nummod", "obj", "appos", "xcomp", "acl"})
_SIDES = ("on", "against", "by")
_CLAUSES = frozenset({"acl", "advcl", "ccomp", "parataxis", "conj"})
_PARTIES = frozenset({"actor", "party", "state", "person"})
_PARTY = frozenset({"party"})


def taken(scene: Scene, site: Site, requires: Conditions) -> frozenset[int] | None:
    """The complements that satisfy the conditions, None where one is missing. Only complements named by lemma are taken."""
    found: set[int] = set()
    for kept in _held(scene, site, requires):
        if kept is None:
            return None
        found |= kept
    return frozenset(found)


def excluded(scene: Scene, site: Site, unless: Conditions) -> bool:
    """Tell whether one of the excluding conditions holds."""
    return any(kept is not None for kept in _held(scene, site, unless))


def _held(scene: Scene, site: Site, conditions: Conditions) -> Iterable[frozenset[int] | None]:
    """For each condition, the complements that satisfy it, None where nothing does."""
    sentence = scene.sentence
    if conditions.object is not None:
        yield _satisfying(scene, site, conditions.object, site.objects)
    if conditions.subject is not None:
        held = _satisfying(scene, site, conditions.subject, scene.subjects(site.head))
        yield held if held is None else frozenset()  # a subject is never taken: it is a party
    if conditions.modifier is not None:
        anchors = (site.head, *site.objects)
        modifiers = [c for a in anchors for c in sentence.children[a] if _modifies(scene, c)]
        yield _satisfying(scene, site, conditions.modifier, modifiers)
    if conditions.clause is not None:
        clauses = [p for c in syntax.clauses(sentence, site.head) for p in (c, *_predicates(scene, c))]
        named = any(sentence.lemmas[p] in conditions.clause for p in clauses)
        yield frozenset() if named else None
    if conditions.oblique:
        yield _pair(scene, site, conditions)


def _predicates(scene: Scene, clause: int) -> list[int]:
    """The adjectives behind a copula that the parser made the head of its clause."""
    sentence = scene.sentence
    if sentence.pos[clause] != "AUX":
        return []
    return [t for t in sentence.subtree(clause, without=_CLAUSES) if t > clause and sentence.pos[t] == "ADJ"]


def _modifies(scene: Scene, token: int) -> bool:
    """A modifier; not a complement that names a side ("a strike **on a bus**" is no bus strike)."""
    sentence = scene.sentence
    if sentence.relation(token) not in _MODIFIERS:
        return False
    return sentence.relation(token) != "nmod" or not any(syntax.preposition(sentence, token) in scene.prepositions(f) for f in _SIDES)


def _pair(scene: Scene, site: Site, conditions: Conditions) -> frozenset[int] | None:
    """What satisfies any of the preposition + noun pairs, on the predicate, its object or, for a noun, its complement."""
    sentence = scene.sentence
    held: frozenset[int] | None = None
    for prep, words in conditions.oblique:
        prepositions = scene.prepositions(prep)
        above = governor(scene, site.head) if sentence.pos[site.head] == "NOUN" else None
        outer = dict.fromkeys((*site.tokens, *site.objects, *(() if above is None else (above,))))
        anchors = dict.fromkeys((*outer, *(i for h in (site.head, *site.objects) for i in inner_anchors(scene, h, prepositions))))
        complements = [o for a in anchors for o in syntax.oblique(sentence, a, prepositions)]
        candidates = [c for o in complements for c in syntax.coordinated(sentence, o)]
        kept = _satisfying(scene, site, words, candidates)
        if kept is not None:
            held = (held or frozenset()) | kept
        if any(sentence.lemmas[c] in words for c in syntax.marked_clauses(sentence, site.head, prepositions)):
            held = held or frozenset()  # a clause is not taken: it is content
    return held


def inner_anchors(scene: Scene, head: int, prepositions: Collection[str]) -> list[int]:
    """The complements of a noun, on which a parser may hang its other complements ("the anger of X **at Y**")."""
    sentence = scene.sentence
    if sentence.pos[head] not in ("NOUN", "SYM", "NUM") or not scene.prepositions("of").isdisjoint(prepositions):
        return []
    return sentence.dependents(head, "nmod")


def _satisfying(scene: Scene, site: Site, words: frozenset[str], candidates: Iterable[int]) -> frozenset[int] | None:
    """The candidates named by lemma; empty where only a keyword holds; None where nothing does."""
    sentence = scene.sentence
    candidates = [t for c in candidates for t in _counted(scene, c)]
    named = [c for c in candidates if _is_any(sentence, c, words)]
    if named:  # what names a party fills a role and is not taken
        return frozenset(c for c in named if not _is_party(scene, c, _PARTY))
    asked = not words.isdisjoint({"clause", "deontic"})
    clauses = [c for c in syntax.clauses(sentence, site.head) if not _is_question(scene, c)] if asked else []
    clause = bool(clauses) and ("clause" in words or any(_deontic(scene, c) for c in clauses))
    party = any(_is_party(scene, c, words & _PARTIES) for c in candidates)
    involved = "actor" in words and any(_involves(scene, c) for c in candidates)
    number = ("none" in words and not candidates) or ("any" in words and candidates) or ("several" in words and len(candidates) > 1)
    if clause or party or involved or number:
        return frozenset()
    return None


def _is_any(sentence: Sentence, token: int, words: frozenset[str]) -> bool:
    """Tell whether a noun is one of these, by lemma, form, or together with the noun before it ("war game")."""
    if sentence.lemmas[token] in words or sentence.lower[token] in words:
        return True
    return token > 0 and sentence.heads[token - 1] == token and f"{sentence.lemmas[token - 1]} {sentence.lemmas[token]}" in words


def _involves(scene: Scene, token: int) -> bool:
    """A political actor stands inside the noun phrase ("worried by **Turkey's** policy"), clauses apart."""
    inside = scene.sentence.subtree(token, without=_CLAUSES)
    return any(_is_party(scene, t, _PARTY) for t in inside)


def _deontic(scene: Scene, clause: int) -> bool:
    """A clause that says what must or should be: by a modal verb, as auxiliary or above an infinitive."""
    sentence, words = scene.sentence, scene.words.deontic
    return sentence.lemmas[clause] in words or any(
        sentence.lemmas[c] in words for c in sentence.children[clause] if sentence.relation(c) == "aux"
    )


def _is_question(scene: Scene, clause: int) -> bool:
    """A question, indirect ("asked **whether** …") or quoted: nothing is demanded or promised in it."""
    sentence = scene.sentence
    if any(sentence.words[t] == "?" for t in sentence.subtree(clause, without=frozenset())):
        return True
    return any(sentence.relation(c) == "mark" and sentence.lower[c] in scene.words.questions for c in sentence.children[clause])


def _counted(scene: Scene, token: int) -> list[int]:
    """The token and, under a noun of quantity ("dozens of rebels"), what is counted."""
    sentence = scene.sentence
    if sentence.lemmas[token] not in scene.words.quantities:
        return [token]
    return [token, *(c for c in sentence.children[token] if sentence.relation(c) in ("nmod", "obl", "compound"))]


def _is_party(scene: Scene, token: int, keywords: frozenset[str]) -> bool:
    if not keywords:
        return False
    mention = scene.mentions.headed(scene.sentence.sequence, token)
    if mention is None:
        return "person" in keywords and scene.sentence.pos[token] == "PROPN"
    if not keywords.isdisjoint({"actor", "party"}) and any(e.code or e.sector for e in mention.entities):
        return True
    if "state" in keywords and any(e.code and e.sector in ("GOV", "") for e in mention.entities):
        return True
    return "person" in keywords and mention.kind not in ("country", "place", "region", "organisation")
