"""Who acts and who is acted upon: from the functions of the frame down to the closest actor that none of them reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from dragoman.analysis import ROOT
from dragoman.events import fallback, roles, syntax
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
_MILITARY = frozenset({"troops", "weapons"})
_SAID = frozenset({"AGREE", "REQUEST", "THREATEN"})  # an offer or a demand that is refused or met is answered to whoever made it
_VAGUE = frozenset({"in", "for", "about", "on", "of", "content"})  # functions in which a phrase without a code may be a mere topic
_MUTUAL = frozenset({"AGREE"})  # several who agree do so with each other, unless another party is told
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
    if found.coded or found.named:
        return found
    if match.entry.kind != "noun":
        return _unplaced(scene, match, found)
    above = _noun_actor(scene, match, owners)
    if above.coded or (above.bare and not found.bare):
        return above
    holder = _holder(scene, match) if "of" in frame.actor else Filling()
    return holder if holder.coded else found


def _no_deed(scene: Scene, match: Match, found: Filling, owners: Mapping[int, int]) -> Filling:
    """Without the noun phrases that are deeds themselves ("**an attack** hit the hotel"): nobody acts there."""
    if match.entry.event in _BODILY and not found.named:
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


def _unplaced(scene: Scene, match: Match, found: Filling) -> Filling:
    """Who acts where the subject is a thing, or where the parser found none."""
    if "subj" not in match.entry.frame.actor:
        return found
    subjects = scene.subjects(match.head)
    if subjects:
        tried = (fallback.speaker(scene, match.head, subjects), fallback.maker(scene, subjects))
    else:
        tried = (fallback.before(scene, match), fallback.territory(scene, match))
    return next((f for f in tried if f.coded), found)


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
    reciprocal = match.entry.frame.reciprocal
    if not reciprocal and match.entry.mode != "visit":
        return Filling()  # who denies an allegation or survives an attack did not do it
    if sentence.relation(match.head) not in ("obj", "obl") or above == ROOT or not syntax.is_verbal(sentence, above):
        return Filling()
    if above in owners and sentence.relation(match.head) != "obl":
        return Filling()
    tokens = scene.subjects(above)
    if reciprocal and above not in owners:
        tokens = [*tokens, *(o for o in scene.objects(above) if o != match.head)]
    filling = roles.resolve(scene, tokens, "parties of the verb above", acting=True)
    return replace(filling, bare=(), direct=False) if filling.coded else Filling()


def recipient(drafting: Drafting, draft: Draft, embedded: list[Draft]) -> Filling:
    """The recipient: by function; where the filler is itself an event, the party of that event whom this one concerns."""
    scene, match = drafting.scene, draft.match
    found, blamed = _by_function(drafting, draft, embedded)
    if blamed and not found.coded:
        return found if found.bare else _blamed_act(scene, match)
    if not found.coded and not found.named:
        found = _elsewhere(scene, draft, embedded, found)
    return fallback.widened(scene, draft, found) if found.coded or draft.event in _BODILY else found


def _elsewhere(scene: Scene, draft: Draft, embedded: list[Draft], found: Filling) -> Filling:
    """Who is acted upon where no function of the frame names anybody: in the content, close by, or as a mere phrase."""
    if not draft.match.entry.frame.recipient:
        return next((f for f in (fallback.opposite(scene, draft), fallback.somewhere(scene, draft)) if f.entities), Filling())
    content = _of_content(scene, draft, embedded)
    if draft.event in _MUTUAL and len(draft.actor.coded) > 1 and not any(e.code and e.sure for e in content.coded):
        content = Filling()
    if content.coded or (found.bare and draft.event in _BODILY):
        return content if content.coded else found
    mutual = draft.event in _MUTUAL and len(draft.actor.coded) > 1
    undergoing = fallback.without(_undergoer(scene, draft.match), draft) if draft.match.entry.kind == "noun" else Filling()
    nearest = Filling() if mutual else _no_homeland(scene, fallback.nearest(scene, draft), draft)
    nearest = undergoing if undergoing.coded else nearest
    phrases = _no_pronouns(scene, found)
    if nearest.coded and phrases and found.function not in _VAGUE:  # who stands in his place, though without a code, stays
        return replace(nearest, bare=phrases, function=f"{found.function} and {nearest.function}")
    if nearest.coded:
        return nearest
    others = [undergoing, fallback.name_beneath(scene, draft), found]
    if not mutual:
        others[2:2] = [_phrase_of_content(draft, embedded)]
    if draft.event not in _MUTUAL:
        others += [fallback.deep_object(scene, draft), fallback.somewhere(scene, draft), _asked_for(scene, draft.match)]
    return next((f for f in others if f.bare), Filling())


def _no_pronouns(scene: Scene, found: Filling) -> tuple[Entity, ...]:
    sentence = scene.sentence
    pronouns = {sentence.starts[t] for t in range(len(sentence)) if sentence.pos[t] == "PRON"}
    return tuple(e for e in found.bare if e.start not in pronouns)


def _phrase_of_content(draft: Draft, embedded: list[Draft]) -> Filling:
    """The bare phrase that the embedded event concerns ("demanded the withdrawal of **the militia**")."""
    for inner in embedded:
        sides = (inner.actor if side == "actor" else inner.recipient for side in _concerned(draft))
        own = {(e.start, e.end) for e in draft.actor.entities}
        for filling in sides:
            bare = tuple(e for e in filling.bare if (e.start, e.end) not in own)
            if bare:
                return Filling(bare=bare, function=f"phrase of “{inner.match.entry.id}”", direct=False)
    return Filling()


def _asked_for(scene: Scene, match: Match) -> Filling:
    """An object that the entry asks for by its lemma ("expelled the **inspectors**"), where the frame has it acted upon."""
    if "obj" not in match.entry.frame.recipient:
        return Filling()
    return replace(roles.resolve(scene, match.site.objects, "obj", acting=False), coded=())


def _by_function(drafting: Drafting, draft: Draft, embedded: list[Draft]) -> tuple[Filling, bool]:
    """The first function of the frame with somebody in it, else the first phrase; true where the phrase is an act that is blamed."""
    scene, match = drafting.scene, draft.match
    phrase, blamed = Filling(), False
    for function in match.entry.frame.recipient:
        if function == "content":
            filling = _of_content(scene, draft, embedded)
        else:
            tokens = [t for t in roles.fillers(scene, match, function) if not _of_another(drafting, match, t, function)]
            owners = [o for t in tokens if (o := drafting.owners.get(t, match.head)) != match.head]
            events = [d for o in owners for d in drafting.at(o)]
            filling = _of_content(scene, draft, events)
            blamed = blamed or bool(events and _concerned(draft) == ("actor",))
            plain = [t for t in tokens if drafting.owners.get(t, match.head) == match.head or not blamed]
            if not filling.coded or (drafting.owners.get(tokens[0], match.head) == match.head and not blamed):
                other = roles.resolve(scene, plain, function, acting=False, taken=match.taken)
                filling = other if other.coded or not filling.coded else filling
            if filling.bare and not filling.coded:
                other = fallback.antecedent(scene, draft, tokens)
                filling = other if other.coded else filling
        kept = _no_homeland(scene, fallback.without(filling, draft), draft)
        if filling.coded and not kept.entities and function == "obj":  # his own council's bill: the bill
            kept = Filling(bare=tuple(roles.phrase(scene.sentence, t) for t in tokens if scene.sentence.pos[t] in syntax.NOMINAL))
        filling = kept
        if filling.coded or (filling.named and not phrase.bare):
            return filling, blamed
        if filling.bare and not phrase.bare:
            phrase = filling
    return phrase, blamed


def _of_another(drafting: Drafting, match: Match, token: int, function: str) -> bool:
    """A complement of an event inside ("demanded the withdrawal **from the port**") belongs to that one."""
    above = drafting.scene.sentence.heads[token]
    if function in ("obj", "clause", "of") or above == ROOT or match.entry.composition is None:
        return False
    if _behind_content(drafting, match, token):
        return True
    owner = drafting.owners.get(above, match.head)
    return owner != match.head and owner in drafting.scene.sentence.subtree(match.head) and above not in match.taken


def _behind_content(drafting: Drafting, match: Match, token: int) -> bool:
    """A complement behind the infinitive that tells what is threatened or refused ("to attack them, in response **to the ban**")."""
    sentence = drafting.scene.sentence
    clauses = [c for c in syntax.clauses(sentence, match.head) if drafting.owners.get(c, match.head) != match.head]
    return sentence.heads[token] == match.head and any(match.head < c < token for c in clauses)


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


def _concerned(draft: Draft) -> tuple[str, ...]:
    return _CONCERNED.get(draft.event, _CONCERNED_ELSE)


def _of_content(scene: Scene, draft: Draft, embedded: Iterable[Draft]) -> Filling:
    for inner in embedded:
        said = inner.event in _SAID and inner.match.entry.kind == "noun"
        for side in ("actor", "recipient") if said else _concerned(draft):
            kept = fallback.without(replace(inner.actor if side == "actor" else inner.recipient, direct=False), draft)
            others = tuple(e for e in kept.coded if not fallback.own_troops(e, draft))
            if others:
                return Filling(others, (), f"{side} of “{scene.sentence.words[inner.match.head]}”", direct=False)
    return Filling()
