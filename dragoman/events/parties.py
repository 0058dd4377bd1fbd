"""Who acts and who is acted upon: from the functions of the frame down to the closest actor that none of them reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from dragoman.analysis import ROOT
from dragoman.events import roles, syntax
from dragoman.events.roles import Filling
from dragoman.events.scene import governor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.analysis import Sentence
    from dragoman.events.drafts import Draft
    from dragoman.events.match import Match
    from dragoman.events.scene import Scene
    from dragoman.model import Entity

# Whom a predicate over an embedded event concerns: blame falls on the doer alone, a demand on who should act, the rest on who
# is affected.
_CONCERNED = {"ACCUSE": ("actor",), "REQUEST": ("actor", "recipient"), "SUPPORT": ("actor", "recipient")}
_CONCERNED_ELSE = ("recipient", "actor")
_BODILY = frozenset({"ASSAULT", "COERCE", "SANCTION"})  # done to the object itself, whoever else stands near
_VERBAL = frozenset({"SUPPORT", "ACCUSE"})  # towards somebody, not towards where it is said
_MILITARY = frozenset({"troops", "weapons"})
_OWN_FORCES = frozenset({"MOBILIZE", "RETREAT", "CONCEDE", "AID"})
_APART = frozenset({"nsubj", "csubj", "advcl", "parataxis", "conj"})  # no place to look for who was acted upon


class Drafting(Protocol):
    """What filling a recipient needs of the workshop that makes the drafts."""

    scene: Scene
    owners: dict[int, int]

    def at(self, head: int) -> list[Draft]:
        """The drafts of the match at a trigger head."""


def actor(scene: Scene, match: Match, owners: Mapping[int, int]) -> Filling:
    """The actors of a match; for a reciprocal frame all its parties. Of a country that moves troops or arms they are its forces."""
    found = _actor(scene, match, owners)
    if match.entry.event != "MOBILIZE" or match.entry.mode not in _MILITARY:
        return found
    countries = {(e.start, e.end) for m in scene.mentions.all if m.kind == "country" for e in m.entities}
    forces = tuple(replace(e, sector="MIL") if e.sector == "GOV" and (e.start, e.end) in countries else e for e in found.coded)
    return replace(found, coded=forces)


def _actor(scene: Scene, match: Match, owners: Mapping[int, int]) -> Filling:
    frame = match.entry.frame
    if frame.reciprocal:
        found = roles.fill_all(scene, match, frame.actor)
        if match.entry.kind == "noun" and len(found.coded) < 2:
            return _joined(found, _noun_actor(scene, match, owners))
        return found
    bearer = _bearer(scene, match)
    found = bearer if bearer.coded else _no_deed(scene, match, roles.fill(scene, match, frame.actor, acting=True), owners)
    if not found.coded and match.entry.kind == "verb":
        author = _author(scene, match)
        found = author if author.coded else found
    if found.coded or match.entry.kind != "noun":
        return found
    above = _noun_actor(scene, match, owners)
    if above.coded or (above.bare and not found.bare):
        return above
    holder = _holder(scene, match) if "of" in frame.actor else Filling()
    return holder if holder.coded else found


def _no_deed(scene: Scene, match: Match, found: Filling, owners: Mapping[int, int]) -> Filling:
    """Without the noun phrases that are deeds themselves ("**an attack** hit the hotel"): nobody acts there."""
    if match.entry.event in _BODILY:
        return replace(found, bare=())  # a phrase that names no known kind of actor is a tool, a place or a cause
    deeds = {scene.sentence.starts[t] for t in owners if owners[t] != match.head}
    ends = {e: {s for s in deeds if e.start <= s < e.end} for e in found.bare}
    kept = tuple(e for e, inside in ends.items() if not inside)
    return found if len(kept) == len(found.bare) else replace(found, bare=kept)


def _bearer(scene: Scene, match: Match) -> Filling:
    """Who does what a light verb only carries ("**the UN** launched an audit of the Bolivian election")."""
    sentence = scene.sentence
    above = governor(scene, match.head) if match.entry.kind == "noun" else None
    if above is None or sentence.relation(match.head) != "obj" or syntax.is_passive(sentence, above):
        return Filling()
    filling = roles.resolve(scene, scene.subjects(above), "subject of the light verb", acting=True)
    return filling if filling.coded and filling.direct else Filling()


def _author(scene: Scene, match: Match) -> Filling:
    """Who speaks through a text: a participle on a noun that names nobody ("filed a lawsuit **accusing** X", "a report condemning Y")."""
    sentence, head = scene.sentence, match.head
    paper = sentence.heads[head]
    if paper == ROOT or sentence.deps[head] != "acl" or sentence.relation(paper) != "obj" or syntax.is_passive(sentence, head):
        return Filling()
    above = sentence.heads[paper]
    if above == ROOT or not syntax.is_verbal(sentence, above):
        return Filling()
    filling = roles.resolve(scene, scene.subjects(above), "subject of the verb above", acting=True)
    return replace(filling, bare=(), direct=False) if filling.coded else Filling()


def _holder(scene: Scene, match: Match) -> Filling:
    """Whose deed a trigger noun tells, where the parser hung the complement too deep ("the destabilising build-up of Russia")."""
    holders = scene.prepositions("of") | scene.prepositions("by")
    apart = frozenset(_APART | {"amod", "det"})
    for token in scene.sentence.subtree(match.head, without=apart):
        path = [token, *_up_to(scene.sentence, token, match.head)]
        if token > match.head and all(syntax.preposition(scene.sentence, t) in holders for t in path):
            filling = roles.resolve(scene, [token], "of, deeper in the phrase", acting=True)
            if filling.coded and filling.direct:
                return replace(filling, bare=(), direct=False)
    return Filling()


def _up_to(sentence: Sentence, token: int, head: int) -> list[int]:
    """The nouns between a token and the trigger above it, both left out."""
    above = sentence.ancestors(token)
    return above[: above.index(head)] if head in above else []


def _joined(one: Filling, other: Filling) -> Filling:
    if not other.coded:
        return one
    kept = tuple(e for e in other.coded if (e.start, e.end) not in {(f.start, f.end) for f in one.coded})
    return Filling((*kept, *one.coded), one.bare, f"{other.function}+{one.function}".strip("+"), one.direct and other.direct)


def _noun_actor(scene: Scene, match: Match, owners: Mapping[int, int]) -> Filling:
    """The subject of the light verb over a trigger noun; of a meeting, less surely, the parties of any verb over it."""
    sentence = scene.sentence
    if governor(scene, match.head) is not None:
        return roles.resolve(scene, roles.fillers(scene, match, "subj"), "subject of the light verb", acting=True)
    above = sentence.heads[match.head]
    while above != ROOT and sentence.pos[above] in ("ADV", "ADP"):
        above = sentence.heads[above]  # "lors d'une conversation": an adverb that works as a preposition
    if not match.entry.frame.reciprocal:
        return Filling()  # who denies an allegation or survives an attack did not do it
    if sentence.relation(match.head) not in ("obj", "obl") or above == ROOT or not syntax.is_verbal(sentence, above):
        return Filling()
    if above in owners and sentence.relation(match.head) != "obl":
        return Filling()
    tokens = scene.subjects(above)
    if above not in owners:
        tokens = [*tokens, *(o for o in scene.objects(above) if o != match.head)]
    filling = roles.resolve(scene, tokens, "parties of the verb above", acting=True)
    return replace(filling, bare=(), direct=False) if filling.coded else Filling()


def recipient(drafting: Drafting, draft: Draft, embedded: list[Draft]) -> Filling:
    """The recipient: by function; where the filler is itself an event, the party of that event whom this one concerns."""
    scene, match = drafting.scene, draft.match
    fallback, blamed = Filling(), False
    for function in match.entry.frame.recipient:
        if function == "content":
            filling = _of_content(scene, draft, embedded)
        else:
            tokens = roles.fillers(scene, match, function)
            owners = [o for t in tokens if (o := drafting.owners.get(t, match.head)) != match.head]
            events = [d for o in owners for d in drafting.at(o)]
            filling = _of_content(scene, draft, events)
            blamed = blamed or bool(events and _concerned(draft) == ("actor",))
            if not filling.coded:
                plain = [t for t in tokens if drafting.owners.get(t, match.head) == match.head or not blamed]
                filling = roles.resolve(scene, plain, function, acting=False, taken=match.taken)
        filling = _no_homeland(scene, without(filling, draft), draft)
        if filling.coded:
            return filling
        if filling.bare and not fallback.bare:
            fallback = filling
    if blamed and not fallback.bare:
        return _blamed_act(scene, match)
    if not match.entry.frame.recipient:
        return _opposite(scene, draft)
    if blamed or (fallback.bare and (draft.event in _BODILY or _named(scene, fallback))):
        return fallback
    return _elsewhere(scene, draft, fallback)


def _named(scene: Scene, filling: Filling) -> bool:
    """The object itself bears a name, though of nobody who is known: no other party stands in for it."""
    sentence = scene.sentence
    spans = [(e.start, e.end) for e in filling.bare]
    heads = (t for t in range(len(sentence)) if sentence.pos[t] == "PROPN" and sentence.relation(t) in ("obj", "obl", "nmod", "nsubj"))
    return any(start <= sentence.starts[t] < end for t in heads for start, end in spans)


def _elsewhere(scene: Scene, draft: Draft, fallback: Filling) -> Filling:
    """A recipient that no function of the frame reaches: who undergoes it, the closest actor under the trigger, a bare phrase."""
    match = draft.match
    undergoing = without(_undergoer(scene, match), draft) if match.entry.kind == "noun" else Filling()
    nearest = _no_homeland(scene, _nearest(scene, draft), draft)
    found = next((f for f in (undergoing, nearest) if f.coded), None)
    bare = (undergoing, fallback, _deep_object(scene, draft), _asked_for(scene, match))
    return found or next((f for f in bare if f.bare), Filling())


def _asked_for(scene: Scene, match: Match) -> Filling:
    """An object that the entry asks for by its lemma ("expelled the **inspectors**"), where the frame has it acted upon."""
    if "obj" not in match.entry.frame.recipient:
        return Filling()
    return replace(roles.resolve(scene, match.site.objects, "obj", acting=False), coded=())


def _undergoer(scene: Scene, match: Match) -> Filling:
    """Whoever undergoes what a noun tells: the subject of "subir", "faire l'objet de", "être la cible de" over it."""
    sentence, current, carrier = scene.sentence, match.head, ""
    for above in sentence.ancestors(match.head)[:2]:
        if sentence.relation(current) not in ("obj", "obl", "nmod"):
            break
        copula = next((c for c in sentence.dependents(above, "cop")), None)
        verb = sentence.lemmas[above] if syntax.is_verbal(sentence, above) else sentence.lemmas[copula] if copula is not None else ""
        noun = carrier if syntax.is_verbal(sentence, above) else sentence.lemmas[above]
        if (verb, noun) in scene.words.undergoing or (verb, sentence.lemmas[above]) in scene.words.undergoing:
            return replace(roles.resolve(scene, scene.subjects(above), "who undergoes it", acting=False), direct=False)
        current, carrier = above, sentence.lemmas[above]
    return Filling()


def _no_homeland(scene: Scene, filling: Filling, draft: Draft) -> Filling:
    """Without the speaker's own country, told by a common noun: what is demanded for it is demanded of others ("free **our country**")."""
    if draft.event != "REQUEST" or filling.direct:
        return filling
    codes = {e.code for e in draft.actor.coded}
    own = {s for s, lemma in zip(scene.sentence.starts, scene.sentence.lemmas, strict=True) if lemma in scene.words.homelands}
    kept = tuple(e for e in filling.coded if e.code not in codes or not any(e.start <= s < e.end for s in own))
    return filling if len(kept) == len(filling.coded) else replace(filling, coded=kept, bare=())


