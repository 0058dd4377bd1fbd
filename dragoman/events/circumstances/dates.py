"""Expressions of time in a sentence, resolved against the article's day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from dragoman.events.circumstances.calendar import OPERATIONS, Known, Precision, Stretch
from dragoman.events.circumstances.grammar import Atoms, Grammar, Match, Phrase, atoms, compile_grammar, phrase
from dragoman.events.circumstances.tense import TenseWords, tense_at, tense_words
from dragoman.model import Span  # noqa: TC001 - dataclass field types are part of the public interface

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.analysis.records import Sentence
    from dragoman.packs.base import Pack

_KINDS = {
    "calendar": "absolute",
    "figures": "absolute",
    "between": "absolute",
    "decade": "absolute",
    "years": "absolute",
    "season": "absolute",
    "feast": "absolute",
    "weekday": "weekday",
    "weekdays": "weekday",
    "offset": "relative",
    "period": "relative",
}
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "SYM"})
_REACH = 3  # atoms before an expression in which its preposition is looked for


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time at tokens `first` to `last`, both included.

    `start` and `end` are the days it covers, both included, None where unknown (no article date). `kind` is absolute, weekday,
    relative, anaphoric (counted in `shift` days from the day told before: "la veille"), recurrent ("every Monday") or vague
    ("recently"). `bound` is since, until, before or after where a preposition makes a limit of it. `historical` marks words that
    by themselves put something into the past ("autrefois"). `told` is the unit its ends are told in: day, month, year, or empty for
    a stretch whose ends are only computed ("last week").
    """

    span: Span
    first: int
    last: int
    start: date | None
    end: date | None
    precision: Precision
    kind: str
    bound: str = ""
    historical: bool = False
    shift: int = 0
    told: str = ""

    @property
    def iso(self) -> str:
        """The start as YYYY-MM-DD, YYYY-MM or YYYY, as precise as told; empty where unknown."""
        return _iso(self.start, self.told)

    @property
    def iso_end(self) -> str:
        """The end of a range, in the form of `iso`; empty where that is the same or unknown."""
        end = _iso(self.end, self.told)
        return end if end != self.iso else ""


def _iso(day: date | None, told: str) -> str:
    return "" if day is None or not told else day.isoformat()[: {"day": 10, "month": 7, "year": 4}[told]]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """times.yaml, compiled: the grammar, what may follow an expression as part of it, and the prepositions that make a limit."""

    grammar: Grammar
    tails: tuple[Phrase, ...]
    bounds: tuple[tuple[Phrase, str], ...]
    tense: TenseWords


@cache
def time_words(pack: Pack) -> TimeWords:
    """Compile a pack's times.yaml. Raises PackError where it is wrong."""
    document = pack.document("times")
    grammar = compile_grammar(document, f"{pack.folder}/lexicon/times.yaml")
    tails = sorted((phrase(text) for text in document["tails"]), key=len, reverse=True)
    bounds = [(phrase(text), bound) for bound, texts in document["bounds"].items() for text in texts]
    return TimeWords(grammar, tuple(tails), tuple(sorted(bounds, key=lambda b: -len(b[0]))), tense_words(pack))


@lru_cache(maxsize=64)
def times(sentence: Sentence, pack: Pack, day: date | None) -> tuple[TimeExpression, ...]:
    """All expressions of time of a sentence, in order. `day` is the article's date; without it relative ones stay unresolved."""
    words = time_words(pack)
    if not words.grammar.worth(sentence):
        return ()
    cut = atoms(sentence)
    found: list[TimeExpression] = []
    for match in words.grammar.scan(cut):
        if _guarded(sentence, cut, match, words):
            continue
        expression = _expression(sentence, cut, match, words, day)
        if found and (joined := _join(sentence, found[-1], expression)):
            found[-1] = joined
        else:
            found.append(expression)
    return tuple(found)


def _guarded(sentence: Sentence, cut: Atoms, match: Match, words: TimeWords) -> bool:
    """Turn down figures that count something ("le 12 soldats", "in 2000 cases") and whatever an entry says must not follow."""
    entry, before, after = match.entry, match.first - 1, match.last + 1
    follows = cut.words[after] if after < len(cut.words) else ""
    precedes = cut.words[before] if before >= 0 else ""
    if follows in entry.get("not_before", ()) or precedes in entry.get("not_after", ()):
        return True
    guard, token = entry.get("guard"), cut.tokens[match.last]
    if guard == "ahead":
        return tense_at(sentence, expression_head(sentence, cut.tokens[match.first], token), words.tense) == "past"
    if guard and (not cut.whole[match.last] or (follows and follows in "%/$€£:")):
        return True
    noun = token + 1 < len(sentence) and sentence.pos[token + 1] in _NOMINAL and cut.words[match.last] != ")"
    if guard == "alone":
        return noun
    return guard == "counted" and noun and sentence.relation(token) == "nummod" and sentence.heads[token] > token


