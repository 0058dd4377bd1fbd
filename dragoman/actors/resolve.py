"""Phrase → parties and kind of mention: names, roles and what points back, each by its own rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.names import Names
from dragoman.actors.party import NOTHING
from dragoman.actors.pointers import Pointers
from dragoman.actors.roles import Roles

if TYPE_CHECKING:
    from dragoman.actors.discourse import Discourse
    from dragoman.actors.items import Scanner
    from dragoman.actors.lexicon import Role
    from dragoman.actors.party import Facts, Resolved
    from dragoman.actors.phrase import Parsed, Phrase


class Resolver:
    """Resolves the phrases of one sentence; each phrase once."""

    def __init__(self, parsed: Parsed, scanner: Scanner, facts: Facts, discourse: Discourse) -> None:
        """Take the sentence and all that is known so far."""
        self.facts, self.discourse = facts, discourse
        self.names = Names(parsed, scanner, facts, discourse)
        self.roles = Roles(parsed, scanner, self.names, self.resolve)
        self.pointers = Pointers(parsed.sentence, scanner.lexicon, discourse)
        self._done: dict[int, Resolved] = {}

    def resolve(self, phrase: Phrase) -> Resolved:
        """The parties of a phrase and its kind; no kind means that the phrase is no mention."""
        key = id(phrase)
        if key not in self._done:
            self._done[key] = NOTHING  # cuts a circle of complements that a wrong parse may make
            known = self._known_acronym(phrase)
            self._done[key] = self._placed(phrase, known or self._resolve(phrase))
            if phrase.acronym is not None and self._done[key][0] and self._done[key][1] != "place":
                self.discourse.learn(self.names.words(phrase.acronym), self._done[key][0][0], person=False)
        return self._done[key]

    def _placed(self, phrase: Phrase, resolved: Resolved) -> Resolved:
        """A part of a country is a place: "the north of Mali", "northern Mexico", "le nord du pays"."""
        parties, kind = resolved
        if kind not in {"country", "description", "role"} or len(parties) != 1 or not self.names.part(phrase):
            return resolved
        role = phrase.role.role if phrase.role else None
        if parties[0].sort != "state" and (role is None or self.names.lexicon.pointers.get(role.noun) != "states"):
            return resolved
        told = replace(parties[0], sector="", sort="place")
        return (told.step("a part of it: a place"),), "place"

    def _known_acronym(self, phrase: Phrase) -> Resolved | None:
        """What a phrase is by the known short name after it."""
        short = phrase.acronym
        if short is None or short.kind != "name" or short.sort not in {"organisation", "group"}:
            return None
        party = self.facts.party(self.names.reading(short))
        role, name = phrase.role.role if phrase.role else None, phrase.name
        named = name is not None and (role.kind == "person" if role else name.last > name.first and not phrase.determiner)
        if name is None or not named:
            return (party,), "organisation"
        person = replace(party, name=self.names.text(name), members=(), sort="person").step(f"{self.names.text(name)} is of it")
        self.discourse.learn(self.names.words(name), person, person=True)
        return (person,), "person"

    def _resolve(self, phrase: Phrase) -> Resolved:
        item = phrase.items[0]
        if phrase.role is not None and phrase.role.role is not None:
            return self._role(phrase, phrase.role.role)
        if item.kind == "name":
            return self.names.name(phrase, item)
        if item.kind == "run":
            return self.names.run(phrase, item)
        return self._pointer(phrase)

    def _role(self, phrase: Phrase, role: Role) -> Resolved:
        several = self.pointers.pointed(phrase, role)
        return (several, "description") if several else self.roles.role(phrase, role)

    def _pointer(self, phrase: Phrase) -> Resolved:
        item = phrase.items[0]
        if item.kind == "pronoun":
            return self.pointers.pronoun(item), "pronoun"
        if item.kind == "latter":
            return self.pointers.latter(item), "pronoun"
        found = self.pointers.number_name(phrase) if item.kind == "number" else ()
        found = self.pointers.several(phrase) if item.kind == "pointer" else found
        return (found, "description") if found else NOTHING
