"""Which documents and records to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.export.documents import Document, Record


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all must hold; an empty one does not restrict.

    `actor`, `recipient` and `source` are codes with or without a sector ("RUS", "RUS MIL", "MIL"); `place` is a country's code; `start`
    and `end` are days, included, compared with the day of the event (an event without a day passes no bounds). `without` names
    auxiliary modes that an event must not have. `source` looks through the chain of an event's sources, and a claim's source.
    `text` must stand in the sentence of an event or in the content of a claim, in any case.

    A claim passes by language, publication, source and text; conditions that only an event can meet leave claims with a kept event.
    """

    actor: str = ""
    recipient: str = ""
    event: str = ""
    mode: str = ""
    quad: int = 0
    start: str = ""
    end: str = ""
    place: str = ""
    without: tuple[str, ...] = ()
    source: str = ""
    language: str = ""
    publication: str = ""
    threshold: float = 0.0
    text: str = ""

    def document(self, document: Document) -> Document | None:
        """The document with what passes; None where nothing of a document with records does."""
        if self.language and document.language != self.language:
            return None
        if self.publication and document.publication.casefold() != self.publication.casefold():
            return None
        events = [event for event in document.events if self._event(event)]
        ids = {event["id"] for event in events}
        claims = [claim for claim in document.claims if self._claim(claim) and (not self._of_events or ids & set(claim["events"]))]
        if document.records and not events and not claims:
            return None
        return document.keeping(events, claims)

    @property
    def _of_events(self) -> bool:
        return bool(self.actor or self.recipient or self.event or self.mode or self.quad or self.start or self.end or self.place)

    def _event(self, event: Record) -> bool:
        place = (event.get("event_loc") or {}).get("country") or ""
        day = event["date"] or ""
        return (
            event.get("confidence", 1.0) >= self.threshold
            and (not self.actor or _stands(self.actor, event["actor"]))
            and (not self.recipient or _stands(self.recipient, event["recipient"]))
            and (not self.source or _stands(self.source, event["attribution"]))
            and (not self.event or self.event in event["event"])
            and (not self.mode or self.mode in event["mode"])
            and (not self.quad or event.get("quad_code") == self.quad)
            and (not self.place or place == self.place)
            and (not self.start or (day >= self.start[: len(day)] and day != ""))
            and (not self.end or (day[: len(self.end)] <= self.end and day != ""))
            and not set(self.without) & set(event["aux"])
            and (not self.text or self.text.casefold() in event["sentence"]["text"].casefold())
        )

    def _claim(self, claim: Record) -> bool:
        content = (claim["content"] or {}).get("text", "")
        return (not self.source or _stands(self.source, [claim["source"]] if claim["source"] else [])) and (
            not self.text or self.text.casefold() in content.casefold()
        )


def _stands(wanted: str, parties: list[dict[str, Any]]) -> bool:
    """Whether one of the parties has every part of the wanted code ("RUS MIL") as its code, sector or as a member."""
    parts = wanted.upper().split()
    return any(all(part in (party["code"], party["sector"], *party.get("members", ())) for part in parts) for party in parties)


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
            key = (day, *event["event"], *event["mode"], *parties)
            if not day or key not in seen:
                seen.add(key)
                kept.append(event)
        yield document.keeping(kept, document.claims)
