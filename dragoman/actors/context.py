"""Roles that name no country: who is meant is understood from what the article has told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.party import SHARED, Party
from dragoman.actors.phrase import keys_of, number_of, preposition, sort_of

if TYPE_CHECKING:
    from dragoman.actors.discourse import Discourse
    from dragoman.actors.items import Scanner
    from dragoman.actors.lexicon import Role
    from dragoman.actors.phrase import Parsed, Phrase


class Context:
    """Understands the roles of one sentence."""

    def __init__(self, parsed: Parsed, scanner: Scanner, discourse: Discourse) -> None:
        """Take the sentence and all that is known so far."""
        self.sentence, self.discourse = parsed.sentence, discourse
        self.lexicon, self.closed = scanner.lexicon, scanner.closed

    def understood(self, phrase: Phrase, role: Role) -> Party | None:
        """Who a role without country is: the one spoken of before, else one of the article's most prominent country."""
        if role.needs == "capital":
            return self._by_name(phrase)
        if role.needs or role.takes == "counterpart":
            return None
        sort = sort_of(self.sentence, phrase, role)
        pointing = self.lexicon.pointing(phrase.determiner)
        if sort == "person" and (pointing or not phrase.determiner) and not phrase.name:
            before = self.discourse.holder(keys_of(self.sentence, phrase, role)[:2])
            if before is not None:
                return before.step(f"{self.sentence.words[phrase.items[0].head]!r} told earlier in the article")
        if not role.sector and not phrase.name:
            return None
        told = f"role {role.noun!r} → {role.sector}" if role.sector else f"role {role.noun!r}"
        fill = role.fill or self._own(phrase, role)
        code, why = self._country(role, pointing=pointing) if fill else ("", "")
        office = "" if self._complemented(phrase) else role.office
        how = (told, why) if why else (told,)
        return Party(code, role.sector, office=office, how=how, sort=sort, sure=not fill)

    def _own(self, phrase: Phrase, role: Role) -> bool:
        """Whether a role is the speaker's own country ("notre pays")."""
        if self.lexicon.pointers.get(role.noun) != "states" or number_of(self.sentence, phrase) == "plur":
            return False
        return any(p.person == 1 for inner in phrase.inner if inner.items for p in inner.items[0].pronouns)

    def _country(self, role: Role, *, pointing: bool) -> tuple[str, str]:
        """The code understood for a role, and why; no code where no country has been told."""
        if role.sector in SHARED and (pointing or role.sector == "LEG"):
            alike = self.discourse.alike(role.sector)
            if alike is not None:
                return alike.code, f"{alike.code}: as the last {role.sector} told"
        code, earlier = self.discourse.prominent()
        if not code:
            return "", "no country named in the article"
        where = "the country most prominent so far" if earlier else "the article's most frequent country"
        return code, f"{code}: {where}"

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
