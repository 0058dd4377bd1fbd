"""The event lexicon as records: YAML entries, validated, with their predicates ready for matching."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman import ontology
from dragoman.events.composition import Composition, Outcome, compositions
from dragoman.events.frames import FRAMES, Frame, is_function
from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dragoman.packs.base import Pack

_KINDS = ("verb", "noun", "adj")
_DEFAULT_FRAME = {"verb": "transitive", "noun": "deed", "adj": "intransitive"}
_DEFAULT_CONFIDENCE = {"verb": 0.85, "noun": 0.7, "adj": 0.7}
_DEFAULT_COMPOSITION = {
    "REQUEST": "request",
    "REJECT": "reject",
    "THREATEN": "threaten",
    "AGREE": "promise",
    "ACCUSE": "accuse",
    "PROTEST": "protest",
}
_CONDITIONS = ("object", "subject", "modifier", "oblique", "clause")
_FIELDS = frozenset(
    (
        *_KINDS,
        *_CONDITIONS,
        "id",
        "event",
        "mode",
        "frame",
        "actor",
        "recipient",
        "unless",
        "compose",
        "aux",
        "channel",
        "confidence",
        "beside",
        "needs",
        "unnamed",
        "negated",
    )
) | {"examples", "not"}
_NEEDS = frozenset({"actor", "recipient", "content"})
_PRONOMINAL = re.compile(r"^(?:se |s')(?:en )?(?=\w)")
_WORD = re.compile(r"[^\s'’-]+")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate: its words in order without apostrophes and hyphens; `pronominal` where it needs its reflexive pronoun."""

    words: tuple[str, ...]
    pronominal: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """Required (or excluded) complements: lemmas and keywords for each function; None where nothing is asked."""

    object: frozenset[str] | None = None
    subject: frozenset[str] | None = None
    modifier: frozenset[str] | None = None
    clause: frozenset[str] | None = None
    oblique: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def count(self) -> int:
        """How many complements are asked for."""
        return sum(c is not None for c in (self.object, self.subject, self.modifier, self.clause)) + bool(self.oblique)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must (or must not) give an event of its entry; `expect` holds the fields that are checked."""

    text: str
    matching: bool
    expect: tuple[tuple[str, str], ...] = ()
    known_miss: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon entry, as docs/lexicon.md describes it."""

    id: str
    kind: str
    predicates: tuple[Predicate, ...]
    event: str
    mode: str
    frame: Frame
    requires: Conditions
    unless: Conditions
    composition: Composition | None
    aux: tuple[str, ...]
    channel: str
    confidence: float
    examples: tuple[Example, ...]
    beside: tuple[Outcome, ...] = ()
    needs: frozenset[str] = frozenset()
    unnamed: bool = False
    negated: Outcome | None = None


@cache
def entries(pack: Pack) -> tuple[Entry, ...]:
    """All entries of a pack. Raises PackError naming the file and the entry that is wrong, for the first such."""
    found = list(_read(pack))
    for entry in found:
        if isinstance(entry, PackError):
            raise entry
    return tuple(entry for entry in found if isinstance(entry, Entry))


def problems(pack: Pack) -> list[str]:
    """Every entry that is wrong, one line each."""
    return [str(entry) for entry in _read(pack) if isinstance(entry, PackError)]


def _read(pack: Pack) -> Iterator[Entry | PackError]:
    classes = {name: frozenset(words) for name, words in pack.document("classes").items()}
    seen: set[str] = set()
    for stem, document in pack.documents("events"):
        for item in document or []:
            where = f"{pack.language}/lexicon/events/{stem}.yaml: entry {item.get('id', '?') if isinstance(item, dict) else item}"
            try:
                entry = _entry(item, classes)
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                yield PackError(f"{where}: {error}")
                continue
            if entry.id in seen:
                yield PackError(f"{where}: id used twice")
            seen.add(entry.id)
            yield entry


