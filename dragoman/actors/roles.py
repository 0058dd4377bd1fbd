"""The role grammar: role noun, nationality, complement and name, in any order, give code and sector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.context import Context
from dragoman.actors.party import DISAGREE, INTERNATIONAL, LOCAL, NOTHING, Party
from dragoman.actors.phrase import gender_of, keys_of, number_of, preposition, sort_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.actors.discourse import Discourse
    from dragoman.actors.items import Item, Scanner
    from dragoman.actors.lexicon import Role
    from dragoman.actors.names import Names
    from dragoman.actors.party import Facts, Resolved
    from dragoman.actors.phrase import Parsed, Phrase

OFFICIAL = frozenset({"GOV", "LEG", "JUD"})  # sectors that end with the office
MOVEMENTS = frozenset({"ISM"})
BODIES = frozenset({"body", "person", "people"})


class Roles:
    """Resolves the phrases of one sentence that have a role noun; `resolve` resolves the phrases inside them."""

    def __init__(self, parsed: Parsed, scanner: Scanner, names: Names, resolve: Callable[[Phrase], Resolved]) -> None:
        """Take the sentence and all that is known so far."""
        self.sentence, self.lexicon = parsed.sentence, scanner.lexicon
        self.names, self.resolve = names, resolve
        self.facts: Facts = names.facts
        self.discourse: Discourse = names.discourse
        self.context = Context(parsed, scanner, names.facts, names.discourse)

    def role(self, phrase: Phrase, role: Role) -> Resolved:
        """The parties of a phrase with a role noun, and the kind of mention; nothing where it names none."""
        role, name = self.context.sphered(phrase, role), self._known(phrase)
        parties = self._coded(phrase, role, name)
        if not parties:
            other = self.context.understood(phrase, role) if name is None else self._sectored(phrase, name, role, role.sector)
            parties = (other,) if other is not None else ()
        if not parties or not self._stands(phrase, role, parties):
            return NOTHING
        done = tuple(self._finish(phrase, role, party) for party in parties)
        if phrase.name:
            return done, "person"
        return done, "group" if role.kind == "person" and role.sector in {"CVL", "REF"} else "role"

    def _stands(self, phrase: Phrase, role: Role, parties: tuple[Party, ...]) -> bool:
        """Whether a resolved role is a mention: not a bare noun that only qualifies or predicates ("communiqué de presse")."""
        if phrase.name or phrase.nations or phrase.quantity:
            return True
        if not any(p.code or p.sector or p.name for p in parties):
            return False
        sentence, head = self.sentence, phrase.role.head if phrase.role else phrase.head
        if phrase.inner or phrase.determiner or number_of(self.sentence, phrase) == "plur" or sentence.heading:
            return True
        if sentence.relation(head) == "nmod" and preposition(sentence, head) in self.lexicon.complement:
            return False
        return role.kind not in {"person", "force"} or sentence.words[head][:1].isupper()

    def _known(self, phrase: Phrase) -> Party | None:
        """Who bears the name in the phrase, from the world or the article."""
        item = phrase.name
        if item is None:
            return None
        if item.kind == "name":
            return self.facts.party(self.names.reading(item))
        known = self.discourse.named(self.names.words(item))
        return known if known is None or known.sure else None

    def _sectored(self, phrase: Phrase, party: Party, role: Role, sector: str) -> Party:
        """A known person keeps the code; one without an office then takes the sector told, unless the role is a past one."""
        if not sector or party.office or sector == party.sector or self._former(phrase):
            return party
        general = role.takes == "complement" and not phrase.nations and not phrase.inner
        if party.sector in {"", "ELI"} or (role.kind == "person" and not general):
            return replace(party, sector=sector, office=role.office).step(f"role {role.noun!r} → {sector}")
        return party

    def _coded(self, phrase: Phrase, role: Role, name: Party | None) -> tuple[Party, ...]:
        """The parties by what the phrase itself says: a fixed code, a complement, a nationality; empty where it says nothing."""
        told = f"role {role.noun!r} → {role.sector}" if role.sector else f"role {role.noun!r}"
        if role.code:
            return (
                Party(
                    role.code,
                    role.sector,
                    office=role.office,
                    how=(f"{told}, always {role.code}",),
                    sort=sort_of(self.sentence, phrase, role),
                ),
            )
        if role.takes == "counterpart":
            return self._counterpart(phrase, role)
        adjectives = any(self.names.reading(i).kind == "adjective" for i in phrase.nations)
        if role.takes == "other" and (not adjectives or self._vague(phrase)):
            owned = bool(phrase.nations or phrase.inner)
            how = (told, "of another country than the one it is told of")
            return (Party("", role.sector, how=how, sort=sort_of(self.sentence, phrase, role)),) if owned and name is None else ()
        found = [self._apply(nation, role, told, phrase) for nation in self._nations(phrase)]
        if not found:
            vague = self._vague(phrase)
            if vague and name is None:
                return (Party("", role.sector, how=(told, f"{vague!r}: no one country"), sort=sort_of(self.sentence, phrase, role)),)
        if name is not None and found and name.code:
            merged = self._sectored(phrase, name, role, found[0].sector)
            return (self._checked(phrase, replace(merged, how=(*merged.how, *found[0].how)), role, found[0].code),)
        if any(p.sure and p.code for p in found):
            found = [p for p in found if p.sure]  # "le collectif la Quadrature du Net": the noun's own country was a guess
        unique = {(p.code, p.sector): p for p in found}
        return tuple(unique.values())

    def _nations(self, phrase: Phrase) -> list[Party]:
        """What the phrase says its country or body is: bodies and persons before adjectives before names before places."""
        told = [i for i in phrase.nations if self.names.reading(i).id]
        adjectives = [i for i in told if self.names.reading(i).kind == "adjective"]
        own = [p for one in phrase.inner if one.items and one.items[0].kind == "pronoun" for p in self.resolve(one)[0]]
        role = phrase.role.role if phrase.role else None
        if own and not adjectives and not phrase.name:
            return [] if role is not None and role.needs == "named" else own
        inner = self._inside(phrase, adjectives)
        complements = [one.items[0] for one in phrase.inner if one.items]
        states = [self.facts.party(self.names.reading(i)) for i in adjectives]
        states = states or [p for p in inner if p.sort not in {"body", "person", "people"}]
        states = states or [self.facts.party(self.names.reading(i)) for i in told if i not in complements]
        bodies = [p for p in inner if p.sort in {"body", "person", "people"}]
        if bodies and states and not any(p.code and p.sure for p in bodies):
            # A body of no country of its own is that country's: "China's foreign ministry spokeswoman".
            return [replace(bodies[0], code=s.code, sure=True, how=(*bodies[0].how, *s.how)) for s in states]
        if self._stands_alone(phrase):  # "the U.S. ambassador to the UN": the body is where he is, not whose he is
            bodies, states = ([], only) if (only := [p for p in states if p.sort == "state"]) else (bodies, states)
        if bodies or states:
            return bodies or states
        if role is None or role.sector not in LOCAL:
            return []
        places = [self.facts.party(self.names.reading(i)) for i in phrase.places]
        return [replace(p, sort="state", how=(f"place {p.name!r} in {p.code}",)) for p in places if p.code][:1]

    @staticmethod
    def _stands_alone(phrase: Phrase) -> bool:
        """Whether a role has a sector of its own, which no complement changes."""
        role = phrase.role.role if phrase.role else None
        return role is not None and bool(role.sector) and role.takes not in {"complement", "principal"} and role.kind == "person"

    def _inside(self, phrase: Phrase, adjectives: list[Item]) -> list[Party]:
        """The parties of the phrases that are complements of a role; guesses at unknown names do not count."""
        found: list[Party] = []
        sent = {id(one): preposition(self.sentence, one.head) in self.lexicon.mandate for one in phrase.inner}
        inside = [one.items[0] for one in phrase.inner if one.items and sent[id(one)]]
        own = [i for i in phrase.nations if i not in inside] or not all(sent.values())
        for one in phrase.inner:
            if own and sent[id(one)]:
                continue  # "the **UN** envoy for Syria"
            if one.items and one.items[0] not in adjectives:
                guessed = one.items[0].kind == "run"
                told = [p for p in self.resolve(one)[0] if p.sort != "place" and (p.code or p.sector)]
                found += [p for p in told if p.sure or not guessed]
        return found

    def _apply(self, nation: Party, role: Role, told: str, phrase: Phrase) -> Party:
        """Join a role with the party it belongs to."""
        sector = role.sector
        institution = nation.sort in {"body", "person", "people"} and nation.sector
        if role.takes == "principal" or (role.takes == "complement" and institution):
            sector = nation.sector or role.sector
        elif not sector and nation.sort in {"state", "region"}:
            sector = "CVL" if role.noun in self.lexicon.private else nation.sector
        if role.takes == "principal" and nation.sort == "people":
            sector = "CVL"
        if nation.code in INTERNATIONAL and role.takes == "complement" and role.sector == "CVL":
            sector = nation.sector
        if nation.code in MOVEMENTS and (role.sector == "PTY" or role.takes == "complement"):
            nation, sector = self._branch(nation), sector or "PTY"
        # "les dirigeants des Neuf": the leaders of an alliance are those of its members
        leaders = sector == "GOV" and self.sentence.feature(phrase.head, "Number") == "Plur"
        keeps = nation.sort == "body" and (leaders or (role.kind == "body" and role.sector == ""))
        return Party(
            nation.code,
            sector,
            how=(told, *nation.how, *((f"takes the sector {sector}",) if sector != role.sector else ())),
            office="" if institution or nation.sort == "place" or any(i.far for i in phrase.nations) else role.office,
            members=nation.members if keeps else (),
            sort=sort_of(self.sentence, phrase, role),
            sure=nation.sure,
        )

    def _checked(self, phrase: Phrase, party: Party, role: Role, code: str) -> Party:
        """Flag a known person told with an office that another held then."""
        wrong = "" if self._former(phrase) else self.facts.disagreement(party, role.office, code)
        return replace(party, flags=(*party.flags, DISAGREE)).step(wrong) if wrong else party

    def _branch(self, movement: Party) -> Party:
        """The national party of an international movement: that of the country spoken of."""
        code, _ = self.discourse.prominent()
        if not code:
            return movement
        return replace(movement, code=code, sure=False, how=(*movement.how, f"its party in {code}, the country most prominent so far"))

    def _counterpart(self, phrase: Phrase, role: Role) -> tuple[Party, ...]:
        nations = [self.facts.party(self.names.reading(i)) for i in phrase.nations]
        owners = [p for one in phrase.inner for p in self.resolve(one)[0] if one.items[0] not in phrase.nations]
        owner = owners[0] if owners else next((a.parties[0] for a in self.discourse.recent() if a.sort == "person"), None)
        sector = owner.sector if owner else "GOV"
        office = owner.office if owner else ""
        whose = f"{role.noun!r}: office of {owner.name or owner.code}" if owner else f"{role.noun!r}"
        return tuple(Party(n.code, sector, self.facts.holder(office, n.code), office, how=(whose, *n.how), sort="person") for n in nations)

    def _vague(self, phrase: Phrase) -> str:
        """A modifier that says there is no one country ("western", "foreign"), empty for none."""
        sentence = self.sentence
        role = phrase.items[0]
        for head in {phrase.head, role.head}:
            for child in sentence.children[head]:
                if role.first <= child <= role.last:
                    continue
                if sentence.lower[child] in self.lexicon.regions or sentence.lemmas[child] in self.lexicon.regions:
                    return sentence.words[child]
        return ""

    def _finish(self, phrase: Phrase, role: Role, party: Party) -> Party:
        """Give a resolved role its name and office, and remember its bearer."""
        sentence, item = self.sentence, phrase.name
        single = party.sort == "person"
        if not party.sector and party.code in INTERNATIONAL and single and role.takes == "complement":
            party = replace(party, sector="GOV").step("an officer of an international body → GOV")
        if item is not None and not party.name:
            party = replace(party, name=self.names.text(item))
        if self._former(phrase):
            party = self._retired(phrase, party)
        elif single and not party.name and party.code and party.office and party.sure:
            holder = self.facts.holder(party.office, party.code)
            if holder:
                party = replace(party, name=holder).step(f"{party.office} of {party.code} then: {holder}")
        if item is not None:
            person = role.kind in {"person", "force"}
            bearer = replace(party, sort="person" if person else "body")
            self.discourse.learn(self.names.words(item), bearer, person=person)
            self.discourse.note_gender(bearer, gender_of(sentence, phrase.role.head) if phrase.role else "")
        if single or (role.kind == "body" and party.sure):
            self.discourse.hold(keys_of(self.sentence, phrase, role), party)
        return party

    def _retired(self, phrase: Phrase, party: Party) -> Party:
        """The bearer of a role of another time: who of the article held it, and ELI, PLOVER's sector of former officials."""
        office, sentence = party.office, self.sentence
        told = [name for name in self.discourse.persons() if office and party.code and self.facts.past(name, office, party.code)]
        if told and not party.name:
            party = replace(party, name=told[0]).step(f"{told[0]} once was {office} of {party.code}")
        past = {word for t in self._modifiers(phrase) for word in (sentence.lower[t], sentence.lemmas[t])} | {self._prefix(phrase)}
        if not past & self.lexicon.past or party.sector not in OFFICIAL or party.name in self._serving():
            return party if not party.office or party.name else replace(party, office="")
        return replace(party, sector="ELI", office="").step("a former official → ELI")

    def _serving(self) -> frozenset[str]:
        """Names of those who hold an office now, whatever they were before."""
        day = self.facts.day
        return frozenset(p.name for p in self.facts.world.persons.values() if p.office_at(day) is not None)

    def _former(self, phrase: Phrase) -> bool:
        """Whether a role is one of another time: past or to come."""
        sentence, words = self.sentence, self.lexicon
        told = {word for t in self._modifiers(phrase) for word in (sentence.lower[t], sentence.lemmas[t])} | {self._prefix(phrase)}
        return bool(told & words.former)

    def _prefix(self, phrase: Phrase) -> str:
        """What stands before a hyphen in the first word of a role, empty for nothing: "ex" of "ex-ministre"."""
        prefix, hyphen, _ = self.sentence.lower[phrase.items[0].first].partition("-")
        return prefix if hyphen else ""

    def _modifiers(self, phrase: Phrase) -> list[int]:
        """The words that may make a role one of another time: under its noun, or right before it ("ex-minister")."""
        item = phrase.items[0]
        before = [t for t in (item.first - 1, item.first - 2) if t >= 0 and (t == item.first - 1 or self.sentence.words[t + 1] == "-")]
        return [*self.sentence.children[item.head], *before]
