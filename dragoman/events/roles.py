"""Fill the parties of a match: grammatical function → filler token → entities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events import syntax
from dragoman.events.conditions import inner_anchors
from dragoman.events.scene import governor, is_counted
from dragoman.model import Entity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dragoman.analysis import Sentence
    from dragoman.events.match import Match
    from dragoman.events.scene import Scene

_NOT_ACTING = frozenset({"place"})  # kinds of mention that are parties only as what is acted upon
_IN_PHRASE = frozenset({"acl", "advcl", "parataxis", "ccomp", "csubj", "discourse", "cop", "nsubj", "mark", "expl", "aux"})
_DESCENT = ("nmod:poss", "det", "amod", "compound", "flat", "appos", "nmod", "nummod", "obl", "acl")
_PASSING = frozenset(
    {"against", "on", "to", "with", "for", "between", "about", "from", "in"}
)  # complements that may hang on a light verb instead
_DEPTH = 3
_NAMED_ONLY = frozenset({"adj", "compound", "in", "from"})  # a bare phrase in these functions is no party
_PHRASAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class Filling:
    """The parties found for one role: `coded` are political actors, `bare` other noun phrases; `function` says where they stood.

    `named` where a bare phrase is a proper name: somebody definite, whom no code is known for.
    """

    coded: tuple[Entity, ...] = ()
    bare: tuple[Entity, ...] = ()
    function: str = ""
    direct: bool = True
    named: bool = False

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All parties, in the order of the text."""
        return tuple(sorted(dict.fromkeys((*self.coded, *self.bare)), key=lambda e: e.start))


def fillers(scene: Scene, match: Match, function: str) -> list[int]:
    """Tokens that stand in a function of the match, without looking at what they are."""
    sentence, head = scene.sentence, match.head
    verbal = match.entry.kind == "verb"
    above = None if verbal else governor(scene, head)
    if function in _PLAIN:
        return _PLAIN[function](scene, match)
    if function in ("poss", "adj", "compound"):
        # Of what the entry asks for only objects belong to the deed: in "strikes against Hamas targets" Hamas does not strike.
        own = {t for t in match.taken if syntax.preposition(sentence, t) in ("", *scene.prepositions("of"))}
        anchors = sorted({head, *match.tokens, *own})
        return [t for a in anchors for t in _modifiers(sentence, a, function)]
    prepositions = frozenset(function[5:].split("|")) if function.startswith("prep:") else scene.prepositions(function)
    anchors = [*sorted({head, *match.tokens, *match.taken}), *([sentence.heads[head]] if not verbal and is_counted(scene, head) else [])]
    if above is not None and (function in _PASSING or function.startswith("prep:")):
        anchors += _passing(sentence, head, above, function)
    found = [t for a in anchors for t in syntax.oblique(sentence, a, prepositions)]
    if not found:
        others = prepositions - scene.prepositions("of")
        outer = match.site.objects if verbal else (head,)
        inner = dict.fromkeys((*match.site.objects, *(i for h in outer for i in inner_anchors(scene, h, others))))
        found = [t for a in inner if a not in anchors for t in syntax.oblique(sentence, a, others)]
    if function == "to":
        found += [c for a in anchors for c in sentence.dependents(a, "iobj") if sentence.feature(c, "Reflex") != "Yes"]
    if function == "by" and not verbal:
        found += _agents_of_noun(scene, head, above)
    found += [t for t in match.taken if syntax.preposition(sentence, t) in prepositions]
    return [t for f in dict.fromkeys(found) for t in syntax.coordinated(sentence, f) if t not in match.tokens]


def _subject(scene: Scene, match: Match) -> list[int]:
    if match.entry.kind == "verb":
        return scene.subjects(match.head)
    return _noun_subject(scene, match.head, governor(scene, match.head))


def _clausal(scene: Scene, match: Match) -> list[int]:
    """Subjects of the clauses under a predicate; of a passive without an agent, who is acted upon."""
    sentence, found = scene.sentence, list[int]()
    for clause in syntax.clauses(sentence, match.head):
        passive = syntax.is_passive(sentence, clause)
        found += scene.subjects(clause) or (scene.objects(clause) if passive else [])
    return found


# Functions that need no preposition and no modifier.
_PLAIN: dict[str, Callable[[Scene, Match], list[int]]] = {
    "subj": _subject,
    "obj": lambda _, match: list(match.site.objects),
    "speaker": lambda scene, match: syntax.speakers(scene.sentence, match.head),
    "clause": _clausal,
}


