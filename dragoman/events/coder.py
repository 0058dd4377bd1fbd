"""The events of an article: matches → drafts → records, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events import backoff, circumstances, fallback, roles, syntax
from dragoman.events.announced import settle_announced
from dragoman.events.composition import compositions
from dragoman.events.confidence import Surroundings, factors, probability, strength, told
from dragoman.events.discourse import Memory
from dragoman.events.drafts import Draft, Workshop
from dragoman.events.fallback import HELD
from dragoman.events.match import index, matches
from dragoman.events.modality import modal_words, modes
from dragoman.events.relation import seconded
from dragoman.events.roles import Filling
from dragoman.events.same_day import dated_alike
from dragoman.events.scene import Scene
from dragoman.events.topic import topic
from dragoman.events.words import function_words
from dragoman.events.worth import grounded, political
from dragoman.model import Event, Evidence, Span, content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dragoman.actors import Mentions
    from dragoman.analysis import Analysis, Sentence
    from dragoman.events.circumstances import Circumstances
    from dragoman.events.match import Match
    from dragoman.events.topic import Topic
    from dragoman.model import Article, Entity
    from dragoman.packs.base import Pack

_FUTURE = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_PROMISED = "AGREE"
_GIVEN = frozenset({"release", "disarm", "access"})  # modes of RETREAT that give the other side something: promised, they are agreed
_REFUSED = {
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "CONSULT": "meet",
    "AID": "assist",
    "SUPPORT": "assist",
    "COOPERATE": "assist",
    "AGREE": "assist",
}
_PLACES = frozenset({"place", "country", "region"})
_BODY = 3  # events after the title in which its actor is looked for
_MEANS = frozenset({"MOBILIZE", "PROTEST", "COERCE"})  # types whose mode tells another act
_VERBAL = frozenset({"AGREE", "CONCEDE", "REQUEST", "THREATEN"})


def code(analysis: Analysis, mentions: Mentions, pack: Pack, article: Article) -> tuple[Event, ...]:
    """All events of an article by the order of their triggers; attribution is left empty, the claims stage fills it."""
    lexicon, words = index(pack), function_words(pack)
    contexts = circumstances.article_contexts(analysis, pack)
    found: list[Event] = []
    memory, about = Memory(), topic(analysis, mentions)
    facts: Circumstances | None = None
    atlas = circumstances.Atlas(mentions, pack)
    for sentence in analysis.sentences:
        lasted = circumstances.following(sentence, pack)
        _note_duration(found, lasted)
        scene = Scene(sentence, mentions, words)
        fired, rejected = matches(scene, lexicon)
        for draft in _drafts(scene, fired, (memory, about, len(analysis.sentences)), pack):
            if lasted and found and draft.event == found[-1].event and draft.match.entry.kind == "noun":
                continue  # "The talks lasted two hours." tells of the same talks
            memory.remember(sentence, draft)
            facts = circumstances.describe(sentence, draft.match.head, atlas, pack, article.date, facts)
            found.append(_event(draft, sentence, article, facts, contexts, tuple(rejected)))
    return dated_alike(tuple(_titled(found, analysis)))


def _titled(found: list[Event], analysis: Analysis) -> Iterator[Event]:
    """A title leaves out who acts: the first sentences tell it, where they tell the same happening with the same victims."""
    headings = {s.span.start for s in analysis.sentences if s.heading}
    for number, event in enumerate(found):
        body = [e for e in found[number + 1 : number + 1 + _BODY] if e.sentence.start not in headings and e.event == event.event]
        same = next((e for e in body if e.actor and _suffer_alike(event, e)), None)
        if event.sentence.start not in headings or event.actor or same is None:
            yield event
            continue
        steps = (*event.evidence.steps, f"actor: told below the title ({same.evidence.rule})")
        yield replace(event, actor=same.actor, evidence=replace(event.evidence, steps=steps))


def _suffer_alike(one: Event, other: Event) -> bool:
    return bool({e.code for e in one.recipient if e.code} & {e.code for e in other.recipient if e.code})


def _drafts(scene: Scene, fired: Mapping[int, Match], known: tuple[Memory, Topic, int], pack: Pack) -> Iterator[Draft]:
    """The events of one sentence, with their modes, completed from what was told before."""
    memory, about, sentences = known
    workshop = Workshop(scene, fired)
    drafts = workshop.all()
    for draft in drafts:
        backoff.complete(scene, draft, pack)
    drafts += backoff.drafts(workshop, drafts, pack)
    for number, draft in enumerate(drafts):
        for mode, word in modes(scene, draft.match.head, modal_words(pack)).items():
            draft.aux.setdefault(mode, word)
        _settle_negation(draft)
        _settle_future(draft)
        settle_announced(draft, scene)
        _settle_imperative(draft, scene)
        if draft.event == "REJECT" and not draft.recipient.coded:
            awaited = fallback.awaited(scene, draft)
            draft.recipient = awaited if awaited.entities else draft.recipient
        memory.complete(scene.sentence, draft, drafts[:number])
        about.complete(scene.sentence, draft)
        about.victim(scene.sentence, draft)
        about.address(scene.sentence, draft, (*memory.told, *((scene.sentence.sequence, d) for d in drafts[:number])))
        if draft.recipient.function == HELD and len(draft.actor.entities) > 1:
            draft.recipient = Filling()  # the other side is told after all: the place is only a place
    placed, protested = _names_place(scene), memory.told_lately(scene.sentence, "PROTEST") or any(d.event == "PROTEST" for d in drafts)
    worth = [d for d in drafts if grounded(d, scene.sentence.relation(d.match.head))]
    worth = [d for d in worth if political(d, protested=protested) or (placed and d.match.entry.unnamed)]
    kept = list(_once([d for d in worth if not _background(d, scene)], scene.sentence))
    for draft in kept:
        draft.factors = factors(draft, scene.sentence, Surroundings(len(kept) - 1, sentences), _seconded(scene, draft, pack))
    yield from kept


def _seconded(scene: Scene, draft: Draft, pack: Pack) -> float | None:
    """What the model of relations says of the draft's type between its sides; of a meeting, between its first party and the others."""
    first, others = draft.actor.entities, draft.recipient.entities
    if not others and draft.match.entry.frame.reciprocal:
        first, others = first[:1], first[1:]
    return seconded(scene, pack, draft.event, first, others)


