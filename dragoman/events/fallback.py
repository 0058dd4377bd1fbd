"""Parties that no function of the frame reaches: the closest fitting mention, less sure than one that stands in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events import roles, syntax
from dragoman.events.roles import Filling

if TYPE_CHECKING:
    from dragoman.actors import Mention
    from dragoman.analysis import Sentence
    from dragoman.events.drafts import Draft
    from dragoman.events.match import Match
    from dragoman.events.scene import Scene
    from dragoman.model import Entity

HELD = "where it was held"  # the function of a host who is told only as the place
_OWN_FORCES = frozenset({"MOBILIZE", "RETREAT", "CONCEDE", "AID"})
_APART = frozenset({"nsubj", "csubj", "advcl", "parataxis", "conj"})  # no place to look for who was acted upon
_FREE = frozenset({"nsubj", "appos", "root", "dep", "parataxis", "dislocated", "conj", "obl"})  # where a parser may leave a subject
_VERBAL = frozenset({"SUPPORT", "ACCUSE"})  # towards somebody, not towards where it is said
_GENEROUS = frozenset({"AGREE", "AID", "CONCEDE", "RETREAT"})
_ANIMATE = frozenset({"person", "role", "group", "organisation", "country"})
_AFFECTED = ("on", "against", "to", "with", "for", "from")
_OVER_PLACES = frozenset({"COERCE", "MOBILIZE", "CONCEDE"})
_IN_POWER = frozenset({"arrest", "convict"})
_MADE = frozenset({"obj", "nsubj", "obl", "conj"})


def opposite(scene: Scene, draft: Draft) -> Filling:
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


def own_troops(entity: Entity, draft: Draft) -> bool:
    """The forces of a government that acts, named inside what it demands or refuses: told of, not addressed."""
    return entity.sector == "MIL" and any(e.code == entity.code and e.sector == "GOV" for e in draft.actor.coded)


def nearest(scene: Scene, draft: Draft) -> Filling:
    """The closest actor under the trigger that no function reaches: deep in a complement, or attached amiss by the parser."""
    own = {e.code for e in draft.actor.coded}
    for deep in (False, True):
        for mention in _mentions_beneath(scene, draft.match, deep=deep):
            if mention.kind == "place" and draft.event in _VERBAL:
                continue
            others = (e for e in mention.entities if (e.code or e.sector) and not own_troops(e, draft))
            kept = without(Filling(tuple(e for e in others if not deep or e.code not in own)), draft)
            if kept.coded:
                return replace(kept, function="the closest actor under the trigger", direct=False)
    return Filling()


def abroad(scene: Scene, draft: Draft) -> Filling:
    """The host of a talk of which one side is told: the country in which it is held, where that is another one."""
    if draft.event != "CONSULT":
        return Filling()
    own = {e.code for e in draft.actor.entities}
    for token in roles.fillers(scene, draft.match, "in"):
        mention = scene.mentions.headed(scene.sentence.sequence, token)
        if mention is not None and mention.kind in ("country", "place"):
            others = tuple(e for e in mention.entities if e.code and e.code not in own)
            return Filling(others, (), HELD, direct=False)
    return Filling()


def awaited(scene: Scene, draft: Draft) -> Filling:
    """Whose deed a refusal waits for: the subject of the clause of condition ("will not stop until **the ministry** pays")."""
    sentence, head = scene.sentence, draft.match.head
    above = [a for a in sentence.ancestors(head)[:2] if syntax.is_verbal(sentence, a)]
    for clause in (c for v in (head, *above) for c in sentence.dependents(v, "advcl") if c > head):
        if sentence.dependents(clause, "mark") and not _infinite(sentence, clause):
            filling = without(roles.resolve(scene, scene.subjects(clause), "whose deed is awaited", acting=True), draft)
            if filling.entities:
                return replace(filling, direct=False)
    return Filling()


def name_beneath(scene: Scene, draft: Draft) -> Filling:
    """The closest proper name in a complement under the trigger, where nobody with a code is there ("lift sanctions on **the North**")."""
    sentence, head = scene.sentence, draft.match.head
    used = {(e.start, e.end) for e in draft.actor.entities}
    for token in _beneath(sentence, head):
        name = token > head and sentence.pos[token] == "PROPN" and sentence.lemmas[token] not in scene.words.times
        if name and any(syntax.preposition(sentence, token) in scene.prepositions(f) for f in _AFFECTED):
            entity = roles.phrase(sentence, token)
            if (entity.start, entity.end) not in used:
                return Filling(bare=(entity,), function="the closest name under the trigger", direct=False, named=True)
    return Filling()


def somewhere(scene: Scene, draft: Draft) -> Filling:
    """The place on which a measure or a deployment falls, not one's own, as a mere phrase ("declared a state of siege in **the town**")."""
    if draft.event not in _OVER_PLACES:
        return Filling()
    anchors = (draft.match.head, *draft.match.site.objects, *draft.match.taken)
    tokens = [t for a in anchors for t in syntax.oblique(scene.sentence, a, scene.prepositions("in")) if t > draft.match.head]
    places = [t for t in tokens if scene.sentence.pos[t] in ("NOUN", "PROPN") and scene.sentence.lemmas[t] not in scene.words.times]
    places = [t for t in places if not any(syntax.is_possessive(scene.sentence, c) for c in scene.sentence.children[t])]
    return Filling(bare=tuple(roles.phrase(scene.sentence, t) for t in places[:1]), function="where it falls", direct=False)


