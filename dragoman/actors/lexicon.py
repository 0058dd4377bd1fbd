"""The words of a pack's lexicon/actors files that build and link noun phrases, compiled once for each pack."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from dragoman.actors.trie import Trie, split
from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.packs.base import Pack

VOCABULARY = 1 << 16  # words whose readings are kept
ROLE_KINDS = frozenset({"person", "body", "force", "thing"})


@dataclass(frozen=True, slots=True)
class Role:
    """One role noun; the fields are those of roles.yaml."""

    noun: str
    sector: str
    kind: str
    office: str = ""
    takes: str = ""
    fill: bool = True
    needs: str = ""
    code: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One form of pronouns.yaml."""

    form: str
    person: int
    number: str
    gender: str
    refer: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Everything but names; compared and hashed by identity.

    All words are lower case; `plurals` are (ending, replacement) pairs in the order to try them.
    """

    roles: Trie[Role] = field(repr=False)
    pronouns: Mapping[str, tuple[Pronoun, ...]]
    quantity: frozenset[str]
    counterpart: frozenset[str]
    pointers: Mapping[str, str]
    numbers: Mapping[str, int]
    latter: frozenset[str]
    former_of_two: frozenset[str]
    complement: frozenset[str]
    locative: frozenset[str]
    addressing: frozenset[str]
    dative: frozenset[str]
    origin: frozenset[str]
    genitive: frozenset[str]
    plurals: tuple[tuple[str, str], ...]
    titles: frozenset[str]
    particles: frozenset[str]
    former: frozenset[str]
    regions: frozenset[str]
    deputies: frozenset[str]
    parts: frozenset[str]
    things: frozenset[str]
    private: frozenset[str]
    agentive: frozenset[str]
    mandate: frozenset[str]
    blaming: frozenset[str]
    impersonal: frozenset[str]
    spheres: Mapping[str, str]
    bodies: Mapping[str, frozenset[str]]
    past: frozenset[str]
    indefinite: frozenset[str]
    definite: frozenset[str]
    demonstrative: frozenset[str]
    contracted: frozenset[str]
    membership: frozenset[str]
    calendar: frozenset[str]
    portfolios: frozenset[str]

    @property
    def closed(self) -> frozenset[str]:
        """Function words: never part of a name by themselves, whatever the parser calls them."""
        return self.definite | self.indefinite | self.demonstrative | self.locative | self.complement | self.pronouns.keys()

    @property
    def determiners(self) -> frozenset[str]:
        """Determiners by form."""
        return self.definite | self.indefinite | self.demonstrative

    def pointing(self, determiner: str) -> bool:
        """Whether a determiner may point back."""
        return determiner in self.definite or determiner in self.demonstrative or determiner in self.contracted

    def singular(self, word: str) -> str:
        """Cut a plural ending off by rule; the word itself where none fits."""
        for ending, replacement in self.plurals:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return word[: len(word) - len(ending)] + replacement
        return word


def _set(words: Iterable[Any] | None) -> frozenset[str]:
    return frozenset(str(word).lower() for word in words or ())


def _roles(pack: Pack) -> Trie[Role]:
    trie: Trie[Role] = Trie()
    for entry in pack.document("actors/roles"):
        fields = {key: value for key, value in entry.items() if key != "nouns"}
        if fields.get("kind") not in ROLE_KINDS:
            raise PackError(f"{pack.language} roles.yaml: kind {fields.get('kind')!r} is none of {sorted(ROLE_KINDS)}")
        for noun in entry["nouns"]:
            trie.add(split(str(noun).lower()), Role(noun=str(noun), **fields))
    return trie


def _pronouns(pack: Pack) -> dict[str, tuple[Pronoun, ...]]:
    found: dict[str, list[Pronoun]] = {}
    for entry in pack.document("actors/pronouns"):
        fields = {key: value for key, value in entry.items() if key != "forms"}
        for form in entry["forms"]:
            found.setdefault(str(form), []).append(Pronoun(form=str(form), **fields))
    return {form: tuple(pronouns) for form, pronouns in found.items()}


@lru_cache(maxsize=VOCABULARY)
def readings(words: Lexicon, low: str, lemma: str) -> tuple[str, ...]:
    """What a token may be found under as part of a role: its form (without "ex-"), its lemma, its form made singular."""
    prefix, hyphen, rest = low.partition("-")
    plain = rest if hyphen and rest and prefix in words.former else low
    return tuple(dict.fromkeys((plain, lemma, words.singular(plain))))


@cache
def lexicon(pack: Pack) -> Lexicon:
    """Compile a pack's role, group, pronoun and phrase files. Raises PackError where one is missing or wrong."""
    groups, phrases = pack.document("actors/groups"), pack.document("actors/phrases")
    try:
        return Lexicon(
            roles=_roles(pack),
            pronouns=_pronouns(pack),
            quantity=_set(groups["quantity"]),
            counterpart=_set(groups["counterpart"]),
            pointers={noun: entry["refer"] for entry in groups["pointers"] for noun in entry["nouns"]},
            bodies={noun: frozenset(entry["are"]) for entry in groups["bodies"] for noun in entry["nouns"]},
            numbers={str(word): int(value) for word, value in groups["numbers"].items()},
            latter=_set(groups["summaries"]["latter"]),
            former_of_two=_set(groups["summaries"]["former"]),
            plurals=tuple((str(ending), str(cut)) for ending, cut in phrases["plurals"].items()),
            regions=_set(phrases["regions"]["adjectives"]),
            spheres={str(noun): sector for sector, nouns in phrases["spheres"].items() for noun in nouns},
            **{
                name: _set(phrases[name])
                for name in (
                    "complement",
                    "locative",
                    "addressing",
                    "dative",
                    "origin",
                    "genitive",
                    "titles",
                    "particles",
                    "former",
                    "indefinite",
                    "definite",
                    "demonstrative",
                    "contracted",
                    "membership",
                    "deputies",
                    "past",
                    "parts",
                    "things",
                    "private",
                    "agentive",
                    "mandate",
                    "blaming",
                    "impersonal",
                    "calendar",
                    "portfolios",
                )
            },
        )
    except (KeyError, TypeError) as error:
        raise PackError(f"{pack.language} lexicon/actors: missing or unknown field {error}") from error