def _note_duration(found: list[Event], duration: str) -> None:
    """A sentence of its own may say how long the talk before it lasted."""
    if duration and found and not found[-1].duration:
        steps = (*found[-1].evidence.steps, f"duration {duration}: told by the next sentence")
        found[-1] = replace(found[-1], duration=duration, evidence=replace(found[-1].evidence, steps=steps))


def _names_place(scene: Scene) -> bool:
    """The sentence names where it happens, which lets an attack of unnamed parties on unnamed parties stand."""
    sentence = scene.sentence
    return any(m.kind in _PLACES for m in scene.mentions.inside(sentence.sequence, 0, len(sentence) - 1))


def _settle_negation(draft: Draft) -> None:
    """What an entry tells under negation ("did not accept", "gave no permission" is a refusal), unless it is only supposed."""
    outcome = draft.match.entry.negated
    if outcome is None or "negation" not in draft.aux or "hypothetical" in draft.aux or draft.event != draft.match.entry.event:
        return
    words = " ".join(draft.aux.pop(a) for a in ("future", "negation") if a in draft.aux)
    draft.steps.append(f"{draft.event} under negation (“{words}”) is {outcome.event}")
    draft.event, draft.mode = outcome.event, outcome.mode


def _background(draft: Draft, scene: Scene) -> bool:
    """A noun without parties of its own that only says who somebody is ("the organisers of **the march**"): no new telling of it."""
    sentence, head = scene.sentence, draft.match.head
    if draft.match.entry.kind != "noun" or sentence.relation(head) != "nmod" or (draft.actor.direct and draft.actor.coded):
        return False
    if draft.recipient.direct and draft.recipient.coded:
        return False
    above = scene.mentions.headed(sentence.sequence, sentence.heads[head])
    return above is not None and above.kind in ("role", "person", "group")


