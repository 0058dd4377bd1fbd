"""How long an event lasted, as ISO 8601, from the words of its own clause or of the sentence after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dragoman.analysis.records import ROOT
from dragoman.events.circumstances.dates import expression_head
from dragoman.events.circumstances.grammar import Atoms, Grammar, Match, Phrase, atoms, compile_grammar, phrase
from dragoman.events.circumstances.tense import governor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.analysis.records import Sentence
    from dragoman.packs.base import Pack

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_SMALLER = {"hour": "minute", "minute": "second", "day": "hour"}
_NEXT_TO = 3  # a length right before the event's word, "two-hour phone call", stands at most so many tokens away


@dataclass(frozen=True, slots=True)
class DurationWords:
    """durations.yaml, compiled; the fields are explained there."""

    grammar: Grammar
    fillers: frozenset[str]
    not_after: frozenset[str]
    not_before: tuple[Phrase, ...]
    hour_prepositions: frozenset[str]
    prepositions: frozenset[str]
    verbs: frozenset[str]
    subjects: frozenset[str]
    other: frozenset[str]
    genitive: frozenset[str]
    pronouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time at tokens `first` to `last`, hanging in the tree by `head`; `iso` is its ISO 8601 form."""

    first: int
    last: int
    head: int
    iso: str


@cache
def duration_words(pack: Pack) -> DurationWords:
    """Compile a pack's durations.yaml. Raises PackError where it is wrong."""
    document = pack.document("durations")
    return DurationWords(
        compile_grammar(document, f"{pack.folder}/lexicon/durations.yaml"),
        frozenset(document["fillers"]),
        frozenset(document["not_after"]),
        tuple(phrase(text) for text in document["not_before"]),
        frozenset(document["hour_prepositions"]),
        frozenset(document["prepositions"]),
        frozenset(document["verbs"]),
        frozenset(document["subjects"]),
        frozenset(document["other"]),
        frozenset(document["genitive"]),
        frozenset(document["pronouns"]),
    )


@lru_cache(maxsize=64)
def lengths(sentence: Sentence, pack: Pack) -> tuple[Length, ...]:
    """All lengths of time of a sentence, without ages, distances and hours of the day."""
    words = duration_words(pack)
    if not words.grammar.worth(sentence):
        return ()
    cut = atoms(sentence)
    found = []
    for match in words.grammar.scan(cut):
        if _blocked(cut, match, words):
            continue
        iso = _iso(match)
        first, last = cut.tokens[match.first], cut.tokens[match.last]
        head = expression_head(sentence, first, last)
        if iso and not _is_other(sentence, first, last, head, words):
            found.append(Length(first, last, head, iso))
    return tuple(found)


def duration(sentence: Sentence, trigger: int, pack: Pack) -> str:
    """The duration of the event at token `trigger` told in its sentence, as ISO 8601; empty for none."""
    words = duration_words(pack)
    return next((length.iso for length in lengths(sentence, pack) if _measures(sentence, length, trigger, words)), "")


def following(sentence: Sentence, pack: Pack) -> str:
    """The duration that a sentence tells of an event of the sentence before ("The talks lasted two hours."); empty for none.

    Its main verb is one of lasting, its subject a pronoun or a noun of happening.
    """
    words = duration_words(pack)
    if words.verbs.isdisjoint(sentence.lemmas) and words.verbs.isdisjoint(sentence.lower):
        return ""
    for length in lengths(sentence, pack):
        verb = governor(sentence, length.head)
        if not _lasts(sentence, verb, words) or any(_lasts(sentence, a, words) for a in sentence.ancestors(verb)):
            continue
        subjects = sentence.dependents(verb, "nsubj")
        named = [c for s in subjects for c in (s, *sentence.dependents(s, "flat", "compound"))]
        if any(sentence.pos[t] == "PRON" or sentence.lower[t] in words.pronouns or _in(sentence, t, words.subjects) for t in named):
            return length.iso
    return ""


