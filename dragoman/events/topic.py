"""The country an article is about, for events that name no party and for blame whose address the sentence leaves out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.events.discourse import RECALLED
from dragoman.events.roles import Filling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.actors import Mentions
    from dragoman.analysis import Analysis, Sentence
    from dragoman.events.drafts import Draft
    from dragoman.model import Entity

_GOVERNMENT, _FORCES, _PRIVATE = "GOV", "MIL", "CVL"
_NAMED = frozenset({"country", "demonym", "place"})
_TITLES = frozenset({"country", "place", "organisation"})
_BLAMED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "REJECT"})
_BLAMING = frozenset({"ACCUSE"})
_ADDRESSED = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN", "PROTEST", "CONCEDE", "SANCTION"})
_DISSENT = frozenset({"REJECT", "PROTEST"})
_DISSENTERS = frozenset({"OPP", "PTY", "CVL", "LAB", "EDU", "ELI", "REL"})
_ORGANISED = frozenset({"OPP", "PTY", "LAB"})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_LAWLESS = frozenset({"UAF", "CRM", "UNK"})
_DOMESTIC = frozenset({("COERCE", "curfew"), ("COERCE", "martial-law"), ("PROTEST", "demo"), ("PROTEST", "strike"), ("PROTEST", "riot")})
_SUFFERED = frozenset({"ASSAULT"})
_REACH = 4  # sentences back
_SURE = 0.5  # how sure a noun must be to tell of something inside the article's country
_LEADING = 3  # a topic before a colon has at most so many tokens


@dataclass(frozen=True, slots=True)
class Topic:
    """The country named before a title's colon ("Mali : …"), else the one most often named; None where no country is."""

    country: Entity | None
    titled: bool
    part: bool = False  # the title names a town or a part of the country: its government and forces are not who acts there

    def complete(self, sentence: Sentence, draft: Draft) -> None:
        """Give an event without any party the topic's country, in place: in the title, and for what only happens inside a country."""
        if self.country is None or draft.actor.coded or draft.recipient.coded:
            return
        plain = draft.match.entry.requires.count > 0 or draft.match.entry.kind == "verb" or draft.confidence >= _SURE
        if not ((self.titled and sentence.heading) or ((draft.event, draft.mode) in _DOMESTIC and plain)):
            return
        sector = _PRIVATE if draft.event in ("PROTEST", *_SUFFERED) else _GOVERNMENT
        filling = Filling((replace(self.country, sector=sector),), (), "the article's country", direct=False)
        if draft.event in _SUFFERED:
            draft.recipient = filling
        else:
            draft.actor = filling
        _less_sure(draft, f"party: the country that the article is about ({self.country.code})")

    def victim(self, sentence: Sentence, draft: Draft) -> None:
        """In a title, what befalls another country is done by the topic's; the things of an act of force stand in the topic's country."""
        if self.country is None:
            return
        if draft.match.entry.frame.reciprocal:
            self._party(sentence, draft)
        if draft.match.entry.frame.reciprocal or draft.event not in _FORCE:
            return
        codes = {e.code for e in draft.recipient.coded}
        if self.titled and not self.part and sentence.heading and codes and self.country.code not in codes and not draft.actor.entities:
            draft.actor = Filling((replace(self.country, sector=_FORCES),), (), "the article's country", direct=False)
            _less_sure(draft, f"actor: the country that the title is about ({self.country.code})")
        if draft.actor.coded and draft.recipient.bare and not draft.recipient.coded and draft.match.entry.frame.recipient:
            placed = tuple(replace(e, code=self.country.code) for e in draft.recipient.bare)
            draft.recipient = replace(draft.recipient, coded=placed, bare=(), direct=False)
            draft.steps.append(f"recipient: a thing in the country that the article is about ({self.country.code})")

    def _party(self, sentence: Sentence, draft: Draft) -> None:
        """In a title, what is done with one party is done by the topic's government ("Mali : accord **avec les rebelles**")."""
        known = {(e.code, e.sector) for e in draft.actor.coded}
        if self.country is None or not (self.titled and sentence.heading) or len(known) != 1 or (self.country.code, _GOVERNMENT) in known:
            return
        government = replace(self.country, sector=_GOVERNMENT)
        draft.actor = replace(draft.actor, coded=(government, *draft.actor.coded), direct=False)
        _less_sure(draft, f"the other party: the country that the title is about ({self.country.code})")

    def address(self, sentence: Sentence, draft: Draft, told: Sequence[tuple[int, Draft]]) -> None:
        """Give a verbal act without an address, in place, whom the text before makes plain.

        Whom the same speaker speaks to in the same sentence; for blame the doer of what was told before; for blame, for dissent of other
        than the government, and for what other countries say, the topic's government.
        """
        frame = draft.match.entry.frame
        if draft.event not in _ADDRESSED or draft.mode == "investigate" or draft.recipient.coded or frame.reciprocal or not frame.recipient:
            return
        if not draft.actor.coded or any(e.sector in _LAWLESS for e in draft.actor.coded):
            return
        own = {(e.code, e.sector) for e in draft.actor.coded}
        shared = self._beside(sentence, own, told)
        if shared is not None and draft.match.entry.kind == "verb":
            draft.recipient = replace(shared.recipient, bare=(), function="whom the same speaker addresses", direct=False)
            _less_sure(draft, f"recipient: as of the {shared.event} beside it ({shared.rules[0]})")
            return
        if draft.event in _BLAMING:
            for number, earlier in reversed(told):
                if sentence.sequence - number > _REACH:
                    break
                doers = tuple(e for e in earlier.actor.coded if e.code and (e.code, e.sector) not in own)
                if earlier.event in _BLAMED and doers and "negation" not in earlier.aux:
                    draft.recipient = Filling(doers, (), "an earlier sentence", direct=False)
                    _less_sure(draft, f"recipient: the doer of the {earlier.event} told before ({earlier.rules[0]})")
                    return
        if self.country is not None and self._concerned(draft, own, self.country.code):
            draft.recipient = Filling((replace(self.country, sector=_GOVERNMENT),), (), "the article's country", direct=False)
            _less_sure(draft, f"recipient: the government of the country that the article is about ({self.country.code})")

    def _beside(self, sentence: Sentence, own: set[tuple[str, str]], told: Sequence[tuple[int, Draft]]) -> Draft | None:
        """The last verbal act of the same speaker in the same sentence that has a recipient told there."""
        for number, earlier in reversed(told):
            if number != sentence.sequence:
                return None
            same = own == {(e.code, e.sector) for e in earlier.actor.coded}
            if same and earlier.event in _ADDRESSED and earlier.recipient.coded:
                return earlier
        return None

    def _concerned(self, draft: Draft, own: set[tuple[str, str]], code: str) -> bool:
        """Whether the government of the topic's country is who is meant."""
        if (code, _GOVERNMENT) in own:
            return False
        foreign = code not in {c for c, _ in own} and all(c for c, _ in own) and not self.part
        organised = draft.event == "REQUEST" and all(sector in _ORGANISED for _, sector in own)
        if organised and not draft.recipient.bare:
            return True
        dissent = draft.event in _DISSENT and bool(draft.recipient.bare) and all(sector in _DISSENTERS for _, sector in own)
        return draft.event in _BLAMING or foreign or dissent


def topic(analysis: Analysis, mentions: Mentions) -> Topic:
    """Find what country an article is about; a single sentence, whose roles tell all there is, is about none."""
    named = [(m, m.entities[0]) for m in mentions.all if m.kind in _NAMED and len(m.entities) == 1 and m.entities[0].code]
    headings = {s.sequence: s for s in analysis.sentences[:2] if s.heading}
    for mention in mentions.all:
        sentence = headings.get(mention.sentence)
        if sentence is None or mention.last >= _LEADING or mention.kind not in _TITLES:
            continue
        if len(mention.entities) != 1 or not mention.entities[0].code:
            continue
        if mention.last + 1 < len(sentence) and sentence.words[mention.last + 1] == ":":
            return Topic(mention.entities[0], titled=True, part=mention.kind == "place")
    counts = Counter(entity.code for _, entity in named)
    if not counts or len(analysis.sentences) == 1:
        return Topic(None, titled=False)
    (code, most), *others = counts.most_common(2)
    if others and others[0][1] == most:
        return Topic(None, titled=False)
    return Topic(next(entity for _, entity in named if entity.code == code), titled=False)


def _less_sure(draft: Draft, step: str) -> None:
    draft.confidence *= RECALLED
    draft.steps.append(step)
