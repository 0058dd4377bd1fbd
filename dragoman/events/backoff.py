"""Events between two parties whose predicate no lexicon entry knows, where the pack's model of relations is sure enough of the type.

The lexicon goes first: a verb that fires an entry, and parties that an event already joins, are left alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from dragoman.events import parties, roles
from dragoman.events.drafts import Draft
from dragoman.events.entry import Conditions, Entry
from dragoman.events.fallback import without
from dragoman.events.frames import Frame
from dragoman.events.match import Match
from dragoman.events.relation import NONE, features, model, tokens_of
from dragoman.events.roles import Filling
from dragoman.events.scene import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.events.drafts import Workshop
    from dragoman.events.relation import Opinion
    from dragoman.events.scene import Scene
    from dragoman.model import Entity
    from dragoman.packs.base import Pack

SURE = 0.5  # below this probability of its type the model's opinion is no event
TIED = {"actor": 0.6, "recipient": 0.25}  # from this probability on, a party is tied to the other side of an event
_TRUST = 0.8  # share of the probability that counts as the entry's confidence
_FRAME = Frame(("subj",), ("obj", "to", "with", "against", "on", "for", "in"))


def drafts(workshop: Workshop, made: Sequence[Draft], pack: Pack) -> Iterator[Draft]:
    """At most one draft a verb, in the order of the text."""
    relation, scene = model(pack), workshop.scene
    if relation is None:
        return
    for draft in between(workshop, made, pack):
        opinion = relation.opinion(
            features(scene, tokens_of(scene, draft.actor.entities), tokens_of(scene, draft.recipient.entities))
        )
        if opinion.best == NONE or opinion.probabilities[opinion.best] < SURE:
            continue
        if not any(other.event == opinion.best and _shared(draft, other) for other in made):
            yield _told(draft, opinion, pack.language)


def between(workshop: Workshop, made: Sequence[Draft], pack: Pack) -> Iterator[Draft]:
    """What two parties might do by a verb that no entry knows, without a type: the verb's subject, and whom it reaches."""
    scene, said = workshop.scene, saying(pack)
    busy = {t for d in made for t in (d.match.head, *d.match.tokens, *d.match.taken)} | _consumed(workshop)
    for verb in range(len(scene.sentence)):
        if verb in busy or scene.sentence.lemmas[verb] in said or not _may_act(workshop, verb):
            continue
        site = Site(verb, (verb,), tuple(scene.objects(verb)))
        draft = _between(workshop, Match(_entry("", ""), site, frozenset()))
        if draft is not None and not any(_joined(draft, other) for other in made):
            yield draft


def complete(scene: Scene, draft: Draft, pack: Pack) -> None:
    """Fill a side that the sentence's grammar left without a political actor, in place, where the model ties one to the other side."""
    relation, frame = model(pack), draft.match.entry.frame
    if relation is None or frame.reciprocal or not frame.recipient or bool(draft.actor.coded) == bool(draft.recipient.coded):
        return
    known = draft.actor if draft.actor.coded else draft.recipient
    fixed = tokens_of(scene, known.entities)
    best: tuple[float, tuple[Entity, ...]] = (TIED["recipient" if known is draft.actor else "actor"], ())
    for mention in scene.mentions.inside(scene.sentence.sequence, 0, len(scene.sentence) - 1):
        tokens = frozenset(range(mention.first, mention.last + 1))
        coded = without(Filling(tuple(e for e in mention.entities if e.code), direct=False), draft).coded
        if not coded or tokens & fixed or mention.kind == "pronoun" or draft.match.head in tokens:
            continue
        pair = (fixed, tokens) if known is draft.actor else (tokens, fixed)
        chance = relation.opinion(features(scene, *pair)).probabilities.get(draft.event, 0.0)
        best = max(best, (chance, coded), key=lambda one: one[0])
    if best[1]:
        filling = Filling(best[1], (), f"tied to the other side by the model of relations ({best[0]:.2f})", direct=False)
        if known is draft.actor:
            draft.recipient = replace(filling, bare=draft.recipient.bare)
        else:
            draft.actor = replace(filling, bare=draft.actor.bare)


def _consumed(workshop: Workshop) -> set[int]:
    """The triggers of drafts that another one took in."""
    return {head for head, made in workshop.made.items() if made}


@cache
def saying(pack: Pack) -> frozenset[str]:
    """Verbs of saying and thinking: what they tell is a claim; where they are acts too, the lexicon knows them."""
    kinds = ("speech", "attitude")
    return frozenset(str(w).split()[0] for entry in pack.document("claims/verbs") if entry.get("kind") in kinds for w in entry["words"])


def _may_act(workshop: Workshop, token: int) -> bool:
    sentence = workshop.scene.sentence
    if sentence.pos[token] != "VERB" or sentence.relation(token) in ("aux", "cop", "amod", "case", "mark", "compound"):
        return False
    return not any(sentence.relation(child) == "ccomp" for child in sentence.children[token])


def _between(workshop: Workshop, match: Match) -> Draft | None:
    """A draft with a political actor and somebody acted upon; None where the verb has not both."""
    draft = Draft(match, "", "", Filling(), Filling())
    draft.actor = roles.fill(workshop.scene, match, _FRAME.actor, acting=True)
    if not draft.actor.coded or _pronouns(workshop.scene, draft.actor):
        return None
    draft.recipient = parties.recipient(workshop, draft, [])
    return draft if draft.recipient.coded and not _pronouns(workshop.scene, draft.recipient) else None


def _pronouns(scene: Scene, filling: Filling) -> bool:
    """Whether only pronouns stand there: what they do is told more plainly elsewhere."""
    return all(scene.sentence.pos[t] in ("PRON", "DET") for t in tokens_of(scene, filling.entities))


def _joined(draft: Draft, other: Draft) -> bool:
    """Whether an event already stands between the same two."""
    acting = {(e.start, e.end) for e in other.actor.entities} & {(e.start, e.end) for e in draft.actor.entities}
    sides = other.recipient.entities or other.actor.entities
    return bool(acting) and bool({(e.start, e.end) for e in sides} & {(e.start, e.end) for e in draft.recipient.entities})


def _shared(draft: Draft, other: Draft) -> bool:
    """Whether a party of one is a party of the other: an event of the same type between them is told already."""
    codes = {e.code for side in (draft.actor, draft.recipient) for e in side.coded if e.code}
    return bool(codes & {e.code for side in (other.actor, other.recipient) for e in side.coded})


def _told(draft: Draft, opinion: Opinion, language: str) -> Draft:
    entry = _entry(language, opinion.best)
    chance = opinion.probabilities[opinion.best]
    match = Match(entry, draft.match.site, frozenset())
    step = f"no entry knows the verb; the model of relations gives {opinion.best} {chance:.2f} by {', '.join(opinion.because)}"
    confidence = round(chance * _TRUST, 3)
    return Draft(match, opinion.best, "", draft.actor, draft.recipient, rules=[entry.id], steps=[step], confidence=confidence)


@cache
def _entry(language: str, event: str) -> Entry:
    """What stands in for a lexicon entry, so that a draft of the model is like any other."""
    nothing = Conditions()
    identifier = f"{language}.relation.{event.lower()}"
    return Entry(identifier, "verb", (), event, "", _FRAME, nothing, nothing, None, (), "", 1.0, ())