def _agents_of_noun(scene: Scene, noun: int, above: int | None) -> list[int]:
    """Agents of the participle or passive that carries a noun's event ("threats **made by** the rebels")."""
    sentence, by = scene.sentence, scene.prepositions("by")
    carrying = [c for c in sentence.dependents(noun, "acl") if sentence.lemmas[c] in scene.words.light_verbs]
    if above is not None and syntax.is_passive(sentence, above):
        carrying.append(above)
    return [a for c in carrying for a in syntax.agents(sentence, c, by)]


def _passing(sentence: Sentence, noun: int, above: int, function: str) -> list[int]:
    """Where complements of a noun hang beside it: on the verb that carries it, a place on that verb's noun too ("took **place** in")."""
    return [above, *(o for o in sentence.dependents(above, "obj") if function == "in" and o != noun)]


def _noun_subject(scene: Scene, noun: int, above: int | None) -> list[int]:
    sentence = scene.sentence
    if any(sentence.relation(c) == "cop" for c in sentence.children[noun]):
        return [t for s in sentence.dependents(noun, "nsubj") for t in syntax.coordinated(sentence, s)]
    if above is None and syntax.preposition(sentence, noun) in scene.words.states:
        return _in_state(scene, noun)
    if above is None and sentence.relation(noun) in ("appos", "amod") and not syntax.preposition(sentence, noun):
        return [] if ":" in sentence.words[sentence.heads[noun] : noun] else [sentence.heads[noun]]
    if above is not None and sentence.relation(noun) != "nsubj":
        return scene.subjects(above)
    if above is not None and syntax.is_passive(sentence, above):
        return syntax.agents(sentence, above, scene.prepositions("by"))
    return []


def _in_state(scene: Scene, noun: int) -> list[int]:
    """Who is in the state that a noun after its preposition tells ("the miners, **on strike**, …", "en visite à Rome, le roi …")."""
    head = scene.sentence.heads[noun]
    if head == ROOT:
        return []
    if syntax.is_verbal(scene.sentence, head):
        return scene.subjects(head)
    return syntax.coordinated(scene.sentence, head) if scene.sentence.relation(noun) == "nmod" else []


def _modifiers(sentence: Sentence, token: int, function: str) -> list[int]:
    children = sentence.children[token]
    if function == "poss":
        found = [c for c in children if sentence.deps[c] == "nmod:poss" or syntax.is_possessive(sentence, c)]
    elif function == "adj":
        found = [c for c in children if sentence.relation(c) == "amod" or (sentence.relation(c) == "nmod" and sentence.pos[c] == "ADJ")]
    else:
        found = [
            c
            for c in children
            if sentence.relation(c) in ("compound", "flat", "nmod", "appos")
            and not syntax.preposition(sentence, c)
            and not (sentence.relation(c) == "appos" and c > token and sentence.dependents(c, "det"))
        ]
    return [t for f in found for t in syntax.coordinated(sentence, f)] if function != "adj" else found


def resolve(scene: Scene, tokens: Iterable[int], function: str, *, acting: bool, taken: frozenset[int] = frozenset()) -> Filling:
    """Entities for filler tokens: the mention headed there, else the actor inside the noun phrase, else the bare noun phrase.

    A `taken` complement is part of the predicate ("express **concern** over Iran"): actors inside it count, the phrase itself
    does not.
    """
    coded: list[Entity] = []
    bare: list[Entity] = []
    direct, named = True, False
    for token in tokens:
        own = _mentioned(scene, token, acting=acting)
        entities = own or (_inside(scene, token, acting=acting) if function != "adj" else ())
        if entities:
            direct = direct and bool(own)
            coded.extend(e for e in entities if e.code or e.sector)
            bare.extend(e for e in entities if not (e.code or e.sector))
        elif token not in taken and function not in _NAMED_ONLY and _may_be_party(scene, token):
            bare.append(phrase(scene.sentence, token))
        else:
            continue
        named = named or (bool(bare) and (scene.sentence.pos[token] == "PROPN" or bool(entities)))
    return Filling(_unique(coded), _unique(bare), function, direct, named)


def _inside(scene: Scene, token: int, *, acting: bool) -> tuple[Entity, ...]:
    """The party inside a noun phrase: one right under its head, coded or, as holder, known by name only; else one deeper down."""
    near = descend(scene, token, acting=acting, depth=_DEPTH - 1)
    if near or scene.sentence.pos[token] != "NOUN":
        return near or descend(scene, token, acting=acting)
    holders = [c for c in scene.sentence.children[token] if _holds(scene, c)]
    return tuple(phrase(scene.sentence, h) for h in holders[:1]) or descend(scene, token, acting=acting)


