"""Records → what review tools show: labelled spans and relations between them.

A span is labelled by what it is: an event's trigger by its type, parties, places, cues and contents of claims by those names. Relations
run from a trigger to the parties in their roles, and from a claim's content to its source and cue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.export.text import whole_text

if TYPE_CHECKING:
    from dragoman.export.documents import Document, Record

PARTY, PLACE, CUE, CONTENT = "Party", "Place", "Cue", "Content"
ROLES = ("Actor", "Recipient", "Source", "Place", "Cue")


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span, of one or several pieces, in code points. `key` is unique among the marks of a document, from 1."""

    key: int
    label: str
    pieces: tuple[tuple[int, int], ...]
    note: str = ""

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two marks; `role` is one of `ROLES`."""

    role: str
    start: Mark
    end: Mark


@dataclass(slots=True)
class Annotation:
    """All marks and links of a document, and what is said of an event's trigger or a claim's content beyond its label."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    said: dict[int, dict[str, Any]] = field(default_factory=dict)
    _known: dict[tuple[str, tuple[tuple[int, int], ...], str], Mark] = field(default_factory=dict)

    def mark(self, label: str, span: dict[str, Any] | None, note: str = "", *, shared: bool = True) -> Mark | None:
        """Add a mark; parties and places that stand on the same words are shared. None for an empty span."""
        pieces = tuple((piece["start"], piece["end"]) for piece in (span or {}).get("pieces", [span] if span else []))
        if not pieces or any(not 0 <= start < end <= len(self.text) for start, end in pieces):
            return None
        key = label, pieces, note
        if shared and key in self._known:
            return self._known[key]
        made = Mark(len(self.marks) + 1, label, pieces, note)
        self.marks.append(made)
        self._known[key] = made
        return made

    def link(self, role: str, start: Mark, end: Mark | None) -> None:
        """Add a relation, once, where there is something to relate."""
        if end is not None and (made := Link(role, start, end)) not in self.links:
            self.links.append(made)


def annotate(document: Document) -> Annotation:
    """Lay out a document. Raises ExportError where its text is not known."""
    found = Annotation(whole_text(document))
    for event in document.events:
        _event(found, event)
    for claim in document.claims:
        _claim(found, claim)
    return found


def _event(found: Annotation, event: Record) -> None:
    trigger = found.mark(event["event"][0], event["trigger"], shared=False)
    if trigger is None:
        return
    found.said[trigger.key] = {name: event.get(name) for name in ("id", "mode", "aux", "date", "rule", "confidence")}
    for role, parties in (("Actor", event["actor"]), ("Recipient", event["recipient"]), ("Source", event["attribution"])):
        for party in parties:
            found.link(role, trigger, _party(found, party))
    found.link("Place", trigger, found.mark(PLACE, event.get("event_loc"), (event.get("event_loc") or {}).get("country") or ""))


def _claim(found: Annotation, claim: Record) -> None:
    content = found.mark(CONTENT, claim["content"], shared=False)
    if content is None:
        return
    found.said[content.key] = {name: claim.get(name) for name in ("id", "stance", "type", "rule")}
    if claim["source"]:
        found.link("Source", content, _party(found, claim["source"]))
    found.link("Cue", content, found.mark(CUE, claim["cue"]))


def _party(found: Annotation, party: dict[str, Any]) -> Mark | None:
    return found.mark(PARTY, party, " ".join(filter(None, (party["code"], party["sector"]))))
