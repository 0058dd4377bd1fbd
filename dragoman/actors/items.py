"""Where in a sentence something stands that may name a party: names, role nouns, unknown proper nouns, quantities, pronouns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.actors.gazetteer import Name, gazetteer, written
from dragoman.actors.lexicon import Lexicon, Pronoun, Role, lexicon, readings
from dragoman.actors.trie import Stream, longest

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.packs.base import Pack
    from dragoman.world import World

NOMINAL = frozenset({"NOUN", "PROPN", "X"})
TAKEN_AS_NAME = frozenset({"PROPN", "X"})
PRONOMINAL = frozenset({"PRON", "DET", "ADJ"})
SPOKEN_OF = frozenset({"nsubj", "obj", "obl", "nmod", "conj"})
NAMING = frozenset({"NOUN", "PROPN", "ADJ"})  # what may stand between a modifier and its noun
CAPITALS = 0.6  # share of capitalised words from which a sentence is a headline in capitals, where they tell no names
MODIFIERS = frozenset({"amod", "acl", "advmod", "case", "cc", "mark", "aux", "cop"})


@dataclass(slots=True, eq=False)
class Item:
    """Tokens `first` to `last`, headed by `head`, of one `kind`.

    kind: role (also a counterpart), idiom (words that hold a role noun and mean nobody), name, run (a proper noun nobody knows),
    quantity, pointer, number, pronoun, latter.
    """

    first: int
    last: int
    head: int
    kind: str
    names: tuple[Name, ...] = ()
    role: Role | None = None
    pronouns: tuple[Pronoun, ...] = ()
    nations: list[Item] = field(default_factory=list)  # what says of which country or body this role is
    owner: Item | None = None  # the role whose nation this is
    far: bool = False  # told of a noun between it and its role: "le président du **directoire** de PSA"

    @property
    def sort(self) -> str:
        """The kind of the first name, empty for what is no name."""
        return self.names[0].kind if self.names else ""


def local_head(sentence: Sentence, first: int, last: int) -> int:
    """The token of a stretch whose own head lies outside it: the first such, one that is spoken of before one that modifies."""
    heads = sentence.heads
    tops = [t for t in range(first, last + 1) if not first <= heads[t] <= last and sentence.pos[t] not in {"PUNCT", "ADP", "DET"}]
    return next((t for t in tops if sentence.relation(t) in SPOKEN_OF), tops[0] if tops else last)


class Scanner:
    """Finds the items of sentences, for one pack and world."""

    def __init__(self, pack: Pack, world: World) -> None:
        """Compile or fetch what the pack knows."""
        self.lexicon: Lexicon = lexicon(pack)
        self.names = gazetteer(pack, world)
        self.closed = self.lexicon.closed
        self.determiners = self.lexicon.determiners

    def scan(self, sentence: Sentence) -> list[Item]:
        """All items of a sentence by position; names and roles do not overlap one another."""
        taken = [False] * len(sentence)
        items: list[Item] = []
        named = self._named(sentence)
        roles = self._roles(sentence, named)
        for item in sorted([*named, *roles], key=lambda i: (i.first - i.last, i.kind not in {"name", "idiom"})):
            if not any(taken[item.first : item.last + 1]):
                items.append(item)
                taken[item.first : item.last + 1] = [True] * (item.last - item.first + 1)
        self._personal(sentence, items, taken)
        self._widen(sentence, items, taken)
        items += self._runs(sentence, taken)
        items += self._words(sentence, taken)
        self._titled(sentence, items)
        return sorted((i for i in items if i.kind != "idiom"), key=lambda i: i.first)

    def _titled(self, sentence: Sentence, items: list[Item]) -> None:
        """Leave out a role that only modifies the one after it: "the **deputy** UN ambassador"."""
        begins = {item.first: item for item in items if item.kind == "role"}
        for item in [i for i in begins.values() if sentence.lower[i.head] in self.lexicon.deputies]:
            after = next((begins[t] for t in range(item.last + 1, item.last + 4) if t in begins), None)
            if after is not None and all(sentence.pos[t] in NAMING for t in range(item.last + 1, after.first)):
                items.remove(item)

    def _named(self, sentence: Sentence) -> list[Item]:
        words, pos = sentence.words, sentence.pos

        def accept(first: int, last: int, name: Name) -> bool:
            if name.kind == "adjective":
                return name.form.islower() or written(words, first, last, name)
            if name.form.isupper() and first and sentence.words[first - 1][-1:].isdigit() and not sentence.words[first - 1].isdigit():
                return False  # a unit of measure, "0,04 UA"
            return written(words, first, last, name) and not (first == last and pos[first] in {"DET", "ADP", "AUX"})

        stream = Stream([(lower,) for lower in sentence.lower])
        found = []
        for first, last, names in longest(self.names, stream, accept):
            chosen = tuple(sorted(names, key=lambda n: n.ambiguous))
            found.append(Item(first, last, local_head(sentence, first, last), "name", names=chosen))
        return found

    def _roles(self, sentence: Sentence, named: list[Item]) -> list[Item]:
        begun = {token: item for item in named for token in range(item.first, item.last)}

        def accept(first: int, last: int, role: Role) -> bool:
            name = begun.get(last)
            if name is not None and name.first > first:
                return False  # it would cut a name short: "le président du Conseil européen"
            if role.needs == "never":
                return True
            if role.needs == "capital" and not (first and sentence.words[first][:1].isupper()):
                return role.noun in self.lexicon.bodies and self._pointing(sentence, first, last)
            if first > 1 and sentence.words[first - 1] == "-" and sentence.ends[first - 1] == sentence.starts[first]:
                return sentence.lower[first - 2] in self.lexicon.former  # else part of a compound, "Russian-speakers"
            return self._nominal(sentence, first, last)

        words = self.lexicon
        stream = Stream([readings(words, low, lemma) for low, lemma in zip(sentence.lower, sentence.lemmas, strict=True)])
        return [
            Item(first, last, local_head(sentence, first, last), "idiom" if roles[0].needs == "never" else "role", role=roles[0])
            for first, last, roles in longest(self.lexicon.roles, stream, accept)
        ]

    def _pointing(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether a common noun stands alone after a word that points: "the group said", not "the group of men", "the Carlyle group"."""
        near = {sentence.lower[t] for t in (first - 1, first - 2) if t >= 0 and (t == first - 1 or sentence.pos[first - 1] == "ADJ")}
        words, after = self.lexicon, last + 1
        alone = after >= len(sentence) or (sentence.lower[after] not in words.complement and sentence.pos[after] not in NOMINAL)
        return alone and bool(near & (words.definite | words.demonstrative | words.contracted))

    def _nominal(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether words stand as a noun: tagged as one, a title before a name, or an adjective that a determiner opens."""
        pos, head = sentence.pos, local_head(sentence, first, last)
        if pos[head] == "ADV":
            return sentence.relation(head) in SPOKEN_OF and first < last  # "the far right gained"
        if pos[head] in NOMINAL or pos[head] != "ADJ":
            return pos[head] in NOMINAL
        after = pos[last + 1] if last + 1 < len(pos) else ""
        if after == "PROPN" and sentence.words[first][:1].isupper():
            return True
        if sentence.relation(head) in MODIFIERS and not self._after_determiner(sentence, head):
            return False
        opened = first > 0 and (pos[first - 1] in {"DET", "NUM"} or sentence.lower[first - 1] in self.determiners)
        return (opened and after not in NOMINAL) or any(pos[c] == "DET" for c in sentence.children[head])

    def _after_determiner(self, sentence: Sentence, token: int) -> bool:
        """Whether the parse hangs a word on its own determiner, which some parses take for the noun."""
        over = sentence.heads[token]
        return over >= 0 and sentence.lower[over] in self.determiners

    def _personal(self, sentence: Sentence, items: list[Item], taken: list[bool]) -> None:
        """Free a name of one word that is part of an unknown person's name ("Jordan" beside a surname)."""
        for item in list(items):
            token = item.first
            if item.kind != "name" or item.last > token or item.sort == "person":
                continue
            before = sentence.deps[token].startswith("flat") and sentence.heads[token] == token - 1
            after = any(sentence.deps[c].startswith("flat") and c == token + 1 for c in sentence.children[token])
            near = token - 1 if before else token + 1 if after else -1
            if near >= 0 and not taken[near] and self._proper(sentence, near):
                items.remove(item)
                taken[token] = False

    def _widen(self, sentence: Sentence, items: list[Item], taken: list[bool]) -> None:
        """Let a person's name take in the unknown given names before it."""
        for item in items:
            if item.kind == "name" and item.sort == "person":
                surname = item.first == item.last
                while item.first and not taken[item.first - 1] and self._proper(sentence, item.first - 1):
                    item.first -= 1
                    taken[item.first] = True
                item.head = local_head(sentence, item.first, item.last)
                given = sentence.words[item.first]
                if surname and item.first < item.last and len(given) > 2 and not given.endswith(".") and "-" not in given:
                    item.kind, item.names = "run", ()  # full names are known as such: this is another person of that surname

    def _proper(self, sentence: Sentence, token: int) -> bool:
        word = sentence.words[token]
        low = sentence.lower[token]
        article, hyphen, _ = low.partition("-")
        if hyphen and article in self.lexicon.particles and word[len(article) + 1 : len(article) + 2].isupper():
            return True  # "al-Juwaili"
        if not word[:1].isupper() or low in self.closed or low in self.lexicon.numbers or low in self.lexicon.calendar:
            return False
        if token and low in self.lexicon.portfolios and sentence.lower[token - 1] in self.closed:
            return False  # "le ministre de la Défense"
        if sentence.pos[token] == "NOUN" and word.isupper() and word.isalpha() and len(word) > 1:
            return not sentence.span.text.isupper()  # an acronym
        return sentence.pos[token] in TAKEN_AS_NAME or sentence.relation(token) == "flat"

    def _runs(self, sentence: Sentence, taken: list[bool]) -> list[Item]:
        """Maximal stretches of unknown proper nouns, with the particles inside them."""
        found, token, size = [], 0, len(sentence)
        while token < size:
            if taken[token] or not self._opens(sentence, token, taken):
                token += 1
                continue
            last = token + max(self._particle(sentence, token, taken) - 1, 0)
            while last + 1 < size and not taken[last + 1]:
                if step := self._particle(sentence, last + 1, taken):
                    last += step
                elif self._proper(sentence, last + 1) or self._capital(sentence, last + 1):
                    last += 1
                else:
                    break
            if (len(sentence.words[token]) > 1 or last > token) and not self._dated(sentence, token, last):
                found.append(Item(token, last, local_head(sentence, token, last), "run"))
                taken[token : last + 1] = [True] * (last + 1 - token)
            token = last + 1
        return found

    def _opens(self, sentence: Sentence, token: int, taken: list[bool]) -> bool:
        """Whether an unknown name begins with a token."""
        if sentence.lower[token] in self.lexicon.titles:
            return False
        after = token + 1
        beside = after < len(sentence) and not taken[after] and self._proper(sentence, after)
        return self._proper(sentence, token) or (beside and self._capital(sentence, token))

    def _capital(self, sentence: Sentence, token: int) -> bool:
        """Whether a capital alone makes a word inside a sentence part of a name, whatever the parser calls it ("Sahle **Work** Zawde")."""
        word, low = sentence.words[token], sentence.lower[token]
        if not token or not word[:1].isupper() or len(word) < 2 or not word.isalpha() or sentence.pos[token - 1] == "PUNCT":
            return False
        words = self.lexicon
        if low in self.closed or low in words.numbers or low in words.calendar or low in words.portfolios or low in words.titles:
            return False
        long = [w for w in sentence.words if len(w) > 3 and w.isalpha()]
        return sentence.pos[token] in {"NOUN", "VERB", "ADJ"} and sum(w[:1].isupper() for w in long) < CAPITALS * len(long)

    @staticmethod
    def _dated(sentence: Sentence, first: int, last: int) -> bool:
        """Whether a single capitalised word stands beside a number, as months do."""
        near = (t for t in (first - 1, last + 1) if 0 <= t < len(sentence))
        return first == last and any(sentence.pos[t] == "NUM" and sentence.words[t].isdigit() for t in near)

    def _particle(self, sentence: Sentence, token: int, taken: list[bool]) -> int:
        """How many tokens a particle and the name after it are, 0 where there is none: "bin Salman", "al-Homsi"."""
        glued = token + 1 < len(sentence) and sentence.words[token + 1] == "-" and sentence.ends[token] == sentence.starts[token + 1]
        after = token + (2 if glued else 1)
        if after >= len(sentence) or any(taken[token : after + 1]) or sentence.lower[token] not in self.lexicon.particles:
            return 0
        # Contracted prepositions join places, not the parts of a person's name: only a flat relation proves one.
        return after - token + 1 if self._proper(sentence, after) and (glued or sentence.relation(after) == "flat") else 0

    def _words(self, sentence: Sentence, taken: list[bool]) -> list[Item]:
        """Quantities, pointers, counterparts, number names and pronouns, a token each; they may overlap a role."""
        words, found = self.lexicon, []
        for token, (low, lemma, pos) in enumerate(zip(sentence.lower, sentence.lemmas, sentence.pos, strict=True)):
            relative = pos == "SCONJ" and sentence.relation(token) in {"obj", "nsubj"}
            pronouns = words.pronouns.get(low) if pos in PRONOMINAL or relative else None
            if pronouns is None and pos == "PROPN" and token == 0 and low not in self.determiners:
                pronouns = words.pronouns.get(low)  # a capital alone makes some parsers take a pronoun for a name
            if pronouns and _fits(pos, pronouns):
                found.append(Item(token, token, token, "pronoun", pronouns=pronouns))
            elif pos in {"PUNCT", "VERB", "AUX", "ADP", "CCONJ"} or taken[token]:
                continue
            elif lemma in words.counterpart or low in words.counterpart:
                found.append(Item(token, token, token, "role", role=Role(lemma, "", "person", takes="counterpart")))
            elif lemma in words.pointers or low in words.pointers:
                found.append(Item(token, token, token, "pointer"))
            elif lemma in words.quantity or low in words.quantity:
                found.append(Item(token, token, token, "quantity"))
            elif low in words.numbers and sentence.relation(token) not in {"nummod", "det", "amod"}:
                found.append(Item(token, token, token, "number"))
            elif (low in words.latter or low in words.former_of_two) and (
                sentence.relation(token) != "amod" or self._after_determiner(sentence, token) or not _noun_follows(sentence, token)
            ):
                found.append(Item(token, token, token, "latter"))
        return found


def _noun_follows(sentence: Sentence, token: int) -> bool:
    return token + 1 < len(sentence) and sentence.pos[token + 1] in {"NOUN", "PROPN", "ADJ", "NUM"}


def _fits(pos: str, pronouns: tuple[Pronoun, ...]) -> bool:
    """Whether a word of this part of speech may be one of these pronouns: determiners are possessives, conjunctions nothing."""
    if pos in {"PRON", "PROPN"}:
        return True
    if pos == "SCONJ":
        return any(pronoun.kind == "relative" for pronoun in pronouns)
    return pos in {"DET", "ADJ"} and any(pronoun.kind == "possessive" for pronoun in pronouns)