def _blamed_act(scene: Scene, match: Match) -> Filling:
    """What is blamed, as a bare phrase, where nobody is said to have done it."""
    tokens = [t for t in match.site.objects if scene.sentence.pos[t] in syntax.NOMINAL]
    return Filling(bare=tuple(roles.phrase(scene.sentence, t) for t in tokens), function="obj")


def _opposite(scene: Scene, draft: Draft) -> Filling:
    """The other side of an act whose frame asks for none: "declared a ceasefire **with** the rebels"."""
    for function in ("with", "against"):
        tokens = [
            *roles.fillers(scene, draft.match, function),
            *(o for t in draft.match.site.objects for o in syntax.oblique(scene.sentence, t, scene.prepositions(function))),
        ]
        filling = without(roles.resolve(scene, tokens, function, acting=False), draft)
        if filling.coded:
            return replace(filling, bare=(), direct=False)
    return Filling()


def _concerned(draft: Draft) -> tuple[str, ...]:
    return _CONCERNED.get(draft.event, _CONCERNED_ELSE)


def _of_content(scene: Scene, draft: Draft, embedded: Iterable[Draft]) -> Filling:
    for side in _concerned(draft):
        for inner in embedded:
            kept = without(replace(inner.actor if side == "actor" else inner.recipient, direct=False), draft)
            others = tuple(e for e in kept.coded if not _own_troops(e, draft))
            if others:
                return Filling(others, (), f"{side} of “{scene.sentence.words[inner.match.head]}”", direct=False)
    return Filling()


