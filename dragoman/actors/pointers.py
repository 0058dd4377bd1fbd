"""Pronouns and phrases that point back: who they stand for, by rule, within one article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.party import Party

if TYPE_CHECKING:
    from dragoman.actors.discourse import Discourse
    from dragoman.actors.items import Item
    from dragoman.actors.lexicon import Lexicon, Role
    from dragoman.actors.phrase import Phrase
    from dragoman.analysis.records import Sentence

SUBJECT = frozenset({"nsubj"})
GOVERNED = frozenset({"nmod", "amod", "appos", "flat", "det", "compound", "conj"})


def clause_of(sentence: Sentence, token: int) -> int:
    """The predicate that governs a token: the first head above its noun phrases."""
    while sentence.heads[token] >= 0 and sentence.relation(token) in GOVERNED:
        token = sentence.heads[token]
    return sentence.heads[token] if sentence.heads[token] >= 0 else token


class Pointers:
    """Resolves what points back, in one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, discourse: Discourse) -> None:
        """Take the sentence and the article's memory."""
        self.sentence, self.lexicon, self.discourse = sentence, lexicon, discourse

    def pronoun(self, item: Item) -> tuple[Party, ...]:
        """The parties of a third-person pronoun or possessive; relatives and the first person are resolved elsewhere."""
        sentence, token = self.sentence, item.head
        possessive = sentence.pos[token] == "DET" or sentence.deps[token] in {"nmod:poss", "det", "det:poss"}
        for pronoun in item.pronouns:
            if pronoun.person != 3 or pronoun.kind == "relative" or (pronoun.kind == "possessive") != possessive:
                continue
            if self._expletive(token):
                return ()
            subject = sentence.relation(token) in SUBJECT or sentence.deps[token] == "expl:subj"
            clause = clause_of(sentence, token)
            controller = self._controller(clause)
            found = self.discourse.resolve(pronoun, clause, subject=subject, possessive=possessive, controller=controller)
            return tuple(party.step(f"{sentence.words[token]!r} points back to {_label(party)}") for party in found)
        return ()

    def _controller(self, clause: int) -> int | None:
        """The predicate whose object is the subject of an infinitive, unless it tells of a wrong done to its own subject."""
        over = self.sentence.heads[clause]
        if self.sentence.relation(clause) != "xcomp" or over < 0 or self.sentence.lemmas[over] in self.lexicon.blaming:
            return None
        return over

    def _expletive(self, token: int) -> bool:
        """Impersonal subjects: of a verb that has such, or with a clause for its subject; never an inverted clitic."""
        sentence = self.sentence
        if sentence.relation(token) != "expl" or sentence.words[token].startswith("-"):
            return False
        over = sentence.heads[token]
        clause = any(sentence.relation(c) in {"csubj", "ccomp"} for c in sentence.children[over])
        return clause or sentence.pos[over] not in {"VERB"} or sentence.lemmas[over] in self.lexicon.impersonal

    def latter(self, item: Item) -> tuple[Party, ...]:
        """The last party (or, of two, the one before) for "ce dernier", "the latter"."""
        sentence = self.sentence
        words = self.lexicon.demonstrative | self.lexicon.definite
        if item.first == 0 or sentence.lower[item.first - 1] not in words:
            return ()
        back = 0 if sentence.lower[item.head] in self.lexicon.latter else 1
        several = sentence.feature(item.head, "Number") == "Plur"
        fitting = [a for a in self.discourse.recent() if a.sort in ({"people"} if several else {"person", "body", "state"})]
        if len(fitting) <= back:
            return ()
        return tuple(p.step(f"{sentence.words[item.head]!r} points back to {_label(p)}") for p in fitting[back].parties)

    def number_name(self, phrase: Phrase) -> tuple[Party, ...]:
        """An alliance named by the number of its members ("les Neuf"), if the article has told of one."""
        size = self.lexicon.numbers.get(self.sentence.lower[phrase.head], 0)
        if not self.lexicon.pointing(phrase.determiner) or size < 3:
            return ()
        for one in self.discourse.recent():
            for party in one.parties:
                if len(party.members) == size:
                    return (party.step(f"{self.sentence.words[phrase.head]!r}: the {size} of {party.name}"),)
        return ()

    def pointed(self, phrase: Phrase, role: Role) -> tuple[Party, ...]:
        """The parties of a role in the plural that points back ("les deux présidents"); empty where it does not."""
        if role.noun not in self.lexicon.pointers or phrase.nations or phrase.inner or phrase.places or phrase.name:
            return ()
        return self.several(phrase)

    def several(self, phrase: Phrase) -> tuple[Party, ...]:
        """The parties a definite plural like "les deux parties", "the leaders" points back to."""
        sentence = self.sentence
        head = phrase.items[0].head
        noun = phrase.role.role.noun if phrase.role and phrase.role.role else sentence.lemmas[head]
        refer = self.lexicon.pointers.get(noun) or self.lexicon.pointers.get(sentence.lower[head], "")
        if not refer or not self.lexicon.pointing(phrase.determiner):
            return ()
        number = self._number(head)
        if sentence.feature(head, "Number") != "Plur":
            return self._state(head) if refer == "states" and number == 1 else ()
        if number > 1:
            return self._last(head, refer, number)
        return self._leaders(head) if refer == "leaders" else ()

    def _last(self, head: int, refer: str, wanted: int) -> tuple[Party, ...]:
        """The last `wanted` different parties of a kind, nothing where the article has told of fewer."""
        found = self._distinct(refer, wanted)
        label = self.sentence.words[head]
        return tuple(p.step(f"{label!r}: one of the last {wanted} told") for p in found) if len(found) == wanted else ()

    def _number(self, head: int) -> int:
        for child in self.sentence.children[head]:
            if self.sentence.lower[child] in self.lexicon.numbers and self.sentence.relation(child) in {"nummod", "det", "amod"}:
                return self.lexicon.numbers[self.sentence.lower[child]]
        return 1

    def _state(self, head: int) -> tuple[Party, ...]:
        """The state most in view, for "le pays", "this country"."""
        for one in self.discourse.recent():
            if one.sort == "state" and len(one.parties) == 1:
                return (one.parties[0].step(f"{self.sentence.words[head]!r}: the last state told"),)
        return ()

    def _leaders(self, head: int) -> tuple[Party, ...]:
        """The leaders of a group told before, with whoever was the subject beside them."""
        label = self.sentence.words[head]
        for one in self.discourse.recent():
            group = one.parties[0] if one.parties else None
            if group is None or one.sort != "people" or group.sector != "GOV" or group.office or len(one.parties) > 1:
                continue
            if group.code not in {"IGO", "UNO", "EUR"} and group.code:
                continue
            beside = next(
                (a.parties[0] for a in self.discourse.recent() if a.sentence == one.sentence and a.subject and a.sort == "person"),
                None,
            )
            parties = (group,) if beside is None else (beside, group)
            return tuple(p.step(f"{label!r} points back to {_label(p)}") for p in parties)
        return self._last(head, "leaders", 2)

    def _distinct(self, refer: str, wanted: int) -> list[Party]:
        """The last `wanted` different parties of a kind, in the order told: leaders of different countries before any others."""
        if refer != "leaders":
            return self._collect(refer, wanted, by_name=refer == "persons")
        found = self._collect(refer, wanted, by_name=False) or self._collect(refer, wanted, by_name=True)
        return found or [replace(p, sort="person") for p in self._collect("states", wanted, by_name=False)]

    def _collect(self, refer: str, wanted: int, *, by_name: bool) -> list[Party]:
        """The last `wanted` fitting parties that differ in name or in code; nothing where there are fewer."""
        found: dict[str, Party] = {}
        for one in self.discourse.recent():
            for party in reversed(one.parties):
                key = party.name if by_name else party.code
                if key and key not in found and _fits(refer, party):
                    found[key] = _state(party) if refer == "states" else party
                    if len(found) == wanted:
                        return list(reversed(found.values()))
        return []


def _fits(refer: str, party: Party) -> bool:
    if refer == "leaders":
        return party.sort == "person" and party.sector in {"GOV", "MIL", "REB", "PTY", "OPP", "LEG"}
    if refer == "states":
        return party.sort in {"state", "person", "body"} and party.sector in {"GOV", "MIL"} and party.code not in {"IGO", "UNO"}
    if refer == "persons":
        return party.sort == "person"
    return party.sort in {"state", "person", "body", "people"} and party.sector not in {"JRN", "CVL"}


def _state(party: Party) -> Party:
    """The state a person or body acts for."""
    return party if party.sort == "state" else Party(party.code, "GOV", how=party.how, sort="state", sure=party.sure)


def _label(party: Party) -> str:
    return party.name or " ".join(filter(None, (party.code, party.sector))) or "an unnamed party"
