"""Phrase → parties: the role grammar, with the memory of the article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.party import Party
from dragoman.actors.phrase import gender_of, preposition
from dragoman.actors.pointers import Pointers
from dragoman.actors.trie import split

if TYPE_CHECKING:
    from dragoman.actors.discourse import Discourse
    from dragoman.actors.gazetteer import Name
    from dragoman.actors.items import Item, Scanner
    from dragoman.actors.lexicon import Role
    from dragoman.actors.party import Facts
    from dragoman.actors.phrase import Parsed, Phrase

# PLOVER's codes of bodies above the states: of these the body has no sector, its leaders are GOV.
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR"})
LOCAL = frozenset({"COP", "CVL", "BUS", "EDU", "MED", "JUD", "LAB", "AGR", "REL", "CRM", "UAF", "JRN", "GOV", "OPP", "PTY", "REB", "PRM"})
SHARED = frozenset({"MIL", "COP", "LEG", "JUD", "SPY", "PTY", "REB", "OPP"})  # institutions that their members are told by
Resolved = tuple[tuple[Party, ...], str]  # the parties and the kind of the mention
NOTHING: Resolved = ((), "")


class Resolver:
    """Resolves the phrases of one sentence; each phrase once."""

    def __init__(self, parsed: Parsed, scanner: Scanner, facts: Facts, discourse: Discourse) -> None:
        """Take the sentence and all that is known so far."""
        lexicon, self.closed = scanner.lexicon, scanner.closed
        sentence, self.items = parsed.sentence, parsed.items
        self.sentence, self.lexicon, self.facts, self.discourse = sentence, lexicon, facts, discourse
        self.pointers = Pointers(sentence, lexicon, discourse)
        self._done: dict[int, Resolved] = {}

    def resolve(self, phrase: Phrase) -> Resolved:
        """The parties of a phrase and its kind; no kind means that the phrase is no mention."""
        key = id(phrase)
        if key not in self._done:
            self._done[key] = NOTHING  # cuts a circle of complements that a wrong parse may make
            known = self._known_acronym(phrase)
            self._done[key] = known or self._resolve(phrase)
            if phrase.acronym is not None and self._done[key][0]:
                self.discourse.learn(self._words(phrase.acronym), self._done[key][0][0], person=False)
        return self._done[key]

    def _known_acronym(self, phrase: Phrase) -> Resolved | None:
        """What a phrase is by the known short name after it."""
        short = phrase.acronym
        if short is None or short.kind != "name" or short.sort not in {"organisation", "group"}:
            return None
        return (self.facts.party(self.reading(short)),), "organisation"

    def _resolve(self, phrase: Phrase) -> Resolved:
        item = phrase.items[0]
        if phrase.role is not None:
            return self._role(phrase)
        if item.kind == "name":
            return self._name(phrase, item)
        if item.kind == "run":
            return self._run(phrase, item)
        if item.kind == "pronoun":
            return self.pointers.pronoun(item), "pronoun"
        if item.kind == "number":
            return self.pointers.number_name(phrase)
        if item.kind == "pointer":
            several = self.pointers.several(phrase)
            return (several, "description") if several else NOTHING
        if item.kind == "latter":
            return self.pointers.latter(item), "pronoun"
        return NOTHING

    # Names

    def reading(self, item: Item) -> Name:
        """The reading of a name that fits its place in the sentence."""
        names = item.names
        if len(names) == 1:
            return names[0]
        kinds: dict[str, Name] = {}
        for name in names:
            before = kinds.get(name.kind)
            if before is None or self.discourse.prominence(name.id) > self.discourse.prominence(before.id):
                kinds[name.kind] = name
        if "country" in kinds and not any(self.sentence.lower[c] in self.lexicon.indefinite for c in self.sentence.children[item.head]):
            return kinds["country"]
        if "adjective" in kinds and "people" in kinds:
            if self._capital_noun(item, kinds["adjective"]):
                return kinds["people"]
            nominal = self.sentence.relation(item.head) not in {"amod", "compound", "flat", "acl"}
            if nominal and self.sentence.pos[item.head] == "ADJ":
                nominal = any(self.sentence.pos[c] == "DET" for c in self.sentence.children[item.head])
            return kinds["people"] if nominal and item.owner is None else kinds["adjective"]
        return kinds[names[0].kind]

    def _capital_noun(self, item: Item, adjective: Name) -> bool:
        """Whether capitals alone tell a people from its adjective: written with one where the adjective has none."""
        return adjective.form.islower() and item.first > 0 and self.sentence.words[item.first][:1].isupper()

    def _name(self, phrase: Phrase, item: Item) -> Resolved:
        name = self.reading(item)
        party = self.facts.party(name)
        if name.kind == "seat":
            common = self._common_seat(phrase, name)
            if common is not None:
                return (common,), "role"
        if name.kind == "city" or (name.kind == "capital" and self._located(item)):
            how = (f"place {name.form!r} in {party.code}",)
            return (Party(party.code, "", name.form, how=how, sort="place"),), "place"
        if name.kind == "person":
            return (self._person(item, party),), "person"
        kind = {
            "country": "country", "capital": "country", "seat": "organisation", "adjective": "demonym", "people": "group",
            "organisation": "organisation", "group": "organisation", "region": "region",
        }[name.kind]  # fmt: skip
        if party.sort == "region" and kind == "organisation":
            kind = "region"
        if name.kind == "adjective" and self._substantive(phrase, item):
            return (replace(party, sector="CVL", name="", how=(*party.how, "used as a noun: its people"), sort="people"),), "group"
        nation = self._of_nation(item) if kind == "organisation" else None
        if nation is not None and nation.code != party.code and party.code in self.facts.world.countries:
            # A name that several countries use ("National Guard"): the one named beside it has it.
            party = Party(nation.code, party.sector, name.form, how=(f"{name.form!r} of", *nation.how), sort="body")
        else:
            self.discourse.learn(self._words(item), party, person=False)
        return (party,), kind

    def _substantive(self, phrase: Phrase, item: Item) -> bool:
        """Whether a nationality adjective stands as a noun: with a determiner, qualifying nothing."""
        return bool(phrase.determiner) and self.sentence.relation(item.head) not in {"amod", "flat", "compound", "acl"}

    def _of_nation(self, item: Item) -> Party | None:
        """The country that a name's adjective or possessor tells."""
        for other in self.items:
            if other.kind == "name" and other is not item and item.first <= self.sentence.heads[other.head] <= item.last:
                relation = self.sentence.deps[other.head]
                if other.sort in {"country", "adjective"} and relation in {"amod", "compound", "nmod:poss"}:
                    return self.facts.party(self.reading(other))
        return None

    def _common_seat(self, phrase: Phrase, name: Name) -> Party | None:
        """The institution of the country spoken of, where a seat's name is a common noun and its own country is not spoken of."""
        roles = self.lexicon.roles.get(split(name.form.lower()))
        code, _ = self.discourse.prominent()
        if not roles or roles[0].sector not in SHARED or not code or self.discourse.prominence(name.id) > 0:
            return None
        told = f"role {roles[0].noun!r} → {roles[0].sector}"
        return Party(code, roles[0].sector, how=(told, f"{code}: the country most prominent in the article"), sort="body", sure=False)

    def _located(self, item: Item) -> bool:
        return preposition(self.sentence, item.head) in self.lexicon.locative or (
            item.first > 0 and self.sentence.lemmas[item.first - 1] in self.lexicon.locative
        )

    def _words(self, item: Item) -> tuple[str, ...]:
        return self.sentence.lower[item.first : item.last + 1]

    def _person(self, item: Item, party: Party) -> Party:
        """The person known by a name; of a surname alone, the one of that name that the article has told of."""
        known = self.discourse.named(self._words(item)) if item.first == item.last else None
        if known is not None and known.name != party.name:
            return known.step(f"name {self.sentence.words[item.first]!r} told earlier in the article")
        self.discourse.learn(self._words(item), party, person=True)
        return party

    def _run(self, phrase: Phrase, item: Item) -> Resolved:
        words = self._words(item)
        known = self.discourse.named(words)
        if known is not None:
            text = " ".join(self.sentence.words[item.first : item.last + 1])
            return (known.step(f"name {text!r} told earlier in the article"),), "person" if known.sort == "person" else "organisation"
        if self._located(item):
            return NOTHING
        text = " ".join(self.sentence.words[item.first : item.last + 1])
        party = Party("", "", text, how=(f"name {text!r} not known",), sort="person")
        code, _ = self.discourse.prominent()
        if item.last > item.first and code:
            how = (*party.how, f"taken for a private person; {code}: the country most prominent so far")
            party = replace(party, code=code, sector="CVL", how=how, sure=False)
            self.discourse.learn(words, party, person=True)
        return (party,), "person"

    # Roles

    def _role(self, phrase: Phrase) -> Resolved:
        assert phrase.role is not None  # noqa: S101 - the caller has looked
        role = phrase.role.role
        assert role is not None  # noqa: S101 - a role item always carries its entry
        several = self.pointers.pointed(phrase, role)
        if several:
            return several, "description"
        name = self._known(phrase)
        parties = self._coded(phrase, role, name)
        if not parties and name is None:
            parties = self._understood(phrase, role)
        elif not parties and name is not None:
            parties = (self._sectored(name, role),)
        if not parties or not self._stands(phrase, role, parties):
            return NOTHING
        done = tuple(self._finish(phrase, role, party, name) for party in parties)
        return done, "person" if phrase.name else ("role" if role.kind != "person" or role.sector not in {"CVL", "REF"} else "group")

    def _stands(self, phrase: Phrase, role: Role, parties: tuple[Party, ...]) -> bool:
        """Whether a resolved role is a mention: not a bare noun that only qualifies or predicates ("communiqué de presse")."""
        if phrase.name or phrase.nations or phrase.quantity:
            return True
        if not any(p.code or p.sector or p.name for p in parties):
            return False
        sentence, head = self.sentence, phrase.role.head if phrase.role else phrase.head
        if phrase.inner or phrase.determiner or self._number(phrase) == "plur" or sentence.heading:
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
            return self.facts.party(self.reading(item))
        known = self.discourse.named(self._words(item))
        return known if known is None or known.sure else None

    def _sectored(self, party: Party, role: Role) -> Party:
        """A known person keeps code and sector; one without an office then, or without a sector, takes the role's."""
        if role.sector and (not party.sector or (not party.office and party.sector == "ELI")):
            return replace(party, sector=role.sector).step(f"role {role.noun!r} → {role.sector}")
        return party

    def _coded(self, phrase: Phrase, role: Role, name: Party | None) -> tuple[Party, ...]:
        """The parties by what the phrase itself says: a fixed code, a complement, a nationality; empty where it says nothing."""
        told = f"role {role.noun!r} → {role.sector}" if role.sector else f"role {role.noun!r}"
        if role.code:
            return (Party(role.code, role.sector, office=role.office, how=(f"{told}, always {role.code}",), sort=self._sort(phrase, role)),)
        if role.takes == "counterpart":
            return self._counterpart(phrase, role)
        found = [self._apply(nation, role, told, phrase) for nation in self._nations(phrase)]
        if not found:
            vague = self._vague(phrase)
            if vague and name is None:
                return (Party("", role.sector, how=(told, f"{vague!r}: no one country"), sort=self._sort(phrase, role)),)
        if name is not None and found and name.code:
            merged = self._sectored(name, role)
            return (replace(merged, how=(*merged.how, *found[0].how)),)
        unique = {(p.code, p.sector): p for p in found}
        return tuple(unique.values())

    def _nations(self, phrase: Phrase) -> list[Party]:
        """What the phrase says its country or body is: bodies and persons before adjectives before names before places."""
        adjectives = [i for i in phrase.nations if self.reading(i).kind == "adjective"]
        inner = self._inside(phrase, adjectives)
        complements = [one.items[0] for one in phrase.inner if one.items]
        states = [self.facts.party(self.reading(i)) for i in adjectives]
        states = states or [p for p in inner if p.sort not in {"body", "person", "people"}]
        states = states or [self.facts.party(self.reading(i)) for i in phrase.nations if i not in complements]
        bodies = [p for p in inner if p.sort in {"body", "person", "people"}]
        if bodies and states and not any(p.code and p.sure for p in bodies):
            # A body of no country of its own is that country's: "China's foreign ministry spokeswoman".
            return [replace(bodies[0], code=s.code, sure=True, how=(*bodies[0].how, *s.how)) for s in states]
        if bodies or states:
            return bodies or states
        role = phrase.role.role if phrase.role else None
        if role is None or role.sector not in LOCAL:
            return []
        places = [self.facts.party(self.reading(i)) for i in phrase.places]
        return [replace(p, sort="state", how=(f"place {p.name!r} in {p.code}",)) for p in places if p.code][:1]

    def _inside(self, phrase: Phrase, adjectives: list[Item]) -> list[Party]:
        """The parties of the phrases that are complements of a role; guesses at unknown names do not count."""
        found: list[Party] = []
        for one in phrase.inner:
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
            sector = nation.sector
        if role.takes == "principal" and nation.sort == "people":
            sector = "CVL"
        keeps = role.kind == "body" and role.sector == "" and nation.sort == "body"
        return Party(
            nation.code,
            sector,
            how=(told, *nation.how, *((f"takes the sector {sector}",) if sector != role.sector else ())),
            office="" if institution else role.office,
            members=nation.members if keeps else (),
            sort=self._sort(phrase, role),
            sure=nation.sure,
        )

    def _counterpart(self, phrase: Phrase, role: Role) -> tuple[Party, ...]:
        nations = [self.facts.party(self.reading(i)) for i in phrase.nations]
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

    def _understood(self, phrase: Phrase, role: Role) -> tuple[Party, ...]:
        """Who a role without country is: the one spoken of before, else one of the article's most prominent country."""
        if role.needs == "capital":
            text = self.sentence.cut(phrase.first, phrase.last).text
            words = self.sentence.lower[phrase.first : phrase.last + 1]
            known = self.discourse.named(tuple(w for w in words if w not in self.closed) or words)
            if known is not None:
                return (known.step(f"{text!r} told earlier in the article"),)
            return (Party(name=text, how=(f"{text!r}: a body that is not known",), sort="body"),)
        if role.needs or role.takes == "counterpart":
            return ()
        told = f"role {role.noun!r} → {role.sector}" if role.sector else f"role {role.noun!r}"
        sort = self._sort(phrase, role)
        words = phrase.determiner
        pointing = words in self.lexicon.definite or words in self.lexicon.demonstrative
        if sort == "person" and (pointing or not words) and not phrase.name:
            before = self.discourse.holder(self._keys(phrase, role)[:2])
            if before is not None:
                return (before.step(f"{self.sentence.words[phrase.role.head]!r} told earlier in the article"),)  # type: ignore[union-attr]
        if not role.sector and not phrase.name:
            return ()
        office = "" if self._complemented(phrase) else role.office
        if not role.fill:
            return (Party("", role.sector, office=office, how=(told,), sort=sort),)
        alike = self.discourse.alike(role.sector) if role.sector in SHARED and (pointing or role.sector == "LEG") else None
        if alike is not None:
            where = f"{alike.code}: as the last {role.sector} told"
            return (Party(alike.code, role.sector, office=office, how=(told, where), sort=sort, sure=False),)
        code, earlier = self.discourse.prominent()
        if not code:
            how = (told, "no country named in the article")
            return (Party("", role.sector, office=office, how=how, sort=sort, sure=False),)
        where = "the country most prominent so far" if earlier else "the article's most frequent country"
        return (Party(code, role.sector, office=office, how=(told, f"{code}: {where}"), sort=sort, sure=False),)

    def _complemented(self, phrase: Phrase) -> bool:
        """Whether a role has a complement that named no party: the president of something else than a country."""
        sentence, item = self.sentence, phrase.items[0]
        return any(
            sentence.relation(child) == "nmod" and child > item.last and preposition(sentence, child) in self.lexicon.complement
            for child in sentence.children[item.head]
        )

    def _keys(self, phrase: Phrase, role: Role) -> tuple[str, ...]:
        """Under what a role's bearer is remembered: its noun, its office, the noun's head ("minister" of "foreign minister")."""
        head = self.sentence.lemmas[phrase.role.head] if phrase.role else ""
        return tuple(dict.fromkeys((role.noun, role.office, head)))

    def _sort(self, phrase: Phrase, role: Role) -> str:
        if role.kind in {"person", "force"} and not (role.kind == "force" and self._number(phrase) == "plur"):
            return "people" if self._number(phrase) == "plur" else "person"
        return "people" if role.kind == "force" else "body"

    def _number(self, phrase: Phrase) -> str:
        if phrase.quantity:
            return "plur"
        head = phrase.role.head if phrase.role else phrase.head
        return "plur" if self.sentence.feature(head, "Number") == "Plur" else "sing"

    def _finish(self, phrase: Phrase, role: Role, party: Party, name: Party | None) -> Party:
        """Give a resolved role its name and office, and remember its bearer."""
        sentence, item = self.sentence, phrase.name
        single = party.sort == "person"
        if not party.sector and party.code in INTERNATIONAL and single and role.takes == "complement":
            party = replace(party, sector="GOV").step("an officer of an international body → GOV")
        if item is not None and not party.name:
            party = replace(party, name=" ".join(sentence.words[item.first : item.last + 1]))
        former = any(sentence.lemmas[c] in self.lexicon.former for c in sentence.children[phrase.role.head]) if phrase.role else False
        if single and not party.name and party.code and party.office and party.sure and not former:
            holder = self.facts.holder(party.office, party.code)
            if holder:
                party = replace(party, name=holder).step(f"{party.office} of {party.code} then: {holder}")
        if item is not None:
            person = role.kind in {"person", "force"}
            bearer = replace(party, sort="person" if person else "body")
            self.discourse.learn(self._words(item), bearer, person=person)
            self.discourse.note_gender(bearer, gender_of(sentence, phrase.role.head) if phrase.role else "")
        if single:
            self.discourse.hold(self._keys(phrase, role), party)
        return party