def _settle_future(draft: Draft) -> None:
    """Settle the sure future (codebook, auxiliary modes and border cases).

    Of cooperation it is an agreement, of a withdrawal a concession, and under negation a refusal; a verbal act to come keeps its type.
    """
    if "future" not in draft.aux or "hypothetical" in draft.aux:
        return
    event, mode = draft.event, ""
    if "negation" in draft.aux:
        event, mode = ("REJECT", _REFUSED[draft.event]) if draft.event in _REFUSED else (event, draft.mode)
    elif draft.event in _FUTURE:
        event = _PROMISED if draft.mode in _GIVEN else _FUTURE[draft.event]
    elif draft.event in _VERBAL:
        draft.aux.pop("future")
        return
    if event != draft.event:
        words = " ".join(draft.aux.pop(a) for a in ("future", "negation") if a in draft.aux)
        draft.steps.append(f"{draft.event} to come (“{words}”) is {event}")
        draft.event, draft.mode = event, mode


def _settle_imperative(draft: Draft, scene: Scene) -> None:
    """What a quotation tells others to do is a demand of its speaker ("« **Libérez** les otages », a lancé X")."""
    sentence, head = scene.sentence, draft.match.head
    above = sentence.heads[head]
    tokens = (head, above) if above != ROOT and sentence.relation(head) == "obj" else (head,)
    if draft.event == "REQUEST" or not any(sentence.feature(t, "Mood") == "Imp" for t in tokens):
        return
    speaker = roles.resolve(scene, syntax.speakers(sentence, tokens[-1]), "speaker", acting=True)
    if not speaker.coded:
        return
    demand = compositions()["request"]
    outcome = demand.takes.get(draft.event, demand.default)
    draft.steps.append(f"{draft.event} in the imperative is REQUEST")
    draft.event, draft.mode = "REQUEST", outcome.mode if outcome else ""
    draft.actor, draft.recipient = speaker, Filling()