def _holds(scene: Scene, token: int) -> bool:
    """A proper name as possessor or agent of a noun ("**Amnesty**'s report", "a decision by the **Forum**"), times and places apart."""
    sentence = scene.sentence
    mention = scene.mentions.headed(sentence.sequence, token)
    person = mention is None or mention.kind not in _NOT_ACTING
    held = sentence.deps[token] == "nmod:poss" or syntax.preposition(sentence, token) in scene.prepositions("by")
    return held and person and sentence.pos[token] == "PROPN" and sentence.lemmas[token] not in scene.words.times


def _may_be_party(scene: Scene, token: int) -> bool:
    return scene.sentence.pos[token] in _PHRASAL and scene.sentence.lemmas[token] not in scene.words.times


def _mentioned(scene: Scene, token: int, *, acting: bool) -> tuple[Entity, ...]:
    mention = scene.mentions.headed(scene.sentence.sequence, token)
    if mention is None or (acting and mention.kind in _NOT_ACTING) or scene.sentence.lemmas[token] in scene.words.times:
        return ()
    if mention.kind == "pronoun":
        return tuple(_named(scene, token, entity) for entity in mention.entities)
    return mention.entities


def _named(scene: Scene, pronoun: int, entity: Entity) -> Entity:
    """The words that a resolved pronoun stands for, where the same sentence names them before it."""
    before = scene.mentions.inside(scene.sentence.sequence, 0, pronoun - 1)
    for mention in reversed(before):
        if mention.kind != "pronoun" and len(mention.entities) == 1 and (entity.code or entity.sector):
            named = mention.entities[0]
            if (named.code, named.sector, named.name) == (entity.code, entity.sector, entity.name):
                return replace(named, how=(*named.how, f"“{entity.text}” stands for it"))
    return entity


def descend(scene: Scene, token: int, *, acting: bool, depth: int = 0) -> tuple[Entity, ...]:
    """The first political actor inside the noun phrase of `token`: possessor, nationality, noun modifier, complement."""
    if depth >= _DEPTH:
        return ()
    sentence = scene.sentence
    children = [c for c in sentence.children[token] if sentence.deps[c] in _DESCENT or sentence.relation(c) in _DESCENT]
    children.sort(key=lambda c: (_order(sentence, c), c))
    for child in children:
        entities = tuple(e for c in syntax.coordinated(sentence, child) for e in _mentioned(scene, c, acting=acting) if e.code or e.sector)
        if entities:
            return entities
    for child in children:
        if sentence.relation(child) in ("nmod", "obl", "acl", "compound", "appos"):
            entities = descend(scene, child, acting=acting, depth=depth + 1)
            if entities:
                return entities
    return ()


def _order(sentence: Sentence, child: int) -> int:
    dep, relation = sentence.deps[child], sentence.relation(child)
    return _DESCENT.index(dep) if dep in _DESCENT else _DESCENT.index(relation)


def phrase(sentence: Sentence, token: int) -> Entity:
    """A noun phrase without code: its words, without clauses under it and without the marks and the preposition at its edges."""
    tokens = sentence.subtree(token, without=_IN_PHRASE)
    low = high = token
    kept = set(tokens)
    while low - 1 in kept:
        low -= 1
    while high + 1 in kept:
        high += 1
    while low < token and (sentence.pos[low] in ("PUNCT", "ADP", "SCONJ", "CCONJ") or sentence.relation(low) in ("case", "cc")):
        low += 1
    while high > token and sentence.pos[high] in ("PUNCT", "ADP", "SCONJ", "CCONJ"):
        high -= 1
    span = sentence.cut(low, high)
    return Entity(span.text, span.start, span.end)


def fill(scene: Scene, match: Match, functions: tuple[str, ...], *, acting: bool) -> Filling:
    """The first function with a political actor; failing that, the first with any noun phrase. `content` is left to composition."""
    fallback = Filling()
    for function in functions:
        if function == "content":
            continue
        filling = resolve(scene, fillers(scene, match, function), function, acting=acting, taken=match.taken)
        if filling.coded or filling.named:
            return filling
        if filling.bare and not fallback.bare:
            fallback = filling
    return fallback


def fill_all(scene: Scene, match: Match, functions: tuple[str, ...]) -> Filling:
    """The parties of all functions together, for a reciprocal event."""
    coded: list[Entity] = []
    bare: list[Entity] = []
    used: list[str] = []
    for function in functions:
        filling = resolve(scene, fillers(scene, match, function), function, acting=function not in ("with", "obj", "of", "in"))
        if filling.coded or (filling.bare and function in ("subj", "with", "between")):
            coded.extend(filling.coded)
            bare.extend(filling.bare)
            used.append(function)
    return Filling(_unique(coded), _unique(bare), "+".join(used))


def _unique(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple({(e.start, e.end, e.code): e for e in entities}.values())
