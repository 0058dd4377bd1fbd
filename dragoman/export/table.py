"""Readings → tables on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from dragoman.export.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from dragoman.export.records import What
    from dragoman.model import Attribution, Claim, Entity, Event, Reading

_LONGEST = 160  # characters of a claim's content before it is cut short


def tables(reading: Reading, what: What = "all", threshold: float = 0.0) -> Iterator[RenderableType]:
    """A heading with the article's status, then its events and its claims."""
    article = reading.article
    status = reading.status
    about = f"  {reading.language or '–'}  {article.date or 'no date'}  "
    heading = Text.assemble((printable(article.id), "bold"), about, (status.code, _STYLE[status.code]))
    if status.code not in ("events", "no events"):
        heading.append(f" ({printable(status.reason)})")
    yield heading
    events = [event for event in reading.events if event.confidence >= threshold]
    if events and what != "claims":
        yield _events(events)
    if reading.claims and what != "events":
        yield _claims(reading.claims)
    yield Text("")


_STYLE = {"events": "green", "no events": "yellow", "unsupported language": "yellow", "too short": "yellow", "failed": "red"}


def party(entity: Entity) -> str:
    """The words (of a relative pronoun its antecedent) and what they stand for: "la Maison Blanche [USA GOV]"."""
    code = " ".join(part for part in (entity.code, entity.sector) if part)
    return f"{printable(entity.antecedent or entity.text)} [{code or '?'}]"


def _parties(entities: Sequence[Entity]) -> Text:
    return Text("\n".join(party(entity) for entity in entities))


def _events(events: Sequence[Event]) -> Table:
    table = Table(show_lines=True, title="Events", title_justify="left")
    table.add_column("event", no_wrap=True)  # an id that is broken in two cannot be copied
    for name in ("actor", "recipient", "words", "date", "according to"):
        table.add_column(name, overflow="fold")
    for event in events:
        kind = Text(event.event, style="bold")
        if event.mode:
            kind.append(f" {event.mode}", style="not bold")
        if event.aux:
            kind.append(f"\n({', '.join(event.aux)})", style="not bold italic")
        kind.append(f"\n{event.id}", style="not bold dim")
        details = [f"“{printable(event.trigger.text)}”", *(part for part in (event.channel, event.duration) if part)]
        if event.place:
            details.append(f"at {printable(event.place.text)}")
        sources = Text("\n".join([*(_source(link) for link in event.attribution), *_distance(event)]))
        words = Text("\n".join(details))
        table.add_row(kind, _parties(event.actor), _parties(event.recipient), words, event.date, sources)
    return table


def _source(link: Attribution) -> str:
    return party(link.source) + ("" if link.stance == "asserts" else f" ({link.stance})")


def _distance(event: Event) -> list[str]:
    """The author's own distance, a line for each sign."""
    return [f"{sign.kind}: “{printable(sign.cue.text)}”" for sign in event.distance]


def _claims(claims: Sequence[Claim]) -> Table:
    table = Table(show_lines=True, title="Claims", title_justify="left")
    for name in ("source", "cue", "content", "type"):
        table.add_column(name, overflow="fold")
    for claim in claims:
        content = " … ".join(printable(piece.text) for piece in claim.content)
        if len(content) > _LONGEST:
            content = content[:_LONGEST].rstrip() + " …"
        source = party(claim.source) if claim.source else "–"
        cue = " … ".join(printable(piece.text) for piece in claim.cue) or "–"
        kind = claim.type if claim.stance == "asserts" else f"{claim.type}, {claim.stance}"
        table.add_row(Text(source), Text(cue), Text(content), kind)
    return table