def _once(drafts: list[Draft], sentence: Sentence) -> Iterator[Draft]:
    """One happening once a sentence: of two drafts of a type whose parties do not differ, the surer one stays."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (-strength(d), d.match.head)):
        same = next((other for other in kept if _same_happening(draft, other, sentence)), None)
        if same is None:
            kept.append(draft)
        else:
            _merge(same, draft)
    yield from sorted(kept, key=lambda d: d.match.head)


def _merge(kept: Draft, draft: Draft) -> None:
    """Add to the draft that stays whom the other one names beside ("attacked a base, killing ten soldiers")."""
    known = {(e.start, e.end) for e in kept.recipient.entities}
    more = tuple(e for e in draft.recipient.coded if (e.start, e.end) not in known)
    means = kept.event == "ASSAULT" and (draft.match.entry.kind, kept.match.entry.kind) == ("noun", "verb")  # "**air strikes** killed …"
    kept.mode = (draft.mode or kept.mode) if means else (kept.mode or draft.mode)
    kept.steps.append(f"the same happening as “{draft.rules[0]}” tells")
    if draft.actor.coded and not kept.actor.coded and not known & {(e.start, e.end) for e in draft.actor.coded}:
        kept.actor = draft.actor
    if draft.recipient.coded and not kept.recipient.coded:
        kept.recipient = draft.recipient
    elif more:
        kept.recipient = replace(kept.recipient, coded=(*kept.recipient.coded, *more))
        kept.steps.append(f"recipient also from “{draft.rules[0]}” of the same happening")


def _same_happening(one: Draft, other: Draft, sentence: Sentence) -> bool:
    if one.event != other.event or ("negation" in one.aux) != ("negation" in other.aux):
        return False
    if not _compatible(one.actor.entities, other.actor.entities) or _other_means(one, other, sentence):
        return False
    return _compatible(one.recipient.entities, other.recipient.entities) or (one.event == "ASSAULT" and _one_deed(one, other, sentence))


def _other_means(one: Draft, other: Draft, sentence: Sentence) -> bool:
    """Two coordinated verbs that tell of different means are two acts ("massed troops **and mined** the roads")."""
    first, second = one.match.head, other.match.head
    joined = any(sentence.relation(a) == "conj" and sentence.heads[a] == b for a, b in ((first, second), (second, first)))
    verbs = (one.match.entry.kind, other.match.entry.kind) == ("verb", "verb")
    return joined and verbs and one.event in _MEANS and bool(one.mode and other.mode) and one.mode != other.mode


def _one_deed(one: Draft, other: Draft, sentence: Sentence) -> bool:
    """A deed and what it did to whom ("shelled a town, **killing** ten", "ten died and two were wounded in **the explosion**")."""
    first, second = one.match.head, other.match.head
    for inner, outer in ((first, second), (second, first)):
        if sentence.heads[inner] == outer and sentence.deps[inner] != "acl:relcl":
            relation = sentence.relation(inner)
            nameless = not one.actor.coded and not other.actor.coded
            return relation in ("advcl", "acl", "obl", "nmod", "nsubj") or (relation == "conj" and nameless)
    return False


def _compatible(one: tuple[Entity, ...], other: tuple[Entity, ...]) -> bool:
    """Two fillings agree where all parties of one are among those of the other."""
    first, second = {_key(e) for e in one}, {_key(e) for e in other}
    return first <= second or second <= first


def _key(entity: Entity) -> tuple[str, str]:
    return (entity.code, entity.sector) if entity.code or entity.sector else ("", entity.text)


def _event(
    draft: Draft, sentence: Sentence, article: Article, facts: Circumstances, contexts: tuple[str, ...], rejected: tuple[str, ...]
) -> Event:
    trigger = _trigger(draft, sentence)
    aux = set(draft.aux) | ({"historical"} if facts.historical else set())
    channel = draft.match.entry.channel or facts.channel
    mode = draft.mode
    if draft.event == "CONSULT" and channel in ("call", "video link") and mode in ("", "multilateral"):
        mode = "phone"
    if draft.event == "CONSULT" and not mode and _many(draft.actor.entities):
        mode = "multilateral"
    return Event(
        id=content_id(article.id, article.text[trigger.start : trigger.end], trigger.start, draft.event, draft.mode),
        event=draft.event,
        mode=mode,
        actor=draft.actor.entities,
        recipient=draft.recipient.entities,
        trigger=trigger,
        sentence=sentence.span,
        evidence=Evidence(draft.rules[0], tuple(_steps(draft)), rejected, tuple(draft.factors.items())),
        aux=tuple(sorted(aux)),
        date=facts.date,
        date_basis=facts.date_basis,
        enddate=facts.enddate,
        context=tuple(dict.fromkeys((*facts.context, *contexts))),
        place=facts.place,
        place_code=facts.place_code,
        location=facts.location,
        channel=channel if draft.event in ("CONSULT", "AGREE") else "",
        duration=facts.duration,
        confidence=probability(draft.factors),
    )


def _many(parties: tuple[Entity, ...]) -> bool:
    """More than two parties, or an alliance among them."""
    return len({e.code or e.text for e in parties}) > 2 or any(len(e.members) > 1 for e in parties)


def _trigger(draft: Draft, sentence: Sentence) -> Span:
    """The predicate's own words where they stand together, else its head."""
    tokens = sorted({draft.match.head, *draft.match.tokens})
    if tokens[-1] - tokens[0] == len(tokens) - 1:
        return sentence.cut(tokens[0], tokens[-1])
    return sentence.cut(draft.match.head, draft.match.head)


def _steps(draft: Draft) -> Iterator[str]:
    yield f"entry {draft.match.entry.id} fires"
    for name, side in (("actor", draft.actor), ("recipient", draft.recipient)):
        if side.entities:
            parties = ", ".join(f"“{e.text}” {e.code or '-'} {e.sector}".rstrip() for e in side.entities)
            yield f"{name}: {parties} as {side.function}" + ("" if side.direct else " (inside the phrase)")
        else:
            yield f"{name}: none found"
    yield from draft.steps
    for mode, word in draft.aux.items():
        yield f"{mode}: “{word}”"
    yield told(draft.factors)
