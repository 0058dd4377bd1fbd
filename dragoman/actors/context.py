"""Roles that name no country: who is meant is understood from what the article has told before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.party import SHARED, Party
from dragoman.actors.phrase import gender_of, keys_of, number_of, preposition, sort_of

if TYPE_CHECKING:
    from dragoman.actors.discourse import Discourse
    from dragoman.actors.items import Scanner
    from dragoman.actors.lexicon import Role
    from dragoman.actors.party import Facts
    from dragoman.actors.phrase import Parsed, Phrase


ABROAD = frozenset({"MIL", "SPY"})  # sectors that a territory has of its sovereign


class Context:
    """Understands the roles of one sentence."""

    def __init__(self, parsed: Parsed, scanner: Scanner, facts: Facts, discourse: Discourse) -> None:
        """Take the sentence and all that is known so far."""
        self.sentence, self.facts, self.discourse = parsed.sentence, facts, discourse
        self.lexicon, self.closed = scanner.lexicon, scanner.closed

    def understood(self, phrase: Phrase, role: Role) -> Party | None:
        """Who a role without country is: the one spoken of before, else one of the article's most prominent country."""
        if role.needs == "capital":
            return self._by_name(phrase) if self._capitalised(phrase) else self._described(phrase, role, "body")
        if role.takes == "counterpart" or (role.needs and not (role.needs == "agent" and self._acts(phrase))):
            return None
        sort = sort_of(self.sentence, phrase, role)
        pointing = self.lexicon.pointing(phrase.determiner)
        described = self._described(phrase, role, sort) if pointing and number_of(self.sentence, phrase) == "sing" else None
        before = described or self._held(phrase, role, sort)
        if before is not None:
            return before
        if not role.sector and not phrase.name:
            return None
        told = f"role {role.noun!r} → {role.sector}" if role.sector else f"role {role.noun!r}"
        fill = role.fill or self._own(phrase, role)
        code, why = self._country(role, pointing=pointing, named=phrase.name is not None) if fill else ("", "")
        office = "" if self._complemented(phrase) else role.office
        how = (told, why) if why else (told,)
        return Party(code, role.sector, office=office, how=how, sort=sort, sure=not fill)

    def _held(self, phrase: Phrase, role: Role, sort: str) -> Party | None:
        """The last bearer of a role told before: a person by noun or office, a body by its noun ("the regime")."""
        pointing = self.lexicon.pointing(phrase.determiner)
        if phrase.name or sort not in {"person", "body"} or not (pointing or (sort == "person" and not phrase.determiner)):
            return None
        keys = keys_of(self.sentence, phrase, role)[:2] if sort == "person" else (role.noun,)
        before = self.discourse.holder(keys) if sort == "person" or not role.takes else None
        if before is None or (sort == "body" and (before.sort, before.sector) != (sort, role.sector)):
            return None
        return before.step(f"{self.sentence.words[phrase.items[0].head]!r} told earlier in the article")

    def _acts(self, phrase: Phrase) -> bool:
        """Whether a noun that seldom means anybody stands where only an actor can."""
        sentence, head = self.sentence, phrase.items[0].head
        return sentence.relation(head) == "nsubj" or preposition(sentence, head) in self.lexicon.agentive

    def sphered(self, phrase: Phrase, role: Role) -> Role:
        """A general role with the sector that a complement which is no party gives it: "le président du **club**"."""
        if role.takes != "complement":
            return role
        sentence, item = self.sentence, phrase.items[0]
        nouns = [sentence.lemmas[c] for c in sentence.children[item.head] if sentence.relation(c) in {"nmod", "compound"}]
        sector = next((self.lexicon.spheres[noun] for noun in nouns if noun in self.lexicon.spheres), "")
        return replace(role, sector=sector, office="") if sector else role

    def _described(self, phrase: Phrase, role: Role, sort: str) -> Party | None:
        """Whom a definite description points back to: a body of its kind, or the last person named of its sector."""
        if phrase.name or phrase.nations or phrase.inner or phrase.places or phrase.acronym:
            return None
        sentence, head = self.sentence, phrase.items[0].head
        label = sentence.words[head]
        bodies = self.lexicon.bodies
        kinds = bodies.get(role.noun) or (bodies.get(sentence.lemmas[head]) or bodies.get(sentence.lower[head]) if sort == "body" else None)
        if kinds:
            found = self.discourse.last(lambda p: p.sort == "body" and bool(p.name) and bool({p.sector, p.code} & kinds))
            return found.step(f"{label!r} points back to {found.name}") if found is not None else None
        if sort != "person" or role.fill is False or role.sector in {"", "CVL"} or (role.takes == "complement" and not role.office):
            return None
        gender = gender_of(sentence, head)

        def fits(party: Party) -> bool:
            alike = party.office == role.office or party.office.endswith(f"_{role.office}")
            same = alike if role.office else party.sector == role.sector and role.sector != "GOV"
            known = self.discourse.gender(party)
            return party.sort == "person" and bool(party.name) and same and not (known and gender and known != gender)

        found = self.discourse.last(fits)
        return found.step(f"{label!r} points back to {found.name}") if found is not None else None

    def _own(self, phrase: Phrase, role: Role) -> bool:
        """Whether a role is the speaker's own country ("notre pays")."""
        if self.lexicon.pointers.get(role.noun) != "states" or number_of(self.sentence, phrase) == "plur":
            return False
        return any(p.person == 1 for inner in phrase.inner if inner.items for p in inner.items[0].pronouns)

    def _country(self, role: Role, *, pointing: bool, named: bool) -> tuple[str, str]:
        """The code understood for a role, and why; no code where no country has been told."""
        if role.sector in SHARED and (pointing or role.sector == "LEG"):
            alike = self.discourse.alike(role.sector)
            if alike is not None:
                return alike.code, f"{alike.code}: as the last {role.sector} told"
        if role.home:
            return role.home, f"{role.home}: an office that bears this name there"
        code, earlier = self.discourse.prominent()
        if named and role.office and not self.discourse.dominant():
            return "", "no one country is in view whose office it could be"
        if not code:
            return "", "no country named in the article"
        where = "the country most prominent so far" if earlier else "the article's most frequent country"
        if role.sector in ABROAD:
            code = self.facts.sovereign(code)
        return code, f"{code}: {where}"

    def _capitalised(self, phrase: Phrase) -> bool:
        """Whether a common noun is written as a name."""
        first = phrase.items[0].first
        return first > 0 and self.sentence.words[first][:1].isupper()

    def _by_name(self, phrase: Phrase) -> Party:
        """A body told by a common noun with a capital: the one of that name told before, else one that is not known."""
        text = self.sentence.cut(phrase.first, phrase.last).text
        words = self.sentence.lower[phrase.first : phrase.last + 1]
        known = self.discourse.named(tuple(w for w in words if w not in self.closed) or words)
        if known is not None:
            return known.step(f"{text!r} told earlier in the article")
        return Party(name=text, how=(f"{text!r}: a body that is not known",), sort="body")

    def _complemented(self, phrase: Phrase) -> bool:
        """Whether a role has a complement that named no party: the president of something else than a country."""
        sentence, item = self.sentence, phrase.items[0]
        return any(
            sentence.relation(child) == "nmod" and child > item.last and preposition(sentence, child) in self.lexicon.complement
            for child in sentence.children[item.head]
        )
