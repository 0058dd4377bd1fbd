"""Names: which reading of a known name is meant, and who bears an unknown one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.party import NOTHING, SHARED, Party
from dragoman.actors.phrase import number_of, preposition
from dragoman.actors.trie import split

if TYPE_CHECKING:
    from dragoman.actors.discourse import Discourse
    from dragoman.actors.gazetteer import Name
    from dragoman.actors.items import Item, Scanner
    from dragoman.actors.party import Facts, Resolved
    from dragoman.actors.phrase import Parsed, Phrase

# Kind of name → kind of mention; places and persons are told apart in code.
KINDS = {
    "country": "country",
    "capital": "country",
    "seat": "organisation",
    "adjective": "demonym",
    "people": "group",
    "organisation": "organisation",
    "group": "organisation",
    "region": "region",
}
FEWEST = 2  # letters of an acronym
QUALIFYING = frozenset({"amod", "compound", "flat", "acl"})


class Names:
    """Resolves the names of one sentence."""

    def __init__(self, parsed: Parsed, scanner: Scanner, facts: Facts, discourse: Discourse) -> None:
        """Take the sentence and all that is known so far."""
        self.sentence, self.items = parsed.sentence, parsed.items
        self.lexicon, self.facts, self.discourse = scanner.lexicon, facts, discourse

    def reading(self, item: Item) -> Name:
        """The reading of a name that fits its place in the sentence."""
        if len(item.names) == 1:
            return item.names[0]
        kinds: dict[str, Name] = {}
        for name in item.names:
            before = kinds.get(name.kind)
            if before is None or self.discourse.prominence(name.id) > self.discourse.prominence(before.id):
                kinds[name.kind] = name
        sentence = self.sentence
        if "country" in kinds and not any(sentence.lower[c] in self.lexicon.indefinite for c in sentence.children[item.head]):
            return kinds["country"]
        if "adjective" not in kinds or "people" not in kinds:
            return kinds[item.names[0].kind]
        nominal = sentence.relation(item.head) not in QUALIFYING and item.owner is None
        if nominal and sentence.pos[item.head] == "ADJ":
            nominal = any(sentence.pos[c] == "DET" for c in sentence.children[item.head])
        return kinds["people" if nominal or self._capital_noun(item, kinds["adjective"]) else "adjective"]

    def _capital_noun(self, item: Item, adjective: Name) -> bool:
        """Whether capitals alone tell a people from its adjective: written with one where the adjective has none."""
        return adjective.form.islower() and item.first > 0 and self.sentence.words[item.first][:1].isupper()

    def name(self, phrase: Phrase, item: Item) -> Resolved:
        """The party of a known name."""
        name = self.reading(item)
        party = self.facts.party(name)
        if name.kind == "city" or (name.kind == "capital" and self.located(item)):
            place = Party(party.code, "", name.form, how=(f"place {name.form!r} in {party.code}",), sort="place")
            return (place,), "place"
        if name.kind == "person":
            return (self._person(item, party),), "person"
        if name.kind == "people" and number_of(self.sentence, phrase) == "sing" and phrase.determiner in self.lexicon.indefinite:
            return (replace(party, sort="person"),), "group"  # "un Turc"
        if name.kind == "adjective" and self._language(phrase, item, name):
            return NOTHING
        if name.kind == "adjective" and phrase.determiner and self.sentence.relation(item.head) not in QUALIFYING:
            how = (*party.how, "used as a noun: its people")
            return (replace(party, sector="CVL", name="", how=how, sort="people"),), "group"
        kind = "region" if party.sort == "region" and KINDS[name.kind] == "organisation" else KINDS[name.kind]
        shared = self._of_another(name, item, party) if kind == "organisation" else None
        if shared is None:
            self.discourse.learn(self.words(item), party, person=False)
        return (shared or party,), kind

    def _language(self, phrase: Phrase, item: Item, name: Name) -> bool:
        """Whether an adjective is the name of a language, small and definite in the singular: "le français"."""
        sentence = self.sentence
        if not name.form.islower() or sentence.words[item.first][:1].isupper() or item.owner is not None:
            return False
        if sentence.relation(item.head) in QUALIFYING or phrase.determiner not in self.lexicon.definite:
            return False
        return any(sentence.feature(c, "Number") == "Sing" for c in sentence.children[item.head] if sentence.pos[c] == "DET")

    def _of_another(self, name: Name, item: Item, party: Party) -> Party | None:
        """The party where several countries use a name and it is not the usual one's: "Venezuela's National Guard"."""
        if party.code not in self.facts.world.countries:
            return None
        nation = self._of_nation(item)
        if nation is None:
            return self._common_seat(name) if name.kind == "seat" else None
        if nation.code == party.code:
            return None
        return Party(nation.code, party.sector, name.form, how=(f"{name.form!r} of", *nation.how), sort="body")

    def _of_nation(self, item: Item) -> Party | None:
        """The country that a name's adjective or possessor tells."""
        for other in self.items:
            if other.kind == "name" and other is not item and item.first <= self.sentence.heads[other.head] <= item.last:
                relation = self.sentence.deps[other.head]
                if other.sort in {"country", "adjective"} and relation in {"amod", "compound", "nmod:poss"}:
                    return self.facts.party(self.reading(other))
        return None

    def _common_seat(self, name: Name) -> Party | None:
        """The institution of the country spoken of, where a seat's name is a common noun and its own country is not spoken of."""
        roles = self.lexicon.roles.get(split(name.form.lower()))
        code, _ = self.discourse.prominent()
        if not roles or roles[0].sector not in SHARED or not code or self.discourse.prominence(name.id) > 0:
            return None
        told = f"role {roles[0].noun!r} → {roles[0].sector}"
        return Party(code, roles[0].sector, how=(told, f"{code}: the country most prominent in the article"), sort="body", sure=False)

    def located(self, item: Item) -> bool:
        """Whether a name stands after a preposition of place, and not as the agent of a passive or the one addressed."""
        sentence, words = self.sentence, self.lexicon
        over, case = sentence.heads[item.head], preposition(sentence, item.head)
        addressed = case in words.dative and over >= 0 and sentence.lemmas[over] in words.addressing
        if addressed or sentence.deps[item.head] == "obl:agent":
            return False
        return case in words.locative or (item.first > 0 and sentence.lemmas[item.first - 1] in words.locative)

    def text(self, item: Item) -> str:
        """An item as written, on one line."""
        return " ".join(self.sentence.cut(item.first, item.last).text.split())

    def words(self, item: Item) -> tuple[str, ...]:
        """The lower-case forms of an item."""
        return self.sentence.lower[item.first : item.last + 1]

    def _person(self, item: Item, party: Party) -> Party:
        """The person known by a name; of a surname alone, the one of that name that the article has told of."""
        known = self.discourse.named(self.words(item))
        if known is not None and (known.name != party.name if item.first == item.last else False):
            return known.step(f"name {self.sentence.words[item.first]!r} told earlier in the article")
        if known is not None and known.name == party.name and not party.office and known.sector != party.sector:
            return known.step(f"{party.name}: as told earlier in the article")
        self.discourse.learn(self.words(item), party, person=True)
        return party

    def run(self, phrase: Phrase, item: Item) -> Resolved:
        """The party of an unknown proper noun: the one the article has told of, else a private person or a body of no known country.

        Where the article is about one country, somebody with a full name is taken to be of that country, and the party says so.
        """
        words = self.words(item)
        known = self.discourse.named(words)
        if known is not None:
            text = self.text(item)
            return (known.step(f"name {text!r} told earlier in the article"),), "person" if known.sort == "person" else "organisation"
        if self.located(item) or self.part(phrase) or self._thing(item):
            return NOTHING
        text = self.text(item)
        body = phrase.determiner in self.lexicon.definite or phrase.determiner in self.lexicon.contracted or _acronym(text)
        party = Party("", "", text, how=(f"name {text!r} not known",), sort="body" if body else "person")
        if item.last > item.first:
            party = replace(party, sector="CVL").step("taken for a private body" if body else "taken for a private person")
            code = self.discourse.dominant()
            if code:
                party = replace(party, code=code, sure=False).step(f"{code}: a guess, the country the article is about")
            self.discourse.learn(words, party, person=not body)
        return (party,), "organisation" if body else "person"

    def _thing(self, item: Item) -> bool:
        """Whether a name is that of a war, a treaty, a street or the like, by a word of it or the noun it stands right after."""
        sentence, things = self.sentence, self.lexicon.things
        before = sentence.lemmas[item.first - 1] if item.first and sentence.pos[item.first - 1] == "NOUN" else ""
        return bool({*self.words(item), before} & things)

    def part(self, phrase: Phrase) -> bool:
        """Whether a phrase tells of what something is a part, or is one itself: "le **nord** du Mali", "**northern** Mexico"."""
        sentence, parts = self.sentence, self.lexicon.parts
        over = sentence.heads[phrase.head]
        if over >= 0 and sentence.lemmas[over] in parts and preposition(sentence, phrase.head) in self.lexicon.complement:
            return True
        inner = [c for c in sentence.children[phrase.head] if sentence.relation(c) in {"amod", "compound"}]
        own = [phrase.items[0], *phrase.nations]  # "the **South African** government": the word is part of the name
        return any(sentence.lemmas[c] in parts and not any(i.first <= c <= i.last for i in own) for c in inner)


def _acronym(text: str) -> bool:
    return len(text) >= FEWEST and text.isupper() and text.isalpha()