def antecedent(scene: Scene, draft: Draft, tokens: list[int]) -> Filling:
    """Whom a personal pronoun without referent stands for: the closest person or body before it in the sentence that does not act."""
    sentence = scene.sentence
    if not tokens or not all(sentence.feature(t, "PronType") == "Prs" and sentence.feature(t, "Reflex") != "Yes" for t in tokens):
        return Filling()
    for mention in reversed(scene.mentions.inside(sentence.sequence, 0, tokens[0] - 1)):
        if mention.kind in _ANIMATE:
            kept = without(Filling(tuple(e for e in mention.entities if e.code or e.sector)), draft)
            if kept.coded:
                return replace(kept, function="whom the pronoun stands for", direct=False)
    return Filling()


def widened(scene: Scene, draft: Draft, filling: Filling) -> Filling:
    """Add to recipients of whom no country is told ("civilians", "the plane") the closest country or place told with them."""
    if filling.named or any(e.sure for e in filling.coded) or draft.event == "CONSULT":
        return filling
    for mention in _mentions_beneath(scene, draft.match, deep=draft.event in _GENEROUS):
        told = mention.kind in ("country", "place", "demonym") and _told_with(scene, mention.head, draft.match.head)
        named = tuple(e for e in mention.entities if told and e.code and e.sure)
        kept = without(Filling(named, direct=False), draft)
        if kept.coded and mention.kind == "place" and {e.code for e in kept.coded} <= {e.code for e in filling.coded}:
            return filling  # a town in the country that they are of already tells where, not whom
        if kept.coded:
            return replace(filling, coded=(*filling.coded, *kept.coded), function=f"{filling.function} and the closest country")
    return filling


def _told_with(scene: Scene, token: int, head: int) -> bool:
    """Whether a name says where or of where: no agent, instrument, opponent or cause stands between it and the trigger."""
    sentence = scene.sentence
    apart = frozenset().union(*(scene.prepositions(f) for f in ("by", "with", "against", "for", "about")))
    above = sentence.ancestors(token)
    path = [token, *above[: above.index(head)]] if head in above else [token]
    return not any(syntax.preposition(sentence, t) in apart or sentence.deps[t] == "obl:agent" for t in path)