def _own_troops(entity: Entity, draft: Draft) -> bool:
    """The forces of a government that acts, named inside what it demands or refuses: told of, not addressed."""
    return entity.sector == "MIL" and any(e.code == entity.code and e.sector == "GOV" for e in draft.actor.coded)


def _nearest(scene: Scene, draft: Draft) -> Filling:
    """The closest actor under the trigger that no function reaches: deep in a complement, or attached amiss by the parser."""
    sentence, mentions, head = scene.sentence, scene.mentions, draft.match.head
    used = {(e.start, e.end) for e in draft.actor.entities}
    for token in _beneath(sentence, head, relatives=draft.match.entry.kind == "verb"):
        mention = mentions.headed(sentence.sequence, token) if token > head else None
        if mention is None or mention.kind == "pronoun" or (mention.kind == "place" and draft.event in _VERBAL):
            continue
        if any((e.start, e.end) in used for e in mention.entities):
            continue
        kept = without(Filling(tuple(e for e in mention.entities if (e.code or e.sector) and not _own_troops(e, draft))), draft)
        if kept.coded:
            return replace(kept, function="the closest actor under the trigger", direct=False)
    return Filling()


def _beneath(sentence: Sentence, head: int, *, relatives: bool) -> list[int]:
    """The tokens under a trigger, ascending, without subjects, adverbial clauses and predicates beside, `relatives` only if asked for."""
    found, queue = [], [head]
    while queue:
        current = queue.pop()
        found.append(current)
        for child in sentence.children[current]:
            nominal = sentence.relation(child) == "conj" and current != head and sentence.pos[child] in syntax.NOMINAL
            if not relatives and sentence.deps[child] == "acl:relcl":
                continue
            if nominal or sentence.relation(child) not in _APART:
                queue.append(child)
    return sorted(found)


