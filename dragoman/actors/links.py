"""Which items of a sentence belong together: a nationality and its role, a role and the person who bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.phrase import preposition

if TYPE_CHECKING:
    from dragoman.actors.items import Item
    from dragoman.actors.lexicon import Lexicon
    from dragoman.analysis.records import Sentence

INNER = frozenset({"flat", "fixed", "compound", "goeswith", "appos", "nmod", "amod", "nummod", "list", "dep"})
NAMING = frozenset({"flat", "compound", "appos", "nmod", "nsubj", "list", "dep", "obj", "parataxis", "conj"})
CLIMB = 4  # heads from a nationality up to its role
PERSONAL = frozenset({"person", "force"})


class Links:
    """The links between the items of one sentence, by the parse and, where it errs, by what stands beside what."""

    def __init__(self, sentence: Sentence, items: list[Item], lexicon: Lexicon) -> None:
        """Take the sentence; `at` gives the item that a token is part of."""
        self.sentence, self.lexicon, self.items = sentence, lexicon, items
        self.roles = [i for i in items if i.kind == "role"]
        self.at = {token: i for i in items if i.kind in {"role", "name", "run"} for token in range(i.first, i.last + 1)}

    def absorbed(self, item: Item) -> bool:
        """Adjectives and compounds belong to their role; a complement with its own preposition stays a phrase too."""
        if item.owner is None:
            return False
        if item.first <= self._up(item.owner.head) <= item.last:
            return True
        return item.sort == "adjective" or self.sentence.relation(item.head) in {"amod", "compound", "flat"}

    def nations(self) -> None:
        """Give each role the items that say of which country or body it is, and each of those its owner."""
        for item in self.items:
            if item.kind == "name" and item.sort not in {"person"}:
                role = self._owner(item)
                if role is not None:
                    item.owner = role
                    role.nations.append(item)

    def _owner(self, item: Item) -> Item | None:
        """The role whose country or body a name tells, by the parse."""
        beside = self._beside(item)
        if beside is not None:
            return beside
        token, adjective = item.head, item.sort == "adjective"
        for _ in range(CLIMB):
            relation, up = self.sentence.relation(token), self.sentence.heads[token]
            if not self._climbs(item, token, up):
                return None
            over = self.at.get(up)
            if over is not None and over.kind == "role":
                return over if relation != "appos" else None
            if over is not None and over is not item and over.owner is not None and relation in {"conj", "flat", "nmod"}:
                return over.owner if adjective else None
            if over is None and not self._passes(item, up):
                return None
            token = up
        return None

    def _passes(self, item: Item, token: int) -> bool:
        """Whether a name may tell the country of a role beyond a noun that names nobody."""
        if self.sentence.lemmas[token] in self.lexicon.things:
            return False  # "le Forum de la **langue** française"
        if item.sort == "adjective":
            return True
        item.far = item.far or self.sentence.lemmas[token] not in self.lexicon.deputies
        return self._carries(token)

    def _carries(self, token: int) -> bool:
        """Whether a noun that names nobody hands its complement on to the role over it: "le président du **directoire** de PSA"."""
        sentence = self.sentence
        complement = preposition(sentence, token) in self.lexicon.complement
        deputy = sentence.lower[token] in self.lexicon.deputies
        return deputy or (sentence.pos[token] == "NOUN" and sentence.relation(token) == "nmod" and complement)

    def _climbs(self, item: Item, token: int, up: int) -> bool:
        """Whether the way from `token` to its head `up` stays inside one noun phrase."""
        sentence, relation = self.sentence, self.sentence.relation(token)
        if up < 0 or not (relation in INNER or (relation == "conj" and item.sort == "adjective")):
            return False
        if relation in {"nmod", "appos"} and not self.belongs(token):
            return False
        between = range(min(up, item.last) + 1, max(up, item.first))
        listed = relation == "conj" or item.sort == "adjective"  # "français, allemand et polonais"
        return all(sentence.pos[t] not in {"VERB", "AUX", "PUNCT"} or (listed and sentence.words[t] == ",") for t in between)

    def _up(self, token: int) -> int:
        """The head of a token, through the flat and compound parts of a name."""
        up = self.sentence.heads[token]
        while up >= 0 and up not in self.at and self.sentence.relation(up) in {"flat", "compound"}:
            up = self.sentence.heads[up]
        while up >= 0 and self.at.get(up) is not None and self.at[up].kind in {"run", "role"} and self._flat(up):
            up = self.sentence.heads[up]
        return up

    def _flat(self, token: int) -> bool:
        return self.sentence.relation(token) in {"flat", "compound"}

    def belongs(self, token: int) -> bool:
        """Whether a nominal modifier belongs to its noun: by a complement preposition, a genitive, or none at all."""
        case = preposition(self.sentence, token)
        return not case or case in self.lexicon.complement or case in self.lexicon.genitive

    def _beside(self, item: Item) -> Item | None:
        """A role that a nationality adjective stands right before or after, whatever the parse says."""
        before, after = self.at.get(item.first - 1), self.at.get(item.last + 1)
        owned = self.at.get(item.last + 2)
        if after is None and owned is not None and owned.kind == "role" and self.sentence.lower[item.last + 1] in self.lexicon.genitive:
            return owned
        if item.sort != "adjective" and self.sentence.relation(item.head) != "compound":
            if after is None or after.kind != "role" or not self._flat(after.head):
                return None
            return after if item.first <= self._up(after.head) <= item.last else None
        adjective_first = any(name.form[:1].isupper() for name in item.names)
        for near in (after, before) if adjective_first else (before, after):
            if near is not None and near.kind == "role" and self.sentence.relation(near.head) != "amod":
                return near
        return None

    def persons(self) -> dict[int, Item]:
        """Role → the person's or body's name that goes with it, each name with one role: the nearest before it."""
        found: dict[int, Item] = {}
        for name in self.items:
            if (name.kind == "run" and not self._short(name)) or (name.kind == "name" and name.sort == "person"):
                for role in sorted(self.roles, key=lambda r: abs(r.first - name.first)):
                    if id(role) not in found and self._names(role, name):
                        found[id(role)] = name
                        break
        return found

    def _short(self, name: Item) -> bool:
        """Whether a name is an acronym in parentheses, which abbreviates the phrase before it."""
        words, last = self.sentence.words, name.last + 1
        enclosed = name.first > 0 and last < len(words) and words[name.first - 1] == "(" and words[last] == ")"
        return enclosed and words[name.first].isupper()

    def _names(self, role: Item, name: Item) -> bool:
        sentence = self.sentence
        if role.role is not None and role.role.kind == "thing":
            return False
        if role.last < name.first:
            between = range(role.last + 1, name.first)
            if not between:
                return sentence.relation(name.head) != "obl"
            marks = [t for t in between if sentence.pos[t] == "PUNCT"]
            if not marks and sentence.pos[name.first - 1] not in {"ADP", "CCONJ", "VERB", "AUX", "SCONJ", "PART"}:
                if preposition(sentence, name.head):
                    return False
                return self._under({role.head, name.head}, between) and not any(sentence.pos[t] == "VERB" for t in between)
            return len(marks) == 1 and marks[0] == name.first - 1 and self._apposed(role, name)
        between = range(name.last + 1, role.first)
        marks = [t for t in between if sentence.pos[t] == "PUNCT"]
        plain = all(sentence.pos[t] in {"DET", "ADJ", "PROPN", "NOUN", "PART", "PUNCT", "NUM", "ADV"} for t in between)
        return bool(marks) and marks == [name.last + 1] and plain and (self._apposed(name, role) or self._told(role, between))

    def _told(self, role: Item, between: range) -> bool:
        """Whether a person's role right after the comma tells who the name is, whatever the parse: "X, the prime minister of …"."""
        sentence = self.sentence
        listed = sentence.relation(role.head) == "conj" or any(sentence.relation(c) == "cc" for c in sentence.children[role.head])
        person = role.role is not None and role.role.kind == "person" and bool(role.role.office)
        near = all(sentence.pos[t] in {"DET", "ADJ", "PUNCT"} for t in between)
        return person and near and not listed and sentence.feature(role.head, "Number") != "Plur"

    def _apposed(self, one: Item, other: Item) -> bool:
        """Whether the parse, or for bare person roles the pattern "name, role", makes `other` an apposition of `one`."""
        sentence = self.sentence
        relation = sentence.relation(other.head)
        if relation == "appos":
            return one.first <= sentence.heads[other.head] <= one.last
        if sentence.relation(one.head) == "appos" and other.first <= sentence.heads[one.head] <= other.last:
            return True
        role = other.role or one.role
        if role is None or role.kind not in PERSONAL or relation not in NAMING:
            return False
        under = sentence.heads[other.head]
        if one.first <= under <= one.last and relation != "conj":
            return True
        singular = sentence.feature((other if other.role else one).head, "Number") != "Plur"
        joined = one.first > 0 and sentence.pos[one.first - 1] == "CCONJ"
        beside = other.role is None and sentence.relation(one.head) == "nsubj" and not joined
        return singular and (self._closed(other) or beside) and sentence.heads[one.head] in {under, other.head}

    def _closed(self, item: Item) -> bool:
        """Whether a comma or dash, or the end, closes the phrase of an item that a comma opened."""
        sentence, token = self.sentence, item.last + 1
        below = set(sentence.subtree(item.head))
        while token < len(sentence) and token in below and sentence.pos[token] != "PUNCT":
            token += 1
        return token >= len(sentence) or sentence.pos[token] == "PUNCT"

    def _under(self, tops: set[int], tokens: range) -> bool:
        """Whether each of the tokens hangs below one of `tops`."""
        heads = self.sentence.heads
        for token in tokens:
            up, steps = token, 0
            while up not in tops and up != -1 and steps < 8:
                up, steps = heads[up], steps + 1
            if up not in tops:
                return False
        return True
