"""Noun phrases: what one consists of and which words it covers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.actors.items import Item
    from dragoman.actors.lexicon import Role
    from dragoman.analysis.records import Sentence

# Relations under a phrase's head that are no part of the phrase as printed: what coordinates it, governs it or comments on it.
OUTER = frozenset(
    {
        "conj", "cc", "parataxis", "advcl", "csubj", "nsubj", "ccomp", "case", "mark", "cop", "aux", "punct", "orphan", "obl", "obj",
        "iobj", "xcomp", "expl", "vocative", "discourse", "dislocated", "advmod", "reparandum", "root", "dep",
    }
)  # fmt: skip
BARE = frozenset({"det", "flat", "compound", "amod", "fixed", "nummod"})  # what may stand in the phrase of a name alone
QUOTE = '"'  # every quotation mark after normalisation
LONG = 6  # tokens: a longer participle clause is told of the party, it does not say which one is meant
CLAUSAL = frozenset({"parataxis", "advcl", "csubj", "ccomp", "nsubj"})


@dataclass(slots=True, eq=False)
class Phrase:
    """One noun phrase: `items` in order, the main one first; `head` its syntactic head; `heads` further tokens that stand for it.

    `role` is the role item that tells its sector, `name` the item that names the person or body, `nations` the items that say of
    which country or body; `inner` are phrases inside it that stand as a complement of the role ("du président russe") and are phrases
    of their own; `determiner` is the form of its determiner, empty for none; `places` say where a role is. `acronym` is the short name
    in parentheses after it, `quantity` true for "dozens of X".
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


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its items and phrases."""

    sentence: Sentence
    items: list[Item]
    phrases: list[Phrase]


def preposition(sentence: Sentence, token: int) -> str:
    """The lemma of the case marker of a noun, empty for none."""
    for child in sentence.children[token]:
        if sentence.relation(child) == "case":
            return sentence.lemmas[child] if sentence.pos[child] != "PART" else sentence.lower[child]
    return ""


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
            apart = relation in OUTER or (bare and relation not in BARE and sentence.deps[child] != "nmod:poss")
            if not (outer and apart) and _held(sentence, token, child, bare=bare):
                queue.append((child, outer and (relation in {"flat", "fixed"} or min(core) <= child <= max(core))))
    first, last = min(core), max(core)
    size = len(sentence)
    while first and (first - 1 in inside or (sentence.pos[first - 1] == "PUNCT" and first - 2 in inside)):
        first -= 1
    while last + 1 < size and (last + 1 in inside or (sentence.pos[last + 1] == "PUNCT" and last + 2 in inside)):
        last += 1
    while first < min(core) and sentence.pos[first] in {"PUNCT", "ADP", "CCONJ", "PRON"} and sentence.relation(first) != "det":
        first += 1
    while last > max(core) and sentence.pos[last] in {"PUNCT", "ADP", "CCONJ", "DET"}:
        last -= 1
    if last + 1 < size and sentence.words[last + 1] == QUOTE and sentence.words[first : last + 1].count(QUOTE) % 2:
        last += 1
    return first, last


def _held(sentence: Sentence, token: int, child: int, *, bare: bool) -> bool:
    """Whether a dependent stands in the phrase of its head: no clause, nothing after a colon, no verb taken for a participle."""
    relation = sentence.relation(child)
    if relation == "acl":
        return not _relative(sentence, child, relation) and len(sentence.subtree(child)) <= LONG
    if relation == "appos":
        return ":" not in sentence.words[min(child, token) : max(child, token)]
    if relation == "amod" and sentence.pos[child] == "VERB":
        return not bare and not sentence.children[child]
    return relation not in CLAUSAL


def _relative(sentence: Sentence, token: int, relation: str) -> bool:
    if relation != "acl":
        return False
    return sentence.deps[token] == "acl:relcl" or any(
        "PronType=Rel" in sentence.feats[c] or sentence.relation(c) in {"nsubj", "mark"} for c in sentence.children[token]
    )


def gender_of(sentence: Sentence, token: int) -> str:
    """Grammatical gender of a noun, by its determiner and adjectives before its own: "la ministre"; empty where they tell none."""
    agreeing = [c for c in sentence.children[token] if sentence.pos[c] in {"DET", "ADJ"} and c < token]
    after = [c for c in sentence.children[token] if sentence.pos[c] in {"DET", "ADJ"} and c > token]
    own = [token] if sentence.pos[token] != "PROPN" else []
    for one in (*agreeing, *own, *after):
        value = sentence.feature(one, "Gender").lower()
        if value in {"masc", "fem"}:
            return value
    return ""


def number_of(sentence: Sentence, phrase: Phrase) -> str:
    """Plur or sing, by the feature of the phrase's main noun; what is counted by a quantity noun is plural."""
    head = phrase.items[0].head if phrase.role else phrase.head
    return "plur" if phrase.quantity or sentence.feature(head, "Number") == "Plur" else "sing"


def sort_of(sentence: Sentence, phrase: Phrase, role: Role) -> str:
    """The sort of party a role is, as in Party: person, people or body."""
    if role.kind not in {"person", "force"}:
        return "body"
    return "people" if number_of(sentence, phrase) == "plur" else "person"


def keys_of(sentence: Sentence, phrase: Phrase, role: Role) -> tuple[str, ...]:
    """Under what a role's bearer is remembered: its noun, its office, the noun's head ("minister" of "foreign minister")."""
    head = sentence.lemmas[phrase.role.head] if phrase.role else ""
    return tuple(dict.fromkeys((role.noun, role.office, head)))
