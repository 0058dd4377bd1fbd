"""Parties that a sentence leaves out and the text before makes plain; what is filled so is marked and less sure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events.roles import Filling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.analysis import Sentence
    from dragoman.events.drafts import Draft
    from dragoman.model import Entity

_REACH = 2  # sentences back
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE", "SUPPORT"})
RECALLED = 0.7  # share of the confidence that stays where a role rests on an earlier sentence


@dataclass(slots=True)
class Memory:
    """The events told so far in the article, newest last, with the number of their sentence."""

    told: list[tuple[int, Draft]] = field(default_factory=list)

    def remember(self, sentence: Sentence, draft: Draft) -> None:
        """Add an event."""
        self.told.append((sentence.sequence, draft))

    def complete(self, sentence: Sentence, draft: Draft, beside: Sequence[Draft] = ()) -> None:
        """Fill the empty roles of a draft, in place, from the events before it; leaves it alone where nothing is plain.

        `beside` are the drafts before it in its own sentence.
        """
        if draft.match.entry.kind == "noun" and not draft.actor.coded:
            fragment = sentence.heads[draft.match.head] == ROOT and not sentence.heading
            if fragment or _definite(sentence, draft.match.head):
                self._same_again(sentence, draft, 1 if fragment else _REACH)
        if draft.event == "ASSAULT" and draft.match.entry.kind == "verb" and draft.match.taken and not draft.recipient.coded:
            self._sufferer(sentence, draft)
        if draft.event == "CONSULT" and len({e.code for e in draft.actor.coded}) == 1:
            self._other_party(sentence, draft, beside)
        if not draft.actor.coded and _points_back(sentence, draft.actor):
            self._doer(sentence, draft)
        if draft.event in _SPOKEN and draft.actor.coded and not draft.recipient.entities:
            self._counterpart(sentence, draft)

    def told_lately(self, sentence: Sentence, event: str) -> bool:
        """Tell whether one of the sentences before told of an event of this type."""
        return any(d.event == event for d in self._recent(sentence))

    def _recent(self, sentence: Sentence, reach: int = _REACH) -> list[Draft]:
        return [d for number, d in reversed(self.told) if sentence.sequence - number <= reach]

    def _same_again(self, sentence: Sentence, draft: Draft, reach: int = _REACH) -> None:
        """A definite noun, or one that is a sentence by itself, takes up the last event of its type, as far as the parties agree."""
        for earlier in self._recent(sentence, reach):
            if earlier.event != draft.event or not earlier.actor.coded:
                continue
            if draft.recipient.coded and not _share(draft.recipient.coded, earlier.recipient.coded):
                continue
            draft.actor = _recalled(earlier.actor)
            if not draft.recipient.coded:
                draft.recipient = _recalled(earlier.recipient)
            _less_sure(draft, f"parties of the earlier {earlier.event} ({earlier.rules[0]})")
            return

    def _sufferer(self, sentence: Sentence, draft: Draft) -> None:
        """Who claims a definite deed ("claimed **the attack**") did it to whom the last deed was done."""
        if not any(_definite(sentence, t) or _pointed(sentence, t) for t in draft.match.taken):
            return
        for earlier in self._recent(sentence):
            if earlier.event == draft.event and earlier.recipient.coded:
                draft.recipient = _recalled(earlier.recipient)
                _less_sure(draft, f"recipient of the earlier {earlier.event} ({earlier.rules[0]})")
                return

    def _other_party(self, sentence: Sentence, draft: Draft, beside: Sequence[Draft]) -> None:
        """A talk of which one side is told: the other is that of the talk it is coordinated with, or of the last talk of that side."""
        codes = {e.code for e in draft.actor.coded}
        for earlier in (*reversed(beside), *self._recent(sentence)):
            if earlier.event != "CONSULT":
                continue
            known = {e.code for e in earlier.actor.coded}
            others = tuple(e for e in earlier.actor.coded if e.code and e.code not in codes)
            if others and (earlier in beside or codes & known):
                chosen = others if codes & known else others[:1]
                draft.actor = replace(draft.actor, coded=(*chosen, *draft.actor.coded), direct=False)
                _less_sure(draft, f"the other party from the earlier CONSULT ({earlier.rules[0]})")
                return

    def _doer(self, sentence: Sentence, draft: Draft) -> None:
        """A demonstrative subject ("cela", "this") stands for what was told just before: its doer acts."""
        for earlier in self._recent(sentence, reach=1):
            if earlier.actor.coded:
                draft.actor = _recalled(earlier.actor)
                _less_sure(draft, f"the doer of the {earlier.event} told before ({earlier.rules[0]})")
                return

    def _counterpart(self, sentence: Sentence, draft: Draft) -> None:
        """Who speaks in a talk speaks to the other side: the last CONSULT with this actor names it."""
        codes = {e.code for e in draft.actor.coded if e.code}
        own = {(e.code, e.sector) for e in draft.actor.coded}
        for earlier in self._recent(sentence):
            if earlier.event != "CONSULT" or not codes & {e.code for e in earlier.actor.coded}:
                continue
            others = tuple(e for e in earlier.actor.coded if e.code not in codes)
            others = others or tuple(e for e in earlier.actor.coded if (e.code, e.sector) not in own)
            if others:
                draft.recipient = Filling(others, (), "the other side of the talk told before", direct=False)
                _less_sure(draft, f"recipient from the earlier CONSULT ({earlier.rules[0]})")
            return


def _less_sure(draft: Draft, step: str) -> None:
    draft.confidence *= RECALLED
    draft.steps.append(step)


def _points_back(sentence: Sentence, filling: Filling) -> bool:
    """A bare demonstrative pronoun in the role."""
    starts = {entity.start for entity in filling.bare}
    return any(start in starts and sentence.feature(t, "PronType") == "Dem" for t, start in enumerate(sentence.starts))


def _recalled(filling: Filling) -> Filling:
    return replace(filling, bare=(), function="an earlier sentence", direct=False)


def _share(one: tuple[Entity, ...], other: tuple[Entity, ...]) -> bool:
    return bool({e.code for e in one} & {e.code for e in other})


def _definite(sentence: Sentence, noun: int) -> bool:
    return any(sentence.feature(c, "Definite") == "Def" for c in sentence.children[noun] if sentence.relation(c) == "det")


def _pointed(sentence: Sentence, noun: int) -> bool:
    return any(sentence.feature(c, "PronType") == "Dem" for c in sentence.children[noun])