def _mentions_beneath(scene: Scene, match: Match, *, deep: bool = False) -> list[Mention]:
    """Mentions under a trigger and after it, in order; pronouns apart. `deep`: those of clauses without a finite verb too."""
    head = match.head
    tokens = _beneath(scene.sentence, head, deep=deep, relatives=match.entry.kind == "verb")
    agents = {a for c in scene.sentence.children[head] if scene.sentence.deps[c] == "obl:agent" for a in scene.sentence.subtree(c)}
    tokens = [t for t in tokens if t not in agents]
    found = (scene.mentions.headed(scene.sentence.sequence, t) for t in tokens if t > head)
    return [m for m in found if m is not None and m.kind != "pronoun"]


def _beneath(sentence: Sentence, head: int, *, deep: bool = False, relatives: bool = True) -> list[int]:
    """The tokens under a trigger, ascending, without subjects, adverbial clauses and predicates beside, `relatives` only if asked for."""
    found, queue = [], [head]
    while queue:
        current = queue.pop()
        found.append(current)
        for child in sentence.children[current]:
            if not relatives and sentence.deps[child] == "acl:relcl":
                continue
            nominal = sentence.relation(child) == "conj" and current != head and sentence.pos[child] in syntax.NOMINAL
            if nominal or sentence.relation(child) not in _APART or _reduced(sentence, child) or (deep and _infinite(sentence, child)):
                queue.append(child)
    return sorted(found)


def _infinite(sentence: Sentence, token: int) -> bool:
    """An adverbial clause without a finite verb ("gave money **to build** a dam in …")."""
    form = sentence.feature(token, "VerbForm")
    marked = bool(sentence.dependents(token, "mark", "case"))
    return sentence.relation(token) == "advcl" and (form == "Inf" or (form in ("Ger", "Part") and (marked or _after_noun(sentence, token))))


def _after_noun(sentence: Sentence, token: int) -> bool:
    """A participle that follows a noun without a comma ("people now **living** in …") modifies it, whatever the parser says."""
    before = [t for t in range(token) if sentence.pos[t] != "ADV"]
    return bool(before) and sentence.pos[before[-1]] in ("NOUN", "PROPN")


def _reduced(sentence: Sentence, token: int) -> bool:
    """A past participle right after a noun, which a parser took for an adverbial clause ("restrictions **imposed** on …")."""
    after = token > 0 and sentence.pos[token - 1] in ("NOUN", "PROPN")
    past = sentence.feature(token, "VerbForm") == "Part" and sentence.feature(token, "Tense") == "Past"
    return after and past and sentence.relation(token) == "advcl" and not sentence.dependents(token, "mark", "aux", "nsubj")


def deep_object(scene: Scene, draft: Draft) -> Filling:
    """The object of the clause under a verbal predicate ("refused to allow **the plane** to enter"), as a bare phrase."""
    sentence = scene.sentence
    for clause in sentence.dependents(draft.match.head, "xcomp", "ccomp"):
        filling = roles.resolve(scene, scene.objects(clause), "object of the clause", acting=False)
        if filling.bare:
            return replace(filling, coded=(), direct=False)
    return Filling()


def maker(scene: Scene, tokens: list[int]) -> Filling:
    """Who made the thing that is said to act ("Amnesty published **a report** accusing …"): the subject of the verb over it."""
    sentence = scene.sentence
    for token in tokens:
        above = sentence.heads[token]
        thing = sentence.pos[token] == "NOUN" and scene.mentions.headed(sentence.sequence, token) is None
        if thing and above != ROOT and sentence.relation(token) in _MADE and syntax.is_verbal(sentence, above):
            filling = roles.resolve(scene, [s for s in scene.subjects(above) if s != token], "maker of the subject", acting=True)
            if filling.coded:
                return replace(filling, bare=(), direct=False)
    return Filling()


