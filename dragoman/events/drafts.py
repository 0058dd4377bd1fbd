"""From matches to drafts: fill the parties and let embedded predicates decide type and mode, innermost first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events import fallback, parties, roles, syntax
from dragoman.events.composition import Outcome
from dragoman.events.match import mapping_of
from dragoman.events.roles import Filling
from dragoman.events.scene import governor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.events.composition import Composition
    from dragoman.events.match import Match
    from dragoman.events.scene import Scene
    from dragoman.model import Entity

_CONTENT = frozenset({"xcomp", "ccomp", "obj", "acl", "advcl", "obl", "nmod", "conj", "appos", "parataxis", "csubj"})
_SIBLING = frozenset({"conj", "parataxis", "appos"})  # stand beside a predicate, not under it
_NOMINAL_PLACES = frozenset({"obj", "obl", "nmod", "nsubj", "iobj", "appos"})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_DEPTH = 3  # how many nominal links down an embedded predicate is looked for ("lift embargoes on sales of arms")


@dataclass(slots=True)
class Draft:
    """An event in the making; private to the events stage."""

    match: Match
    event: str
    mode: str
    actor: Filling
    recipient: Filling
    aux: dict[str, str] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    confidence: float = 0.0
    factors: dict[str, float] = field(default_factory=dict)
    absorbed: bool = False


@dataclass(slots=True)
class Workshop:
    """Drafts of one sentence, made on demand and remembered by trigger head."""

    scene: Scene
    found: Mapping[int, Match]
    owners: dict[int, int] = field(default_factory=dict)
    made: dict[int, list[Draft]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which trigger each token belongs to."""
        self.owners = mapping_of(self.found)

    def all(self) -> list[Draft]:
        """Every draft that stands as an event, by trigger."""
        for head in sorted(self.found):
            self.at(head)
        self._absorb_aims()
        self._absorb_wishes()
        unique = {id(draft): draft for drafts in self.made.values() for draft in drafts if not draft.absorbed}
        return sorted(unique.values(), key=lambda d: d.match.head)

    def _absorb_wishes(self) -> None:
        """Wishes and hopes are no events (codebook, decision 2)."""
        sentence = self.scene.sentence
        for head, drafts in self.made.items():
            current, above = head, sentence.heads[head]
            while above != ROOT and above not in self.owners and sentence.relation(current) in ("xcomp", "ccomp", "obj", "advcl"):
                if sentence.lemmas[above] in self.scene.words.wishes:
                    for draft in drafts:
                        draft.absorbed = True
                current, above = above, sentence.heads[above]

    def _absorb_aims(self) -> None:
        """An act of force done for another one is one with it ("fired gas **to disperse** the crowd") and takes its recipient."""
        sentence = self.scene.sentence
        for head, drafts in self.made.items():
            if sentence.relation(head) != "advcl" or sentence.feature(head, "VerbForm") != "Inf":
                continue
            for outer in self.made.get(self.owners.get(sentence.heads[head], head), ()):
                for inner in drafts:
                    if outer is not inner and outer.event in _FORCE and inner.event in _FORCE and not inner.absorbed:
                        inner.absorbed = True
                        if not outer.recipient.coded and inner.recipient.coded:
                            outer.recipient = replace(inner.recipient, function=f"{inner.recipient.function} of its aim", direct=False)
                            outer.steps.append(f"its aim: {inner.event} “{self._word(inner)}” ({inner.rules[0]})")

    def at(self, head: int) -> list[Draft]:
        """The drafts that the match at `head` gives; several where an operator stands over a coordination."""
        if head not in self.made:
            self.made[head] = []  # a cycle in a broken tree finds nothing here and ends
            candidates = (self.found[head], *self.found[head].others)
            self.made[head] = next((made for match in candidates if (made := self._beside(self._make(match)))), [])
        return self.made[head]

    def _beside(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts with what their entries tell in the same words ("sentenced to prison"); none where an entry misses what it needs."""
        kept = [d for d in drafts if _has_what_it_needs(d)]
        more = [(d, outcome) for d in kept if len(d.rules) == 1 for outcome in d.match.entry.beside]
        return [*kept, *(_told_beside(d, outcome) for d, outcome in more)]

    def _make(self, match: Match) -> list[Draft]:
        entry = match.entry
        embedded = [d for head in self._content(match) for d in self.at(head)] if entry.composition else []
        if entry.composition is None:
            return [self._plain(match, [], entry.event)]
        table = entry.composition
        if table.adversarial:
            speaker = parties.actor(self.scene, match, self.owners)
            embedded = [d for d in embedded if _against(d, speaker)]
        if table.passes:
            return [self._passed(match, table, draft) for draft in embedded]
        outcome = self._outcome(match, table, embedded)
        if "content" in entry.needs and not embedded:
            return []
        if outcome is None or not (outcome.event or entry.event):
            return []
        draft = self._plain(match, embedded, outcome.event or entry.event)
        return [self._composed(draft, table, outcome, embedded)]

    def _outcome(self, match: Match, table: Composition, embedded: list[Draft]) -> Outcome | None:
        for inner in embedded:
            if inner.event == match.entry.event:  # "launched an appeal": the noun says the same, and more of it
                return Outcome(mode=inner.mode)
            listed = table.takes.get(f"{inner.event}.{inner.mode}") or table.takes.get(inner.event)
            if listed is not None:
                return listed
        return table.default

    def _composed(self, draft: Draft, table: Composition, outcome: Outcome, embedded: list[Draft]) -> Draft:
        draft.mode = outcome.mode if outcome.event else (draft.match.entry.mode or outcome.mode)
        for inner in embedded:
            draft.steps.append(f"{table.name}: over {inner.event} “{self._word(inner)}” ({inner.rules[0]})")
            inner.absorbed = inner.absorbed or table.absorbs(inner.event) or self._aim(inner, draft)
        return draft

    def _passed(self, match: Match, table: Composition, draft: Draft) -> Draft:
        """An operator hands the embedded event on, with its own subject where the event has no actor."""
        draft.rules.append(match.entry.id)
        draft.steps.append(f"{table.name}: under “{self.scene.sentence.words[match.head]}” ({match.entry.id})")
        for mode in (*table.aux, *match.entry.aux):
            draft.aux.setdefault(mode, self.scene.sentence.words[match.head])
        if not draft.actor.coded:
            actor = roles.fill(self.scene, match, match.entry.frame.actor, acting=True)
            if actor.coded and not _same(actor.coded, draft.recipient.coded):
                draft.actor = replace(actor, function=f"{actor.function} of the operator")
        return draft

    def _aim(self, inner: Draft, outer: Draft) -> bool:
        """What an act is done for, where it is of the same type: the same happening ("summoned the envoy **to protest**")."""
        sentence, head = self.scene.sentence, inner.match.head
        purpose = sentence.relation(head) == "advcl" and sentence.feature(head, "VerbForm") == "Inf"
        return purpose and inner.event == outer.event and inner.match.entry.kind == "verb"

    def _word(self, draft: Draft) -> str:
        return self.scene.sentence.words[draft.match.head]

    def _plain(self, match: Match, embedded: list[Draft], event: str) -> Draft:
        entry, scene = match.entry, self.scene
        draft = Draft(match, event, entry.mode, Filling(), Filling(), rules=[entry.id], confidence=entry.confidence)
        draft.aux.update(dict.fromkeys(entry.aux, scene.sentence.words[match.head]))
        draft.actor = parties.actor(scene, match, self.owners)
        if not entry.frame.reciprocal:
            draft.recipient = parties.recipient(self, draft, embedded)
        elif len(draft.actor.entities) == 1:
            draft.recipient = fallback.abroad(scene, draft)
        return draft

    def _content(self, match: Match) -> list[int]:
        """Heads of the matches in the content of a match, nearest first; a branch ends where it meets one."""
        sentence = self.scene.sentence
        heads: list[int] = []
        queue = [
            (child, 1)
            for token in (match.head, *sorted(match.taken))
            for child in sentence.children[token]
            if sentence.relation(child) not in _SIBLING or token in match.taken
        ]
        above = governor(self.scene, match.head) if match.entry.kind == "noun" else None
        if above is not None:
            queue.extend((child, 1) for child in sentence.children[above] if sentence.relation(child) in ("xcomp", "obl"))
        if match.entry.kind == "verb" and syntax.is_passive(sentence, match.head):
            queue.extend((s, 0) for s in sentence.dependents(match.head, "nsubj"))
        while queue:
            token, depth = queue.pop(0)
            if depth and sentence.relation(token) not in _CONTENT and not (token == match.head + 1 and syntax.is_gerund(sentence, token)):
                continue
            if self._circumstance(token) or (depth and (self._aside(token) or self._setting(match, token))):
                continue
            owner = self.owners.get(token)
            if owner is not None and owner != match.head and not self._mute(owner):
                if owner not in heads:
                    heads.append(owner)
                queue.extend((c, depth) for c in sentence.dependents(token, "conj") if self._continues(token, c))
                continue
            if depth < _DEPTH and sentence.deps[token] != "acl:relcl" and not self._adjunct(token):
                queue.extend((child, depth + 1) for child in sentence.children[token])
        return heads

    def _aside(self, token: int) -> bool:
        """A relative clause tells of a noun, not what is said; unless the noun is a clause of its own ("it was X who …")."""
        sentence = self.scene.sentence
        return sentence.deps[token] == "acl:relcl" and sentence.relation(sentence.heads[token]) in _NOMINAL_PLACES
    def _mute(self, head: int) -> bool:
        """A predicate that misses what it needs says nothing, and what stands under it counts."""
        return "actor" in self.found[head].entry.needs and not self.at(head)

    def _continues(self, verb: int, conjunct: int) -> bool:
        """An infinitive coordinated with an embedded one ("agreed to disarm **and join** the government") is content too."""
        sentence = self.scene.sentence
        return all(sentence.feature(t, "VerbForm") == "Inf" for t in (verb, conjunct)) and not sentence.dependents(conjunct, "nsubj")

    def _setting(self, match: Match, token: int) -> bool:
        """A complement before the verb, or one of time or cause ("after the talks, …"): the setting, not the content."""
        sentence = self.scene.sentence
        if sentence.relation(token) != "obl" or match.entry.kind != "verb":
            return False
        return token < match.head or syntax.preposition(sentence, token) in self.scene.words.settings

    def _circumstance(self, token: int) -> bool:
        """A finite clause that an interrogative adverb opens ("refused to meet him **when** he visited Cuba")."""
        sentence = self.scene.sentence
        return self._adjunct(token) and any(
            sentence.relation(c) == "advmod" and sentence.feature(c, "PronType") in ("Int", "Rel") for c in sentence.children[token]
        )

    def _adjunct(self, token: int) -> bool:
        """A finite adverbial clause ("when …", "after …") is no content."""
        sentence = self.scene.sentence
        return sentence.relation(token) == "advcl" and sentence.feature(token, "VerbForm") not in ("Inf", "Ger")


def _has_what_it_needs(draft: Draft) -> bool:
    needs = draft.match.entry.needs
    return ("actor" not in needs or bool(draft.actor.coded)) and ("recipient" not in needs or bool(draft.recipient.coded))


def _told_beside(draft: Draft, outcome: Outcome) -> Draft:
    """A second event of the same words and parties, after the one that the entry names first."""
    return replace(
        draft,
        event=outcome.event,
        mode=outcome.mode,
        aux=dict(draft.aux),
        rules=list(draft.rules),
        steps=[*draft.steps, f"{outcome.event} beside {draft.event}: the entry tells both"],
    )


def _against(draft: Draft, speaker: Filling) -> bool:
    """The deed of another state than the speaker's, told by a state, its government or its forces."""
    own = {e.code for e in speaker.coded if e.code and e.sector in ("GOV", "MIL")}
    doers = {e.code for e in draft.actor.coded if e.code}
    return bool(own and doers) and not own & doers and "negation" not in draft.aux


def _same(one: tuple[Entity, ...], other: tuple[Entity, ...]) -> bool:
    return bool({(e.code, e.sector, e.text) for e in one} & {(e.code, e.sector, e.text) for e in other})
