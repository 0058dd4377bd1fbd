"""Noun phrases: which items of a sentence stand in one phrase, which words the phrase covers, and what modifies it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.actors.items import Item
    from dragoman.actors.lexicon import Lexicon
    from dragoman.analysis.records import Sentence

INNER = frozenset({"flat", "fixed", "compound", "goeswith", "appos", "nmod", "amod", "nummod", "list", "dep"})
NAMING = frozenset({"flat", "compound", "appos", "nmod", "nsubj", "list", "dep", "obj", "parataxis", "conj"})
# Relations under a phrase's head that are no part of the phrase as printed: what coordinates it, governs it or comments on it.
OUTER = frozenset(
    {
        "conj", "cc", "parataxis", "advcl", "csubj", "nsubj", "ccomp", "case", "mark", "cop", "aux", "punct", "orphan", "obl", "obj",
        "iobj", "xcomp", "expl", "vocative", "discourse", "dislocated", "advmod", "reparandum", "root", "dep",
    }
)  # fmt: skip
BARE = frozenset({"det", "flat", "compound", "amod", "fixed", "nummod"})  # what may stand in the phrase of a name alone
CLAUSAL = frozenset({"parataxis", "advcl", "csubj", "ccomp", "nsubj"})
PERSONAL = frozenset({"person", "force"})


@dataclass(slots=True, eq=False)
class Phrase:
    """One noun phrase: `items` in order, the main one first; `head` its syntactic head; `heads` further tokens that stand for it.

    `role` is the role item that tells its sector, `name` the item that names the person or body, `nations` the items that say of
    which country or body; `inner` are phrases inside it that stand as a complement of the role ("du président russe") and are phrases of
    their own; `determiner` is the form of its determiner, empty for none; `places` say where a role is. `acronym` is the short name in parentheses after it, `quantity` true for "dozens of X".
    """

    items: list[Item]
    head: int
    first: int
    last: int
    role: Item | None = None
    name: Item | None = None
    nations: list[Item] = field(default_factory=list)
    inner: list[Phrase] = field(default_factory=list)
    places: list[Item] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    determiner: str = ""
    acronym: Item | None = None
    quantity: bool = False


def preposition(sentence: Sentence, token: int) -> str:
    """The lemma of the case marker of a noun, empty for none."""
    for child in sentence.children[token]:
        if sentence.relation(child) == "case":
            return sentence.lemmas[child] if sentence.pos[child] != "PART" else sentence.lower[child]
    return ""


class Builder:
    """Groups the items of one sentence into phrases."""

    def __init__(self, sentence: Sentence, items: list[Item], lexicon: Lexicon) -> None:
        """Keep what the rules look at; `build` does the work."""
        self.sentence, self.lexicon = sentence, lexicon
        self.items = items
        self.roles = [i for i in items if i.kind == "role"]
        self.at = {token: i for i in items if i.kind in {"role", "name", "run"} for token in range(i.first, i.last + 1)}

    def build(self) -> list[Phrase]:
        """All phrases by position. Nationality adjectives and compound names taken up by a role give no phrase of their own."""
        self._nations()
        person_of = self._persons()
        phrases: dict[int, Phrase] = {}
        taken = {id(run) for run in person_of.values()}
        for role in self.roles:
            name = person_of.get(id(role))
            beside = [n for n in role.nations if n.last + 1 == role.first and self._absorbed(n)]
            phrase = self._phrase([role, *([name] if name else [])], beside)
            phrase.role, phrase.name, phrase.nations = role, name, role.nations
            phrases[id(role)] = phrase
            if name:
                phrases[id(name)] = phrase
        for item in self.items:
            if item.kind != "role" and id(item) not in taken and not self._absorbed(item):
                phrase = self._phrase([item])
                phrase.name = item if item.kind in {"name", "run"} else None
                phrases[id(item)] = phrase
        unique = list({id(p): p for p in phrases.values()}.values())
        self._merge_roles(unique, phrases)
        self._complements(phrases)
        self._conjoined(phrases)
        self._acronyms(unique)
        unique = [p for p in unique if p.items]
        self._quantities(unique)
        return sorted((p for p in unique if p.items), key=lambda p: (p.first, -p.last))

    def _absorbed(self, item: Item) -> bool:
        """Adjectives and compounds belong to their role; a complement with its own preposition stays a phrase too."""
        if item.owner is None:
            return False
        if item.first <= self._up(item.owner.head) <= item.last:
            return True
        return item.sort == "adjective" or self.sentence.relation(item.head) in {"amod", "compound", "flat"}

    def _nations(self) -> None:
        for item in self.items:
            if item.kind == "name" and item.sort not in {"person"}:
                role = self._owner(item)
                if role is not None:
                    item.owner = role
                    role.nations.append(item)

    def _owner(self, item: Item) -> Item | None:
        sentence = self.sentence
        beside = self._beside(item)
        if beside is not None:
            return beside
        token = item.head
        relation = sentence.relation(token)
        for _ in range(4):
            if relation not in INNER and not (relation == "conj" and item.sort == "adjective"):
                return None
            if relation in {"nmod", "appos"} and not self._of(token):
                return None
            token = sentence.heads[token]
            if token < 0:
                return None
            over = self.at.get(token)
            if over is not None and over.kind == "role":
                return over if relation != "appos" else None
            if over is not None and over is not item and over.owner is not None and relation in {"conj", "flat", "nmod"}:
                return over.owner if item.sort == "adjective" else None
            relation = sentence.relation(token)
            if item.sort != "adjective" and over is None:
                return None
        return None

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

    def _of(self, token: int) -> bool:
        """Whether a nominal modifier belongs to its noun: by a complement preposition, a genitive, or none at all."""
        case = preposition(self.sentence, token)
        return not case or case in self.lexicon.complement or case in self.lexicon.genitive

    def _beside(self, item: Item) -> Item | None:
        """A role that a nationality adjective stands right before or after, whatever the parse says."""
        before, after = self.at.get(item.first - 1), self.at.get(item.last + 1)
        if item.sort != "adjective" and self.sentence.relation(item.head) != "compound":
            headed = after is not None and after.kind == "role" and item.first <= self._up(after.head) <= item.last
            return after if headed and self.sentence.relation(after.head) in {"flat", "compound"} else None
        adjective_first = any(name.form[:1].isupper() for name in item.names)
        for near in (after, before) if adjective_first else (before, after):
            if near is not None and near.kind == "role" and not self.sentence.relation(near.head) == "amod":
                return near
        return None

    def _persons(self) -> dict[int, Item]:
        """Role → the person's or body's name that goes with it, each name with one role: the nearest before it."""
        found: dict[int, Item] = {}
        for name in self.items:
            if name.kind == "run" or (name.kind == "name" and name.sort == "person"):
                for role in sorted(self.roles, key=lambda r: abs(r.first - name.first)):
                    if id(role) not in found and self._names(role, name):
                        found[id(role)] = name
                        break
        return found

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
                return self._under(role.head, between) and not any(sentence.pos[t] == "VERB" for t in between)
            return len(marks) == 1 and marks[0] == name.first - 1 and self._apposed(role, name)
        between = range(name.last + 1, role.first)
        marks = [t for t in between if sentence.pos[t] == "PUNCT"]
        plain = all(sentence.pos[t] in {"DET", "ADJ", "PROPN", "NOUN", "PART", "PUNCT", "NUM", "ADV"} for t in between)
        return bool(marks) and marks == [name.last + 1] and plain and self._apposed(name, role)

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
        return singular and self._closed(other) and sentence.heads[one.head] in {under, other.head}

    def _closed(self, item: Item) -> bool:
        """Whether a comma or dash, or the end, closes the phrase of an item that a comma opened."""
        sentence, token = self.sentence, item.last + 1
        below = set(sentence.subtree(item.head))
        while token < len(sentence) and token in below and sentence.pos[token] != "PUNCT":
            token += 1
        return token >= len(sentence) or sentence.pos[token] == "PUNCT"

    def _under(self, head: int, tokens: range) -> bool:
        heads = self.sentence.heads
        for token in tokens:
            up, steps = token, 0
            while up not in {head, -1} and steps < 8:
                up, steps = heads[up], steps + 1
            if up != head:
                return False
        return True

    def _merge_roles(self, phrases: list[Phrase], by_item: dict[int, Phrase]) -> None:
        """Join a second role of the same person: "X, président et chef du parti" keeps the first; "le général X, ministre" too."""
        sentence = self.sentence
        for phrase in phrases:
            item = phrase.items[0] if phrase.items else None
            if item is None or item.kind != "role" or sentence.relation(item.head) not in {"appos", "flat", "compound"}:
                continue
            over = self.at.get(sentence.heads[item.head])
            host = by_item.get(id(over)) if over is not None else None
            if host is None or host is phrase or not host.items or over is None or over.sort not in {"", "person"}:
                continue
            if over.role is not None and item.role is not None and (over.role.kind == "body") != (item.role.kind == "body"):
                continue
            if sentence.relation(item.head) == "compound" and over.kind == "role":
                if over.first - item.last not in {1, 2}:
                    continue
                host.nations = host.nations or phrase.nations
                phrase.items = []
                continue
            host.items += phrase.items
            host.nations = host.nations or phrase.nations
            if host.role is None:
                host.role = item
            host.name = host.name or phrase.name
            host.first, host.last = min(host.first, phrase.first), max(host.last, phrase.last)
            for moved in phrase.items:
                by_item[id(moved)] = host
            phrase.items = []

    def _complements(self, by_item: dict[int, Phrase]) -> None:
        sentence = self.sentence
        for item in list(self.items):
            phrase = by_item.get(id(item))
            if phrase is None or not phrase.items or item is not phrase.items[0]:
                continue
            over_token = sentence.heads[phrase.head]
            over = self.at.get(over_token) if over_token >= 0 else None
            host = by_item.get(id(over)) if over is not None else None
            if host is None or host is phrase or host.role is None or over is None or over.kind != "role":
                continue
            relation, case = sentence.relation(phrase.head), preposition(sentence, phrase.head)
            if relation in {"nmod", "obl", "compound", "det", "amod"} and item.kind != "pronoun":
                if self._of(phrase.head):
                    host.inner.append(phrase)
                elif case in self.lexicon.origin and item.kind == "name":
                    host.places.append(item)
            elif item.kind == "pronoun" and any(p.kind == "possessive" for p in item.pronouns):
                host.inner.append(phrase)

    def _conjoined(self, by_item: dict[int, Phrase]) -> None:
        """Give a role in the plural every one of its coordinated complements: "the presidents of France and Germany"."""
        sentence = self.sentence
        for host in {id(p): p for p in by_item.values()}.values():
            if host.role is None or sentence.feature(host.role.head, "Number") != "Plur":
                continue
            for inner in list(host.inner):
                for child in sentence.dependents(inner.head, "conj"):
                    item = self.at.get(child)
                    other = by_item.get(id(item)) if item is not None else None
                    if other is not None and other.items and other not in host.inner:
                        host.inner.append(other)

    def _acronyms(self, phrases: list[Phrase]) -> None:
        """Note the acronym in parentheses after a phrase, which then is no phrase of its own."""
        words = self.sentence.words
        for short in phrases:
            if not short.items or short.name is None or short.role is not None:
                continue
            first, last = short.items[0].first, short.items[0].last
            if first < 2 or last + 1 >= len(words) or words[first - 1] != "(" or words[last + 1] != ")":
                continue
            hosts = [p for p in phrases if p.items and p is not short and p.items[0].first < first and p.last >= first - 2]
            if hosts and words[first].isupper():
                host = min(hosts, key=lambda p: p.items[0].first)
                host.acronym, short.items = short.name, []
                host.last = max(host.last, last + 1)

    def _quantities(self, phrases: list[Phrase]) -> None:
        """Give a phrase counted by a quantity noun that noun's head and span."""
        sentence = self.sentence
        heads = {p.head: p for p in phrases if p.items and p.items[0].kind == "quantity"}
        for phrase in phrases:
            if not phrase.items or phrase.items[0].kind in {"quantity", "pronoun"}:
                continue
            over = heads.get(sentence.heads[phrase.head])
            if over is None or sentence.relation(phrase.head) not in {"nmod", "obl", "compound", "appos"}:
                continue
            if not over.items or not self._of(phrase.head):
                continue
            phrase.heads += [phrase.head, *over.heads]
            phrase.head = over.head
            phrase.first, phrase.last = min(phrase.first, over.first), max(phrase.last, over.last)
            phrase.quantity = True
            over.items = []

    def _phrase(self, items: list[Item], beside: Sequence[Item] = ()) -> Phrase:
        sentence = self.sentence
        heads = [item.head for item in (*items, *beside)]
        top = min(heads, key=lambda t: len(sentence.ancestors(t)))
        bare = all(item.kind not in {"role", "quantity", "pointer"} for item in items)
        first, last = span(sentence, top, [t for i in items for t in (i.first, i.last)], bare=bare)
        phrase = Phrase(items, top, first, last, heads=[h for h in heads if h != top])
        if items[0].kind != "pronoun":
            self._determine(phrase)
        return phrase

    def _determine(self, phrase: Phrase) -> None:
        """Find the determiner: by the parse, else the word right before by its form; the phrase then begins with it."""
        sentence, words = self.sentence, self.lexicon.determiners
        for head in dict.fromkeys((phrase.items[0].head, phrase.head)):
            for child in sentence.children[head]:
                if sentence.pos[child] in {"DET", "PRON"} and sentence.relation(child) in {"det", "nmod"} and child < head:
                    phrase.determiner = sentence.lower[child]
                    return
        first = phrase.first
        if sentence.pos[first] == "DET" or (first < phrase.items[0].first and sentence.lower[first] in words):
            phrase.determiner = sentence.lower[first]
        elif first and sentence.lower[first - 1] in words and sentence.pos[first - 1] != "ADP":
            phrase.first = first - 1
            phrase.determiner = sentence.lower[first - 1]
            if sentence.heads[phrase.head] == first - 1:
                phrase.heads.append(phrase.head)
                phrase.head = first - 1