def speaker(scene: Scene, verb: int, subjects: list[int]) -> Filling:
    """Whom a pronoun without referent stands for as subject of a content clause: who says it ("The UN said **it** will investigate")."""
    sentence, current = scene.sentence, verb
    if not all(sentence.feature(s, "PronType") == "Prs" for s in subjects):
        return Filling()
    while sentence.heads[current] != ROOT:
        above = sentence.heads[current]
        if sentence.relation(current) in ("ccomp", "advcl") and syntax.is_verbal(sentence, above):
            filling = roles.resolve(scene, scene.subjects(above), "subject of the clause above", acting=True)
            if filling.coded:
                return replace(filling, bare=(), direct=False)
        current = above
    return Filling()


def territory(scene: Scene, match: Match) -> Filling:
    """The country in whose power a passive arrest or verdict without an agent falls: the one in which it is done."""
    sentence, head = scene.sentence, match.head
    if match.entry.mode in _IN_POWER and syntax.is_passive(sentence, head):
        for token in syntax.oblique(sentence, head, scene.prepositions("in")):
            mention = scene.mentions.headed(sentence.sequence, token)
            if mention is not None and mention.kind in ("country", "place"):
                coded = tuple(e for e in mention.entities if e.code)
                return Filling(coded, (), "where it was done", direct=False)
    return Filling()


def before(scene: Scene, match: Match) -> Filling:
    """The subject of a finite verb that the parser left without one: the closest free mention before it in its clause."""
    sentence, verb = scene.sentence, match.head
    if match.entry.kind != "verb" or not (_finite(sentence, verb) or _misread(sentence, verb)):
        return Filling()
    for token in range(verb - 1, -1, -1):
        if sentence.feature(token, "VerbForm") == "Fin" and sentence.heads[token] != verb:
            break
        mention = scene.mentions.headed(sentence.sequence, token)
        free = (sentence.relation(token) in _FREE or _opens(sentence, token, verb)) and not syntax.preposition(sentence, token)
        if mention is not None and free:
            filling = roles.resolve(scene, [token], "the closest mention before the verb", acting=True)
            if filling.coded:
                return replace(filling, bare=(), direct=False)
    return Filling()


def _finite(sentence: Sentence, verb: int) -> bool:
    """A finite verb in the active, or a participle at the root with an object: a past tense that the tagger misread."""
    passive = sentence.dependents(verb, "nsubj:pass", "aux:pass")
    forms = (verb, *sentence.dependents(verb, "aux"))
    finite = any(sentence.feature(t, "VerbForm") == "Fin" for t in forms)
    return not passive and (finite or (sentence.heads[verb] == ROOT and bool(sentence.dependents(verb, "obj"))))


def _misread(sentence: Sentence, verb: int) -> bool:
    """A past tense read as a participle of its own object, after a name ("on Friday **lifted** bans")."""
    return sentence.relation(verb) == "amod" and verb > 0 and sentence.pos[verb - 1] == "PROPN" and sentence.heads[verb] > verb


def _opens(sentence: Sentence, token: int, verb: int) -> bool:
    """The subject, taken for the object of the clause before it ("Acting on a tip, **officers** arrested …")."""
    above = sentence.heads[token]
    return sentence.relation(token) == "obj" and above != ROOT and above < token < verb and "," in sentence.words[above:token]


def without(filling: Filling, draft: Draft) -> Filling:
    """Nobody is his own recipient: leave out the actors' words and name, their own state found inside a phrase, the troops they move.

    Who stands in the function himself stays: a president may pardon his predecessor.
    """
    actors = draft.actor.coded
    spans, names = {(e.start, e.end) for e in actors}, {e.name for e in actors if e.name}
    commanding = {e.code for e in actors if e.sector in ("GOV", "MIL", "COP")}
    states = {e.code for e in actors if e.code and e.sector == "GOV"}

    def own(entity: Entity) -> bool:
        forces = draft.event in _OWN_FORCES and entity.sector in ("MIL", "COP") and entity.code in commanding
        state = not filling.direct and entity.code in states and entity.sector in ("GOV", "MIL")
        return forces or state or (entity.start, entity.end) in spans or entity.name in names

    return replace(filling, coded=tuple(e for e in filling.coded if not own(e)))
