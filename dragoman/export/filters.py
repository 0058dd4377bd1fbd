"""Which documents and records to keep: the conditions of a store's filters, for records that come from anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.model import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.export.documents import Document, Record

Many = tuple[str, ...]
NONE = "none"
AUX = ("historical", "future", "hypothetical", "negation")
_CODE = re.compile(r"([A-Z]{3})?(?:/([A-Z]{3}))?$")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all must hold; several values of one are alternatives, an empty one does not restrict.

    A party (`actor`, `recipient`, `party` for either, `source` for who says so) is a code (`FRA`), a code with a sector (`FRA/MIL`), a
    sector (`/MIL`), or words of its name; `source=("none",)` means that the article itself says so. `type` and `mode` are PLOVER's, `quad`
    its quad class. `since` and `until` (YYYY, YYYY-MM or YYYY-MM-DD) keep events whose days touch that period; undated ones fall out.
    `place` is a country's code or words of the place. `aux` is an auxiliary mode or `none`: those that happened, as told.
    `publication` is the outlet, `confidence` the least, `text` words that all stand in the sentence.

    Claims pass by source, publication, language and text; where a condition only fits events, those that hold a kept event pass.
    Raises InputError for a value that cannot be meant.
    """

    actor: Many = ()
    recipient: Many = ()
    party: Many = ()
    source: Many = ()
    type: Many = ()
    mode: Many = ()
    quad: Many = ()
    since: str = ""
    until: str = ""
    place: Many = ()
    aux: Many = ()
    publication: Many = ()
    language: Many = ()
    confidence: float = 0.0
    text: str = ""

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            if (value := getattr(self, name)) and not _DAY.match(value):
                raise InputError(f"{name} {value!r}: expected YYYY, YYYY-MM or YYYY-MM-DD")
        for value in self.aux:
            if value not in (*AUX, NONE):
                raise InputError(f"aux {value!r}: one of {', '.join(AUX)}, {NONE}")

    def apply(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents with what passes, without those of which nothing is left."""
        if self == Filter():
            yield from documents
            return
        for document in documents:
            if self._about(document) and (kept := self._kept(document)).records:
                yield kept

    def _about(self, document: Document) -> bool:
        return (not self.language or document.language in self.language) and (
            not self.publication or document.publication in self.publication
        )

    def _kept(self, document: Document) -> Document:
        events = [event for event in document.events if self._event(event)]
        ids = {event["id"] for event in events}
        claims = [claim for claim in document.claims if self._claim(claim) and (not self._of_events or ids & set(claim["events"]))]
        return document.keeping(events, claims)

    @property
    def _of_events(self) -> bool:
        conditions = (self.actor, self.recipient, self.party, self.type, self.mode, self.quad, self.since, self.until, self.place, self.aux)
        return any(conditions) or self.confidence > 0

    def _event(self, event: Record) -> bool:
        return (
            event.get("confidence", 1.0) >= self.confidence
            and _stands(self.actor, event["actor"])
            and _stands(self.recipient, event["recipient"])
            and _stands(self.party, [*event["actor"], *event["recipient"]])
            and (_stands(self.source, event["attribution"]) or (NONE in self.source and not event["attribution"]))
            and _any(self.type, event["event"])
            and _any(self.mode, event["mode"])
            and _any(self.quad, [str(event.get("quad_code"))])
            and self._at(event.get("event_loc") or {})
            and self._within(event)
            and _any(self.aux, event["aux"] or [NONE])
            and _words(self.text, event["sentence"]["text"])
        )

    def _claim(self, claim: Record) -> bool:
        source = [claim["source"]] if claim["source"] else []
        said_by = _stands(self.source, source) or (NONE in self.source and not source)
        return said_by and _words(self.text, (claim["content"] or {}).get("text", ""))

    def _at(self, place: dict[str, Any]) -> bool:
        if not self.place:
            return True
        codes = {place.get("country"), place.get("country_code")}
        named = f"{place.get('extracted_place', '')} {place.get('resolved_place') or ''}"
        return any(value in codes if _CODE.match(value) else _words(value, named) for value in self.place)

    def _within(self, event: Record) -> bool:
        if not self.since and not self.until:
            return True
        first = event["date"] or ""
        last = event.get("enddate") or first
        # "-99" comes after every day of a month, and after every month of a year.
        return bool(first) and _end(last) >= self.since and (not self.until or first <= _end(self.until))


def _end(day: str) -> str:
    return day + "-99" * ((10 - len(day)) // 3)


def _any(wanted: Many, values: list[str]) -> bool:
    return not wanted or any(value in wanted for value in values)


def _words(wanted: str, text: str) -> bool:
    return all(word in text.casefold() for word in wanted.casefold().split())


def _stands(wanted: Many, parties: list[dict[str, Any]]) -> bool:
    return not wanted or any(_is(value, party) for value in wanted for party in parties)


def _is(value: str, party: dict[str, Any]) -> bool:
    code = _CODE.match(value)
    if value and code:
        return code[1] in (None, party["code"]) and code[2] in (None, party["sector"])
    return bool(value) and _words(value, f"{party.get('name', '')} {party['entity_text']}")


def fill_dates(documents: Iterable[Document]) -> Iterator[Document]:
    """Give events without a date the day of publication, and say so in `date_basis`; not those told as the past or to come.

    This is how GDELT and ICEWS date what they read. Whoever compares days of events should know that most are days of news then.
    """
    for document in documents:
        yield document.keeping((_filled(event, document.date) for event in document.events), document.claims)


def _filled(event: Record, published: str) -> Record:
    if event["date"] or not published or {"historical", "future"} & set(event["aux"]):
        return event
    return {**event, "date": published, "date_basis": "publication"}


def one_a_day(documents: Iterable[Document]) -> Iterator[Document]:
    """Keep one event a day of each type and mode between the same parties, the first met, as PETRARCH does to hold repeated reports apart.

    The day is the event's, else the article's; events without either are all kept. Memory grows with the number of events kept.
    """
    seen: set[tuple[object, ...]] = set()
    for document in documents:
        kept = []
        for event in document.events:
            day = event["date"] or document.date
            parties = [tuple(sorted((p["code"] or p["entity_text"], p["sector"]) for p in event[role])) for role in ("actor", "recipient")]
            key = (day, *event["event"], *event["mode"], *sorted(event["aux"]), *parties)
            if not day or key not in seen:
                seen.add(key)
                kept.append(event)
        yield document.keeping(kept, document.claims)
