"""The words that claims are recognised by, read from a pack's lexicon/claims/*.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.model.records import Stance
    from dragoman.packs.base import Pack

CONSTRUCTIONS = frozenset({"quotation", "clause", "infinitive", "object", "predicate", "whole"})
KINDS = frozenset({"speech", "act", "attitude"})
_FIELDS = frozenset({"id", "kind", "words", "nouns", "adjectives", "takes", "after", "objects", "subjects", "addressee", "stance", "weak"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry for one word: `takes` where its content stands, `after` the prepositions whose complement is content.

    `kind` is speech, act or attitude; `rest` holds the further words of a cue of several words; `reflexive` asks for a reflexive
    pronoun; `objects` are the nouns one of which must be the object of a light verb, `subjects` those one of which must be the subject;
    `addressee` is true where somebody who is told may stand between the verb and a bare clause.
    """

    id: str
    kind: str
    takes: frozenset[str]
    after: frozenset[str]
    stance: Stance
    rest: tuple[str, ...] = ()
    reflexive: bool = False
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    weak: bool = False
    addressee: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name the source of their clause.

    The last `own` of them belong to the source itself ("de | source diplomatique"); `set_off` ones count only behind a comma, at
    the head of the sentence or of a parenthesis.
    """

    words: tuple[str, ...]
    stance: Stance = "asserts"
    own: int = 0
    set_off: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The closed lists of lexicon/claims/words.yaml; the file says what each is for."""

    complementizers: frozenset[str]
    interrogatives: frozenset[str]
    agents: frozenset[str]
    possessors: frozenset[str]
    sources: Mapping[str, tuple[Phrase, ...]]
    anonymity: tuple[tuple[str, ...], ...]
    opinions: frozenset[str]
    negations: frozenset[str]
    reflexives: frozenset[str]
    hedges: Mapping[str, Stance]
    appearances: frozenset[str]
    doubts: frozenset[str]
    documents: frozenset[str]
    light: frozenset[str]
    times: frozenset[str]
    forms: Mapping[str, str]
    purposes: frozenset[str]
    contrasts: frozenset[str]
    examples: frozenset[str]
    bare_clauses: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything by lemma: `verbs`, `nouns` and `adjectives` give the entries that begin with it."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    words: Words

    @staticmethod
    def look_up(table: Mapping[str, tuple[Cue, ...]], lemma: str) -> tuple[Cue, ...]:
        """The entries for a lemma as the parser gave it, which may be wrong at its end ("declin", "referr")."""
        return table.get(lemma) or table.get(_skeleton(lemma), ())


def _skeleton(lemma: str) -> str:
    """A lemma without a final e and without a doubled last letter, marked so that it equals no lemma."""
    stem = lemma.removesuffix("e")
    if len(stem) > 2 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return f"{stem}…"


@cache
def lexicon(pack: Pack) -> Lexicon:
    """The lexicon of a pack. Raises PackError naming the entry that is wrong."""
    documents = dict(pack.documents("claims"))
    words = _words(documents.pop("words", None), pack)
    verbs: dict[str, list[Cue]] = {}
    nouns: dict[str, list[Cue]] = {}
    adjectives: dict[str, list[Cue]] = {}
    for name, document in documents.items():
        for entry in document:
            _check(entry, f"{pack.folder}/lexicon/claims/{name}.yaml")
            for table, key in ((verbs, "words"), (nouns, "nouns"), (adjectives, "adjectives")):
                for phrase in entry.get(key, ()):
                    first, cue = _cue(entry, phrase, words.reflexives)
                    table.setdefault(first, []).append(cue)
    return Lexicon(_frozen(verbs), _frozen(nouns), _frozen(adjectives), words)


def _frozen(table: dict[str, list[Cue]]) -> dict[str, tuple[Cue, ...]]:
    by_skeleton: dict[str, list[Cue]] = {}
    for lemma, cues in table.items():
        by_skeleton.setdefault(_skeleton(lemma), []).extend(cues)
    # Entries that deny or doubt come first: they are the narrower reading of a verb that also asserts.
    return {
        key: tuple(sorted(cues, key=lambda cue: cue.stance == "asserts")) for source in (by_skeleton, table) for key, cues in source.items()
    }


def _check(entry: Any, path: str) -> None:
    if not isinstance(entry, dict) or "id" not in entry:
        raise PackError(f"{path}: every entry needs an id")
    unknown = set(entry) - _FIELDS
    wrong = (set(entry.get("takes", ())) - CONSTRUCTIONS) | ({entry.get("kind", "act")} - KINDS)
    if unknown or wrong:
        raise PackError(f"{path}: {entry['id']}: unknown {', '.join(sorted(unknown | wrong))}")
    if not entry.get("takes") and not entry.get("after"):
        raise PackError(f"{path}: {entry['id']}: needs takes or after")
    if sum(key in entry for key in ("words", "nouns", "adjectives")) != 1:
        raise PackError(f"{path}: {entry['id']}: needs exactly one of words, nouns, adjectives")


def _cue(entry: dict[str, Any], phrase: str, reflexives: frozenset[str]) -> tuple[str, Cue]:
    words = phrase.replace("'", "' ").split()
    reflexive = len(words) > 1 and words[0] in reflexives
    words = words[1:] if reflexive else words
    return words[0], Cue(
        id=entry["id"],
        kind=entry.get("kind", "act"),
        takes=frozenset(entry.get("takes", ())),
        after=frozenset(entry.get("after", ())),
        stance=entry.get("stance", "asserts"),
        rest=tuple(words[1:]),
        reflexive=reflexive,
        objects=frozenset(entry.get("objects", ())),
        subjects=frozenset(entry.get("subjects", ())),
        weak=bool(entry.get("weak", False)),
        addressee=bool(entry.get("addressee", False)),
    )


def _words(document: Any, pack: Pack) -> Words:
    if not isinstance(document, dict):
        raise PackError(f"{pack.folder}/lexicon/claims/words.yaml: missing")

    def some(key: str) -> frozenset[str]:
        return frozenset(document.get(key, ()))

    return Words(
        complementizers=some("complementizers"),
        interrogatives=some("interrogatives"),
        agents=some("agents"),
        possessors=some("possessors"),
        sources=_phrases(document.get("sources", ())),
        anonymity=tuple(tuple(phrase.replace("'", "' ").split()) for phrase in document.get("anonymity", ())),
        opinions=some("opinions"),
        negations=some("negations"),
        reflexives=some("reflexives"),
        hedges=dict(document.get("hedges", {})),
        appearances=some("appearances"),
        doubts=some("doubts"),
        documents=some("documents"),
        light=some("light"),
        times=some("times"),
        forms=dict(document.get("forms", {})),
        purposes=some("purposes"),
        contrasts=some("contrasts"),
        examples=some("examples"),
        bare_clauses=bool(document.get("bare_clauses", False)),
    )


def _phrases(entries: Iterable[dict[str, Any]]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, list[Phrase]] = {}
    for entry in entries:
        words = tuple(entry["words"].replace("'", "' ").split())
        phrase = Phrase(words, entry.get("stance", "asserts"), int(entry.get("own", 0)), bool(entry.get("set_off")))
        table.setdefault(words[0], []).append(phrase)
    return {first: tuple(sorted(rows, key=lambda row: -len(row.words))) for first, rows in table.items()}
