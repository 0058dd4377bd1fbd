"""Documents → the lines of a dossier."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dragoman.dossier.marked import Mark, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dragoman.export.documents import Document, Record

_AROUND = 90  # characters of the sentence that are shown on each side of the trigger
COMMITMENTS = ("AGREE", "CONCEDE", "THREATEN")


@dataclass(frozen=True, slots=True)
class Party:
    """A party as a line shows it. One phrase may stand for several codes ("the Greek and Turkish ministers"), parted by a dot."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Line:
    """An event or a statement. `number` counts events in the order of the timeline; `words` is where its words stand in the text."""

    number: int
    words: str
    type: str
    mode: str
    quad: int
    date: str
    aux: tuple[str, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    sources: tuple[Party, ...]
    stance: str
    before: str
    trigger: str
    after: str
    channel: str
    duration: str
    place: str
    article: int
    reported: str = ""

    @property
    def day(self) -> str:
        """Where it stands in the timeline: its own date, else the day it was reported."""
        return self.date or self.reported


@dataclass(slots=True)
class Pair:
    """What one party did towards another."""

    actor: Party
    recipient: Party
    lines: list[Line] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Mean score, -10 to 10."""
        return sum(self.scores) / len(self.scores)

    @property
    def days(self) -> tuple[str, str]:
        """First and last day, empty where none is told."""
        told = sorted(line.date for line in self.lines if len(line.date) == len("2000-01-01"))
        return (told[0], told[-1]) if told else ("", "")


@dataclass(slots=True)
class Content:
    """Everything that the page shows."""

    documents: Sequence[Document]
    lines: list[Line]
    denials: list[Line]
    pairs: list[Pair]
    marks: dict[int, list[Mark]]


def content(documents: Sequence[Document], countries: Mapping[str, str]) -> Content:
    """Lay out the dossier.

    Events come by their day, or the day they were reported; pairs by how much passed between them.
    `countries` maps codes to names in the language of the page.
    """
    told = [(number, event) for number, document in enumerate(documents) for event in document.events]
    told.sort(key=lambda one: (one[1]["date"] or documents[one[0]].date or "9", one[0], one[1]["trigger"]["start"]))
    marks: dict[int, list[Mark]] = defaultdict(list)
    lines = []
    for number, (article, event) in enumerate(told, 1):
        words = f"w{number}"
        line = _line(number, words, article, event)
        lines.append(line if line.date else replace(line, reported=documents[article].date))
        span = event["trigger"]
        marks[article].append(Mark(span["start"], span["end"], words, f"q{event['quad_code']}", str(number), f"e{number}"))
    denials = [line for line in lines if line.stance in ("denies", "doubts")]
    denials += list(_statements(documents, told, marks))
    return Content(documents, lines, denials, _pairs(told, lines, countries), marks)


def _line(number: int, words: str, article: int, event: Record) -> Line:
    sentence, trigger = event["sentence"], event["trigger"]
    before, after = (clean(part) for part in _around(sentence, trigger))
    place = event.get("event_loc") or {}
    return Line(
        number,
        words,
        event["event"][0],
        next(iter(event["mode"]), ""),
        event["quad_code"],
        event["date"] or "",
        tuple(event["aux"]),
        _parties(event["actor"]),
        _parties(event["recipient"]),
        _parties(event["attribution"]),
        next((link["stance"] for link in event["attribution"] if link["stance"] != "asserts"), ""),
        before,
        clean(trigger["text"]),
        after,
        event.get("channel") or "",
        event.get("duration") or "",
        clean(str(place.get("extracted_place") or "")),
        article,
    )


def _statements(documents: Sequence[Document], told: Iterable[tuple[int, Record]], marks: dict[int, list[Mark]]) -> Iterator[Line]:
    """Claims that deny or doubt and hold no event, which would have told it."""
    shown = {event["id"] for _, event in told if any(link["stance"] != "asserts" for link in event["attribution"])}
    number = 0
    for article, document in enumerate(documents):
        for claim in document.claims:
            span = claim["content"]
            if claim["stance"] == "asserts" or span is None or shown & set(claim["events"]):
                continue
            number += 1
            words = f"c{number}"
            marks[article].append(Mark(span["start"], span["end"], words, "claim"))
            source = _parties([claim["source"]] if claim["source"] else [])
            cue = clean((claim["cue"] or {}).get("text", ""))
            plain = ("", "", 0, "", (), (), (), source, claim["stance"], cue, clean(span["text"]), "", "", "", "", article)
            yield Line(0, words, *plain)


def _around(sentence: dict[str, Any], trigger: dict[str, Any]) -> tuple[str, str]:
    """The sentence before and after the trigger, cut at words where it is long."""
    text, at = sentence["text"], trigger["start"] - sentence["start"]
    if not 0 <= at <= len(text):
        return "", ""
    before, after = text[:at], text[at + len(trigger["text"]) :]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].split(" ", 1)[-1]
    if len(after) > _AROUND:
        after = after[:_AROUND].rsplit(" ", 1)[0] + " …"
    return before, after


def _parties(parties: Iterable[dict[str, Any]]) -> tuple[Party, ...]:
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    for party in parties:
        text = clean(" ".join(party["entity_text"].split()))
        codes[text][" ".join(filter(None, (party["code"], party["sector"])))] = None
    return tuple(Party(text, " · ".join(filter(None, held))) for text, held in codes.items())


def _pairs(told: Sequence[tuple[int, Record]], lines: Sequence[Line], countries: Mapping[str, str]) -> list[Pair]:
    """Pairs by country or body; what did not happen counts in none."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[tuple[str, str], Pair] = {}
    for (_, event), line in zip(told, lines, strict=True):
        if {"negation", "hypothetical", "future"} & set(event["aux"]):
            continue
        for actor, recipient in _dyads(event):
            keys = tuple(party["code"] or party["entity_text"] for party in (actor, recipient))
            for key, party in zip(keys, (actor, recipient), strict=True):
                names[key][clean(party.get("name") or party["entity_text"])] += 1
            pair = found.setdefault((keys[0], keys[1]), Pair(Party("", keys[0]), Party("", keys[1])))
            if line not in pair.lines:
                pair.lines.append(line)
                pair.scores.append(event["event_scale"])
    for pair in found.values():
        pair.actor, pair.recipient = (_named(party.code, names[party.code], countries) for party in (pair.actor, pair.recipient))
    return sorted(found.values(), key=lambda pair: (-len(pair.lines), pair.actor.text, pair.recipient.text))


def _named(key: str, names: Counter[str], countries: Mapping[str, str]) -> Party:
    name = countries.get(key) or min(names, key=lambda one: (-names[one], one))
    return Party(name, key if len(key) == 3 and key.isupper() else "")


def _dyads(event: Record) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Actor and recipient; the parties of a reciprocal event once each pair, in the order of the text."""
    actors, recipients = event["actor"], event["recipient"]
    if recipients:
        yield from ((actor, recipient) for actor in actors for recipient in recipients)
    else:
        yield from ((one, other) for number, one in enumerate(actors) for other in actors[number + 1 :])