def _expression(sentence: Sentence, cut: Atoms, match: Match, words: TimeWords, day: date | None) -> TimeExpression:
    entry, last = match.entry, _with_tail(cut, match, words)
    first_token, last_token = cut.tokens[match.first], cut.tokens[last]
    operation = entry["is"]
    head = expression_head(sentence, first_token, last_token)
    tense = tense_at(sentence, head, words.tense)
    possessor = _is_possessor(sentence, head, last_token)
    tense = entry.get("tense", tense)
    stretch: Stretch = OPERATIONS[operation](Known(day, tense), dict(match.values), entry)
    return TimeExpression(
        span=sentence.cut(first_token, last_token),
        first=first_token,
        last=last_token,
        start=stretch.start,
        end=stretch.end,
        precision=stretch.precision,
        kind=_KINDS.get(operation, operation),
        bound="" if possessor else entry.get("bound") or _bound(cut, match, words),
        historical=bool(entry.get("historical")),
        shift=_shift(entry, match),
        told=stretch.told,
    )


def _shift(entry: Mapping[str, Any], match: Match) -> int:
    """Days from the day told before: as the entry says, or so many as the match counts in the entry's direction."""
    count = match.values["NUMBER"][0] if "NUMBER" in match.values else 0
    return round(count * entry["sign"]) if "sign" in entry and entry["is"] == "anaphoric" else int(entry.get("shift", 0))


def _is_possessor(sentence: Sentence, head: int, last: int) -> bool:
    """Tell "last month's" and the like: what stands before it governs the noun that follows."""
    after = last + 1
    clitic = after < len(sentence) and sentence.relation(after) == "case" and sentence.heads[after] <= last
    return clitic or (sentence.deps[head] == "nmod:poss" and sentence.heads[head] > last)


def _with_tail(cut: Atoms, match: Match, words: TimeWords) -> int:
    """The last atom once a part of the day that follows ("mardi soir", "Tuesday in the afternoon") is taken in."""
    for tail in words.tails:
        end = match.last + 1 + len(tail)
        if cut.words[match.last + 1 : end] == tail:
            return end - 1
    return match.last


def _bound(cut: Atoms, match: Match, words: TimeWords) -> str:
    """The limit that a preposition at or right before the match makes of it, empty for none."""
    if match.entry["is"] in ("between", "weekdays", "vague", "recurrent"):
        return ""
    opens = match.entry["is"] in ("calendar", "season")
    for texts, bound in words.bounds:
        for begin in range(max(0, match.first - _REACH), match.first + 1):
            end = begin + len(texts)
            # The preposition ends right before the match or in its article ("à partir du 1er mars"), or opens it.
            near = match.first <= end <= match.first + 1 if begin < match.first else opens and end <= match.last
            if near and cut.words[begin:end] == texts:
                return bound
    return ""


def _join(sentence: Sentence, before: TimeExpression, after: TimeExpression) -> TimeExpression | None:
    """Join what names one day twice, side by side: "hier mardi", "Tuesday (December 7)", "ce matin, mardi"."""
    gap = range(before.last + 1, after.first)
    if len(gap) > 2 or any(sentence.pos[t] not in ("PUNCT", "DET") for t in gap):
        return None
    if before.bound or after.bound or "day" not in (before.precision, after.precision):
        return None
    same = before.start == after.start and before.precision == after.precision
    inside = (
        before.start and before.end and after.start and after.end
        and after.start <= before.start and before.end <= after.end and not gap
    )  # fmt: skip
    if not (same or inside):
        return None
    return replace(before, last=after.last, span=sentence.cut(before.first, after.last))


def expression_head(sentence: Sentence, first: int, last: int) -> int:
    """The token of a stretch by which it hangs in the tree: the first whose head stands outside."""
    for token in range(first, last + 1):
        if not first <= sentence.heads[token] <= last and sentence.pos[token] not in ("ADP", "DET", "PUNCT"):
            return token
    return last


def resolve_anaphoric(expression: TimeExpression, told: date | None) -> TimeExpression:
    """Count an anaphoric expression from the day `told` before; unchanged where that is unknown."""
    if expression.kind != "anaphoric" or told is None:
        return expression
    day = told + timedelta(days=expression.shift)
    return replace(expression, start=day, end=day, precision="day", told="day")

