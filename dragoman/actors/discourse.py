"""What an article has told so far: its countries, persons and bodies, and the phrases a pronoun may point back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dragoman.actors.lexicon import Pronoun
    from dragoman.actors.party import Party

TITLED = 3.0  # what the country of the title counts for beside those named since
FADE = 0.75  # what a country's prominence keeps from one sentence to the next
NEARNESS = (2.2, 2.0, 1.0, 0.5, 0.3)  # what a phrase counts for by the number of sentences between
FRAME = 1.5  # what the whole article counts for beside the sentences before, in a country's prominence
DOMINANT = 0.6  # share of all prominence that makes a country the one that an article is about
REACH = len(NEARNESS) - 1  # sentences a pronoun looks back
LONG_REACH = 8  # sentences that a description ("the group") looks back
PAIR = 2  # parties that one plural stands for where it names no number
INITIAL = 2  # letters of an initial with its dot
HUMAN = frozenset({"person", "people"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A phrase that may be pointed back to.

    `clause` is the token that governs it, `weight` grows with its grammatical prominence, `number` is sing, plur, both or empty,
    `gender` masc, fem or empty; `sort` as in Party. `subject` and `direct` tell subjects and direct objects.
    """

    parties: tuple[Party, ...]
    sentence: int
    head: int
    clause: int
    weight: float
    number: str
    gender: str
    sort: str
    subject: bool
    direct: bool = False