def span(sentence: Sentence, head: int, core: list[int], *, bare: bool = False) -> tuple[int, int]:
    """First and last token of the phrase under `head` that holds the tokens `core`: with modifiers, without relative clauses.

    A `bare` phrase, a name or pronoun alone, takes no complements.
    """
    inside = set(range(min(core), max(core) + 1))
    queue = [(head, True)]
    while queue:
        token, outer = queue.pop()
        inside.add(token)
        for child in sentence.children[token]:
            relation = sentence.relation(child)
            if (outer and relation in OUTER) or relation in CLAUSAL or _relative(sentence, child, relation):
                continue
            if outer and bare and relation not in BARE:
                continue
            queue.append((child, outer and relation in {"flat", "fixed"}))
    first, last = min(core), max(core)
    size = len(sentence)
    while first and (first - 1 in inside or (sentence.pos[first - 1] == "PUNCT" and first - 2 in inside)):
        first -= 1
    while last + 1 < size and (last + 1 in inside or (sentence.pos[last + 1] == "PUNCT" and last + 2 in inside)):
        last += 1
    while first < min(core) and sentence.pos[first] in {"PUNCT", "ADP", "CCONJ"}:
        first += 1
    while last > max(core) and sentence.pos[last] in {"PUNCT", "ADP", "CCONJ", "DET"}:
        last -= 1
    return first, last


def _relative(sentence: Sentence, token: int, relation: str) -> bool:
    if relation != "acl":
        return False
    return sentence.deps[token] == "acl:relcl" or any(
        "PronType=Rel" in sentence.feats[c] or sentence.relation(c) in {"nsubj", "mark"} for c in sentence.children[token]
    )


def gender_of(sentence: Sentence, token: int) -> str:
    """Grammatical gender of a noun by its own or its determiner's features, empty where they tell none."""
    for one in (token, *sentence.children[token]):
        if one == token or sentence.pos[one] in {"DET", "ADJ"}:
            value = sentence.feature(one, "Gender").lower()
            if value in {"masc", "fem"} and (one != token or sentence.pos[one] != "PROPN"):
                return value
    return ""
