"""All circumstances of one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.events.circumstances.channels import channel
from dragoman.events.circumstances.clause import LEADING, bond, clause_words
from dragoman.events.circumstances.contexts import sentence_contexts
from dragoman.events.circumstances.dates import TimeExpression, expression_head, resolve_anaphoric, times
from dragoman.events.circumstances.durations import duration
from dragoman.events.circumstances.places import place
from dragoman.events.circumstances.tense import governor
from dragoman.model import Location, Span  # noqa: TC001 - dataclass field types are part of the public interface

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.events.circumstances.clause import ClauseWords
    from dragoman.events.circumstances.locations import Atlas
    from dragoman.packs.base import Pack

Day = date  # a field of the record below is called date
NEWS_WINDOW = timedelta(days=31)
_PRECISION = ("day", "range", "month", "year", "vague")
_OPENING = 2  # a time adverbial that begins by this token opens its sentence


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the text tells about an event beside who did what to whom.

    `date` is YYYY-MM-DD, YYYY-MM or YYYY, `date_basis` "text" where it is told and empty where not; `enddate` closes a range.
    `historical` tells an event of before the article's news window, by its date or by `historical_words`. `duration` is ISO 8601,
    `channel` one of call, video link, in person, letter. `place` is the words that name it, `place_code` its country,
    `location` what it is in the gazetteer. `reference` is the last day told so far, from which "the next day" counts.
    """

    date: str = ""
    date_basis: str = ""
    date_words: Span | None = None
    enddate: str = ""
    historical: bool = False
    historical_words: Span | None = None
    duration: str = ""
    channel: str = ""
    channel_words: Span | None = None
    context: tuple[str, ...] = ()
    place: Span | None = None
    place_code: str = ""
    location: Location | None = None
    reference: Day | None = None


def describe(
    sentence: Sentence,
    trigger: int,
    atlas: Atlas,
    pack: Pack,
    day: date | None,
    previous: Circumstances | None = None,
) -> Circumstances:
    """Read the circumstances of the event at token `trigger`.

    `atlas` knows the article's places; `day` is its date; `previous` what was read for the event told before, from which "the next day"
    is counted.
    """
    words = clause_words(pack)
    found = times(sentence, pack, day)
    reference = previous.reference if previous else None
    dated = _dating(sentence, trigger, [_resolved(e, reference, day) for e in found], words)
    past = _past_words(sentence, trigger, found, words)
    name, channel_words = channel(sentence, trigger, pack)
    named = place(sentence, trigger, atlas, pack)
    location = atlas.locate(sentence, named) if named else None
    where = named if named and (location or named.code) else None
    return Circumstances(
        date=dated.iso if dated else "",
        date_basis="text" if dated and dated.iso else "",
        date_words=dated.span if dated and dated.iso else None,
        enddate=dated.iso_end if dated and dated.precision == "range" else "",
        historical=past is not None or (dated is not None and _is_historical(dated, day)),
        historical_words=past.span if past else dated.span if dated and _is_historical(dated, day) else None,
        duration=duration(sentence, trigger, pack),
        channel=name,
        channel_words=channel_words,
        context=sentence_contexts(sentence, pack),
        place=sentence.cut(where.first, where.last) if where else None,
        place_code=(location.country if location else where.code) if where else "",
        location=location,
        reference=dated.start if dated and dated.precision == "day" else reference,
    )


def _resolved(expression: TimeExpression, reference: date | None, day: date | None) -> TimeExpression:
    """Count "the day before" from the day told last; where none was, from the article's, which "the next day" cannot mean."""
    if reference is None and expression.shift < 0:
        reference = day
    return resolve_anaphoric(expression, reference)


def _dating(sentence: Sentence, trigger: int, found: list[TimeExpression], words: ClauseWords) -> TimeExpression | None:
    """The expression that dates the event: of its own clause the closest and most precise, else the sentence's opening one."""
    best: tuple[tuple[int, int, int, int], TimeExpression] | None = None
    for expression in found:
        if expression.kind in ("vague", "recurrent") or expression.bound in ("until", "before", "after"):
            continue
        rank = _rank(sentence, trigger, expression, words)
        if rank is None:
            continue
        key = (rank, bool(expression.bound), _PRECISION.index(expression.precision), abs(expression.first - trigger))
        if best is None or key < best[0]:
            best = key, expression
    return best[1] if best else None


def _rank(sentence: Sentence, trigger: int, expression: TimeExpression, words: ClauseWords) -> int | None:
    head = expression_head(sentence, expression.first, expression.last)
    rank = bond(sentence, trigger, head, words)
    if rank is not None:
        return rank
    return LEADING if _opens(sentence, expression) and _in_main_clause(sentence, trigger) else None


def _opens(sentence: Sentence, expression: TimeExpression) -> bool:
    """Tell a time adverbial at the sentence's beginning ("Mardi, …", "On Tuesday, …")."""
    words = [t for t in range(expression.first) if sentence.pos[t] not in ("PUNCT", "ADP", "DET")]
    after = expression.last + 1
    return len(words) == 0 and after < len(sentence) and sentence.words[after] == ","


def _in_main_clause(sentence: Sentence, trigger: int) -> bool:
    """Tell a trigger in the main clause or one coordinated with it, as subject or predicate."""
    verb = governor(sentence, trigger)
    chain = [verb, *sentence.ancestors(verb)]
    plain = all(sentence.relation(step) in ("root", "conj", "xcomp", "parataxis") for step in chain)
    return plain and (verb == trigger or sentence.relation(trigger) == "nsubj")


def _is_historical(expression: TimeExpression, day: date | None) -> bool:
    if day is None or expression.end is None or expression.bound == "since":
        return False
    return expression.end < day - NEWS_WINDOW


def _past_words(sentence: Sentence, trigger: int, found: tuple[TimeExpression, ...], words: ClauseWords) -> TimeExpression | None:
    """Words of the event's clause that by themselves put it into the past ("autrefois")."""
    for expression in found:
        if expression.historical and _rank(sentence, trigger, expression, words) is not None:
            return expression
    return None