def _deep_object(scene: Scene, draft: Draft) -> Filling:
    """The object of the clause under a verbal predicate ("refused to allow **the plane** to enter"), as a bare phrase."""
    sentence = scene.sentence
    for clause in sentence.dependents(draft.match.head, "xcomp", "ccomp"):
        objects = scene.objects(clause)
        filling = roles.resolve(scene, objects, "object of the clause", acting=False)
        if filling.bare:
            return replace(filling, coded=(), direct=False)
    return Filling()


def without(filling: Filling, draft: Draft) -> Filling:
    """Nobody is his own recipient: leave out the actors' words and name, their own state found inside a phrase, the troops they move.

    Who stands in the function himself stays: a president may pardon his predecessor.
    """
    actors = draft.actor.coded
    spans, names = {(e.start, e.end) for e in actors}, {e.name for e in actors if e.name}
    codes = {e.code for e in actors}
    states = {e.code for e in actors if e.code and e.sector == "GOV"}

    def own(entity: Entity) -> bool:
        forces = draft.event in _OWN_FORCES and entity.sector in ("MIL", "COP") and entity.code in codes
        state = not filling.direct and entity.code in states and entity.sector in ("GOV", "MIL")
        return forces or state or (entity.start, entity.end) in spans or entity.name in names

    return replace(filling, coded=tuple(e for e in filling.coded if not own(e)))
