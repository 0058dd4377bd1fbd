"""Parties that a sentence leaves out and the text before makes plain; what is filled so is marked and less sure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.events.roles import Filling

if TYPE_CHECKING:
    from dragoman.analysis import Sentence
    from dragoman.events.drafts import Draft
    from dragoman.model import Entity

_REACH = 4  # sentences back
_SPOKEN = frozenset({"ACCUSE", "REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE", "SUPPORT"})
RECALLED = 0.7  # share of the confidence that stays where a role rests on an earlier sentence


@dataclass(slots=True)
class Memory:
    """The events told so far in the article, newest last, with the number of their sentence."""

    told: list[tuple[int, Draft]] = field(default_factory=list)

    def remember(self, sentence: Sentence, draft: Draft) -> None:
        """Add an event."""
        self.told.append((sentence.sequence, draft))

    def complete(self, sentence: Sentence, draft: Draft) -> None:
        """Fill the empty roles of a draft, in place, from the events before it; leaves it alone where nothing is plain."""
        if draft.match.entry.kind == "noun" and not draft.actor.coded and _definite(sentence, draft.match.head):
            self._same_again(sentence, draft)
        if draft.event in _SPOKEN and draft.actor.coded and not draft.recipient.entities:
            self._counterpart(sentence, draft)

    def _recent(self, sentence: Sentence) -> list[Draft]:
        return [d for number, d in reversed(self.told) if sentence.sequence - number <= _REACH]

    def _same_again(self, sentence: Sentence, draft: Draft) -> None:
        """A definite noun ("the attack", "la conversation") takes up the last event of its type, as far as the parties agree."""
        for earlier in self._recent(sentence):
            if earlier.event != draft.event or not earlier.actor.coded:
                continue
            if draft.recipient.coded and not _share(draft.recipient.coded, earlier.recipient.coded):
                continue
            draft.actor = _recalled(earlier.actor)
            if not draft.recipient.coded:
                draft.recipient = _recalled(earlier.recipient)
            draft.confidence *= RECALLED
            draft.steps.append(f"parties of the earlier {earlier.event} ({earlier.rules[0]})")
            return

    def _counterpart(self, sentence: Sentence, draft: Draft) -> None:
        """Who speaks in a talk speaks to the other side: the last CONSULT with this actor names it."""
        codes = {e.code for e in draft.actor.coded if e.code}
        for earlier in self._recent(sentence):
            if earlier.event != "CONSULT" or not codes & {e.code for e in earlier.actor.coded}:
                continue
            others = tuple(e for e in earlier.actor.coded if e.code not in codes)
            if others:
                draft.recipient = Filling(others, (), "the other side of the talk told before", direct=False)
                draft.confidence *= RECALLED
                draft.steps.append(f"recipient from the earlier CONSULT ({earlier.rules[0]})")
            return


def _recalled(filling: Filling) -> Filling:
    return replace(filling, bare=(), function="an earlier sentence", direct=False)


def _share(one: tuple[Entity, ...], other: tuple[Entity, ...]) -> bool:
    return bool({e.code for e in one} & {e.code for e in other})


def _definite(sentence: Sentence, noun: int) -> bool:
    return any(sentence.feature(c, "Definite") == "Def" for c in sentence.children[noun] if sentence.relation(c) == "det")