def _measures(sentence: Sentence, length: Length, trigger: int, words: DurationWords) -> bool:
    """Tell whether a length is the event's own."""
    if length.first <= trigger <= length.last:
        return False
    head = sentence.heads[length.head]
    genitive = trigger == length.last + 2 and sentence.lower[length.last + 1] in words.genitive
    before = 0 < trigger - length.last <= _NEXT_TO and head == sentence.heads[trigger]
    if genitive or before or head == trigger or sentence.heads[trigger] == length.head:
        return sentence.relation(length.head) != "nsubj"
    verb = governor(sentence, length.head)
    if head == ROOT or verb != governor(sentence, trigger):
        return False
    if _lasts(sentence, verb, words):
        return any(trigger in (s, *sentence.dependents(s, "flat")) for s in sentence.dependents(verb, "nsubj"))
    prepositional = any(sentence.lower[c] in words.prepositions for c in sentence.dependents(length.head, "case"))
    plain = head == verb and sentence.relation(length.head) in ("obl", "obj", "advmod")
    # A noun of action shares its verb's complements only as its subject or object.
    return (prepositional or plain) and (trigger == verb or sentence.relation(trigger) in ("obj", "nsubj"))


def _lasts(sentence: Sentence, verb: int, words: DurationWords) -> bool:
    return _in(sentence, verb, words.verbs)


def _in(sentence: Sentence, token: int, words: frozenset[str]) -> bool:
    return sentence.lemmas[token] in words or sentence.lower[token] in words


def _is_other(sentence: Sentence, first: int, last: int, head: int, words: DurationWords) -> bool:
    """Tell ages, prison terms and the like: the length belongs to one of the `other` words beside it or above it."""
    around = [*range(max(0, first - 3), first), *range(last + 1, min(len(sentence), last + 4))]
    linked = {head, sentence.heads[head], *sentence.children[head]}
    linked |= {g for c in sentence.children[head] for g in sentence.children[c]}
    return any(t in linked and _in(sentence, t, words.other) for t in linked if t != ROOT and not first <= t <= last) or any(
        sentence.lower[t] in words.other and abs(t - last) <= 2 for t in around
    )


def _blocked(cut: Atoms, match: Match, words: DurationWords) -> bool:
    before, after = match.first - 1, match.last + 1
    if after < len(cut.words) and cut.words[after] in words.genitive:
        return False  # "after two hours of talks" measures the talks
    figures = cut.words[match.first][0].isdecimal()
    if figures and before >= 0 and cut.words[before] in words.hour_prepositions and "hour" in match.values.get("UNIT", ()):
        return True
    while before >= 0 and cut.words[before] in words.fillers and cut.words[before] not in words.not_after:
        before -= 1
    if before >= 0 and cut.words[before] in words.not_after:
        return True
    if before >= 1 and cut.words[before] == "a" and cut.words[before - 1] == "y":
        return True
    return any(cut.words[after : after + len(text)] == text for text in words.not_before)


def _iso(match: Match) -> str:
    """ISO 8601: hours and less after a T, days and weeks, months and years. Empty where nothing sensible is told."""
    units = match.values.get("UNIT", ())
    counts = [*match.values.get("NUMBER", ())]
    if match.entry["is"] == "halves":
        counts = [0.5]
    elif match.entry["is"] == "half":
        counts[0] += 0.5
    pairs: list[tuple[float, str]] = list(zip(counts, units, strict=False))
    if len(counts) > len(units):  # "deux heures trente"
        smaller = _SMALLER.get(units[-1])
        if smaller is None:
            return ""
        pairs.append((counts[-1], smaller))
    return iso_duration(pairs)


def iso_duration(pairs: Iterable[tuple[float, str]]) -> str:
    """ISO 8601 of counts and units (second … decade); 72 hours stay PT72H; empty for a nought."""
    totals = dict.fromkeys(("month", "day", "second"), 0.0)
    told = list(pairs)
    if len(told) == 1 and told[0][1] == "week" and float(told[0][0]).is_integer() and told[0][0]:
        return f"P{int(told[0][0])}W"
    for count, unit in told:
        if unit in _MONTHS:
            totals["month"] += count * _MONTHS[unit]
        elif unit in ("day", "week"):
            totals["day"] += count * (7 if unit == "week" else 1)
        else:
            totals["second"] += count * _SECONDS[unit]
    years, months = divmod(round(totals["month"]), 12)
    days = int(totals["day"])
    minutes, seconds = divmod(round(totals["second"] + (totals["day"] - days) * 86400), 60)
    hours, minutes = divmod(minutes, 60)
    date_part = "".join(f"{n}{u}" for n, u in ((years, "Y"), (months, "M"), (days, "D")) if n)
    time_part = "".join(f"{n}{u}" for n, u in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    return f"P{date_part}{'T' + time_part if time_part else ''}" if date_part or time_part else ""