def _entry(item: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Entry:
    unknown = set(item) - _FIELDS
    if unknown:
        raise ValueError(f"unknown field {', '.join(sorted(unknown))}")
    kinds = [kind for kind in _KINDS if kind in item]
    if len(kinds) != 1:
        raise ValueError("needs exactly one of verb, noun, adj")
    kind = kinds[0]
    event, mode = item.get("event", ""), item.get("mode", "")
    _check_type(event, mode)
    name = item.get("compose", _DEFAULT_COMPOSITION.get(event, "none"))
    if not event and name == "none":
        raise ValueError("an entry without event needs compose")
    unless = item.get("unless", {})
    if set(unless) - set(_CONDITIONS):
        raise ValueError(f"unless knows only {', '.join(_CONDITIONS)}")
    return Entry(
        id=item["id"],
        kind=kind,
        predicates=tuple(_predicate(text) for text in _list(item[kind])),
        event=event,
        mode=mode,
        frame=_frame(item, kind),
        requires=_conditions(item, classes),
        unless=_conditions(unless, classes),
        composition=None if name == "none" else compositions()[name],
        aux=tuple(_list(item.get("aux", []))),
        channel=item.get("channel", ""),
        confidence=float(item.get("confidence", _DEFAULT_CONFIDENCE[kind])),
        examples=tuple(_examples(item)),
        beside=tuple(_outcomes(item, "beside")),
        needs=_needs(item),
        unnamed=bool(item.get("unnamed", False)),
        negated=next(_outcomes(item, "negated"), None),
    )


def _outcomes(item: Mapping[str, Any], key: str) -> Iterator[Outcome]:
    """The other events of a field: those that the same words tell, or what they tell under negation."""
    given = item.get(key, [])
    for outcome in given if isinstance(given, list) else [given]:
        _check_type(outcome["event"], outcome.get("mode", ""))
        yield Outcome(**outcome)


def _needs(item: Mapping[str, Any]) -> frozenset[str]:
    needs = frozenset(_list(item.get("needs", [])))
    if needs - _NEEDS:
        raise ValueError(f"needs knows only {', '.join(sorted(_NEEDS))}")
    return needs


def _check_type(event: str, mode: str) -> None:
    types = ontology.load().types
    if event and event not in types:
        raise ValueError(f"no event type {event}")
    if mode and (not event or mode not in types[event].modes):
        raise ValueError(f"no mode {mode} of {event or 'an operator'}")


def _list(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(v, str) for v in values):
        raise ValueError(f"expected words, got {value!r}")
    return values


def _predicate(text: str) -> Predicate:
    stripped = _PRONOMINAL.sub("", text, count=1)
    return Predicate(tuple(_WORD.findall(stripped.lower())), pronominal=stripped != text)


def _frame(item: Mapping[str, Any], kind: str) -> Frame:
    frame = FRAMES[item.get("frame", _DEFAULT_FRAME[kind])]
    actor, recipient = frame.actor, frame.recipient
    if "actor" in item:
        actor = tuple(_list(item["actor"]))
    if "recipient" in item:
        recipient = tuple(_list(item["recipient"]))
    for function in (*actor, *recipient):
        if not is_function(function):
            raise ValueError(f"no function {function}")
    return Frame(actor, recipient, frame.reciprocal)


def _conditions(item: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Conditions:
    def words(key: str) -> frozenset[str] | None:
        return _expand(item[key], classes) if key in item else None

    oblique = item.get("oblique", {})
    return Conditions(
        words("object"),
        words("subject"),
        words("modifier"),
        words("clause"),
        tuple((prep, _expand(nouns, classes)) for prep, nouns in oblique.items()),
    )


def _expand(values: Any, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    expanded: set[str] = set()
    for value in _list(values):
        if value.startswith("~"):
            if value[1:] not in classes:
                raise ValueError(f"no word class {value}")
            expanded |= classes[value[1:]]
        else:
            expanded.add(value.lower())
    return frozenset(expanded)


def _examples(item: Mapping[str, Any]) -> Iterator[Example]:
    for key, matching in (("examples", True), ("not", False)):
        for example in item.get(key, []):
            given = {"text": example} if isinstance(example, str) else dict(example)
            text, known_miss = given.pop("text"), bool(given.pop("known_miss", False))
            expect = tuple((k, " ".join(v) if isinstance(v, list) else str(v or "")) for k, v in sorted(given.items()))
            yield Example(text, matching, expect, known_miss)