class Discourse:
    """Memory of one article. Sentences are told in order."""

    def __init__(self) -> None:
        """Begin an article."""
        self.sentence = -1
        self.antecedents: list[Antecedent] = []
        self.speaker: tuple[Party, ...] = ()
        self._prominence: dict[str, float] = {}
        self._total: dict[str, float] = {}
        self._titled = ""
        self._persons: dict[str, Party] = {}
        self._bodies: dict[str, Party] = {}
        self._roles: dict[str, Party] = {}
        self._genders: dict[str, str] = {}

    def foresee(self, codes: dict[str, float], titled: str = "") -> None:
        """Tell which countries the whole article names, for phrases that come before any of them, and which its title is about."""
        self._total, self._titled = codes, titled

    def begin(self, sentence: int) -> None:
        """Turn to the next sentence: what was prominent fades."""
        self.sentence = sentence
        for code in self._prominence:
            self._prominence[code] *= FADE

    def country(self, code: str, weight: float) -> None:
        """Note that a country was named."""
        self._prominence[code] = self._prominence.get(code, 0.0) + weight

    def prominence(self, code: str) -> float:
        """How prominent a country is, the sentences before counting more than those to come."""
        return self._prominence.get(code, 0.0) + 0.1 * self._total.get(code, 0.0)

    def prominent(self) -> tuple[str, bool]:
        """The country most in view and true; before any is told, the article's most frequent one and false; empty for none."""
        scores = self._scores()
        return (max(scores.items(), key=lambda pair: pair[1])[0], bool(self._prominence)) if scores else ("", False)

    def dominant(self) -> str:
        """The one country that an article is about at this point, empty where another is nearly as much in view."""
        scores = self._scores()
        code, _ = self.prominent()
        return code if code and scores[code] >= DOMINANT * sum(scores.values()) else ""

    def _scores(self) -> dict[str, float]:
        total = sum(self._total.values()) or 1.0
        codes = dict.fromkeys((*self._prominence, *self._total))
        shares = {code: FRAME * self._total.get(code, 0.0) / total + TITLED * (code == self._titled) for code in codes}
        return {code: self._prominence.get(code, 0.0) + share for code, share in shares.items()}

    def learn(self, words: tuple[str, ...], party: Party, *, person: bool) -> None:
        """Remember who bears a name: a person by full name and surname, a body by its full name."""
        table = self._persons if person else self._bodies
        table[" ".join(words)] = party
        if person:
            table[words[-1]] = party

    def named(self, words: tuple[str, ...]) -> Party | None:
        """Who bears this name in the article: the same name, or a person by the surname, alone or after an initial."""
        full = " ".join(words)
        known = self._persons.get(full) or self._bodies.get(full)
        if known is None and (len(words) == 1 or len(words[0]) <= INITIAL or "-" in words[0]):
            known = self._persons.get(words[-1])
        return known

    def hold(self, keys: tuple[str, ...], party: Party) -> None:
        """Remember the last bearer of a role, by role noun and by office."""
        for key in keys:
            if key:
                self._roles[key] = party

    def holder(self, keys: tuple[str, ...]) -> Party | None:
        """The last bearer of a role; keys are tried in order."""
        return next((self._roles[key] for key in keys if key in self._roles), None)

    def alike(self, sector: str) -> Party | None:
        """The last party of a sector whose country was told: within reach; a parliament also where the article has told of one only."""
        told = [(one.sentence, p) for one in self.antecedents for p in one.parties if p.sector == sector and p.code and p.sure]
        if told and (self.sentence - told[-1][0] <= REACH or (sector == "LEG" and len({party.code for _, party in told}) == 1)):
            return told[-1][1]
        return None

    def persons(self) -> tuple[str, ...]:
        """Names of the persons told so far, the last first."""
        return tuple(dict.fromkeys(party.name for party in reversed(self._persons.values()) if party.name))

    def last(self, fits: Callable[[Party], bool], reach: int = LONG_REACH) -> Party | None:
        """The last single party within `reach` sentences that fits; of one sentence's the subject before the others."""
        found: Antecedent | None = None
        for one in self.recent():
            if self.sentence - one.sentence > reach or (found is not None and one.sentence != found.sentence):
                break
            if len(one.parties) == 1 and fits(one.parties[0]) and (found is None or (one.subject and not found.subject)):
                found = one
        return found.parties[0] if found is not None else None

    def take(self, other: Discourse) -> None:
        """Take over the persons that another pass over the article learnt."""
        self._persons.update(other._persons)

    def gender(self, party: Party) -> str:
        """The gender a named person was spoken of with, empty while unknown."""
        return self._genders.get(party.name, "") if party.name else ""

    def note_gender(self, party: Party, gender: str) -> None:
        """Remember a named person's gender."""
        if party.name and gender and party.sort == "person":
            self._genders.setdefault(party.name, gender)

    def mention(self, antecedent: Antecedent) -> None:
        """Add a phrase that may be pointed back to."""
        self.antecedents.append(antecedent)

    def recent(self) -> Iterator[Antecedent]:
        """Antecedents from the nearest back."""
        return reversed(self.antecedents)

    def resolve(
        self, pronoun: Pronoun, clause: int, *, subject: bool, possessive: bool, controller: int | None = None
    ) -> tuple[Party, ...]:
        """The parties a third-person pronoun stands for; empty where nothing fits.

        `clause` is the predicate that governs the pronoun, `controller` the one whose object its clause's subject is ("urged Iran to
        respect its word"), None for none. Agreement in number, gender and kind decides who may be meant; nearness and grammatical
        prominence who is.
        """
        best, score = None, 0.0
        beside = set() if possessive or subject else self._subjects(clause)
        for rank, one in enumerate(self.recent()):
            distance = self.sentence - one.sentence
            if distance > REACH:
                break
            local = distance == 0 and one.clause == clause
            if (local and not possessive) or not self._agrees(pronoun, one) or beside & {p.key for p in one.parties}:
                continue
            value = NEARNESS[distance] + one.weight - 0.02 * rank + self._fit(pronoun, one)
            value += 0.4 * (subject and one.subject) + 0.8 * (local and one.subject)
            value += 1.8 * (controller is not None and distance == 0 and one.clause == controller and one.direct)
            if value > score:
                best, score = one, value
        if best is None:
            return self._together() if pronoun.number == "plur" else ()
        if pronoun.kind != "possessive" and len(best.parties) == 1:
            self.note_gender(best.parties[0], pronoun.gender)
        return best.parties

    def _subjects(self, clause: int) -> set[tuple[str, str, str]]:
        """Who the subject of a clause of this sentence is: its object is somebody else ("she accuses him")."""
        here = [one for one in self.antecedents if one.sentence == self.sentence and one.clause == clause and one.subject]
        return {party.key for one in here for party in one.parties}

    def _together(self) -> tuple[Party, ...]:
        """The two parties of one sort that the nearest sentence tells apart, for a plural that no phrase alone answers."""
        for sentence in (self.sentence, self.sentence - 1):
            here = [one for one in self.antecedents if one.sentence == sentence and len(one.parties) == 1 and one.parties[0].code]
            for sort in ("person", "state"):
                found = {one.parties[0].key: one.parties[0] for one in here if one.sort == sort}
                if len(found) == PAIR:
                    return tuple(found.values())
        return ()

    @staticmethod
    def _fit(pronoun: Pronoun, one: Antecedent) -> float:
        """How well a phrase fits a pronoun that it agrees with: persons before things, several before a body of several."""
        personal = 0.8 if one.sort == "person" and pronoun.refer != "thing" else 0.0
        collective = 1.5 if pronoun.number == "plur" and one.sort == "body" and one.number != "plur" else 0.0
        aside = 0.8 if pronoun.number == "plur" and one.sort == "state" and not one.subject else 0.0
        return personal - collective - aside

    def _agrees(self, pronoun: Pronoun, one: Antecedent) -> bool:
        several = len(one.parties) > 1 or one.number == "plur" or one.sort == "people"
        if pronoun.refer == "person" and one.sort != "person":
            return False
        if pronoun.refer == "thing" and (one.sort in HUMAN or one.number == "plur"):
            return False
        alone = not several and one.sort != "body" and one.number != "both"
        if several if pronoun.number == "sing" else pronoun.number == "plur" and alone:
            return False
        gender = self.gender(one.parties[0]) if len(one.parties) == 1 and one.sort == "person" else ""
        gender = gender or one.gender
        return not (gender and pronoun.gender and gender != pronoun.gender)
