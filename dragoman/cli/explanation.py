"""`dragoman explain`: the trace that the coding itself left, laid out for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
import yaml

from dragoman.export.printable import printable
from dragoman.packs import loader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.cli.session import Session
    from dragoman.model import Claim, Entity, Event, Reading, Span

_NOT_FOUND = 1


def run(session: Session, wanted: str) -> int:
    """Explain the events whose id begins with `wanted` (every event where empty); gives the exit code, 1 where there is none."""
    found = 0
    for reading in session.readings():
        for event in reading.events:
            if event.id.startswith(wanted):
                found += 1
                typer.echo("\n".join(explain(event, reading)) + "\n")
    if wanted and not found:
        session.error(wanted, "no event of this id; `dragoman code` prints the ids")
        return _NOT_FOUND
    return session.exit_code


def explain(event: Event, reading: Reading) -> Iterator[str]:
    """The lines that tell why one event stands as it does."""
    kind = " ".join(part for part in (event.event, event.mode) if part)
    aux = f" ({', '.join(event.aux)})" if event.aux else ""
    yield f"{event.id}  {kind}{aux}  confidence {event.confidence:.2f}  article {printable(reading.article.id)}"
    yield f"  sentence {event.sentence.sequence} [{event.sentence.start}–{event.sentence.end}]"
    yield f"    {_marked(event)}"
    yield f"  trigger    {_at(event.trigger)}"
    yield from _parties("actor", event.actor)
    yield from _parties("recipient", event.recipient)
    yield from _circumstances(event)
    yield from _chain(event)
    yield from (f"  claim      {line}" for claim in reading.claims if event.id in claim.events for line in _claim(claim))
    yield from _rule(event, reading)
    yield from _list("steps", event.evidence.steps)
    yield from _list("turned down", event.evidence.rejected)


def _marked(event: Event) -> str:
    """The sentence with its roles in brackets: "[actor: Paris] [trigger: condamne] [recipient: Moscou]"."""
    spans: list[tuple[str, Span | Entity]] = [
        ("trigger", event.trigger),
        *(("actor", e) for e in event.actor),
        *(("recipient", e) for e in event.recipient),
    ]
    spans += [("source", link.source) for link in event.attribution]
    spans += [("cue", link.cue) for link in event.attribution if link.cue]
    sentence = event.sentence
    inside = sorted(
        {(s.start, s.end, role) for role, s in spans if sentence.start <= s.start < s.end <= sentence.end},
        key=lambda mark: (mark[0], -mark[1]),
    )
    # At one place, what ends there is closed before the next is opened; of two that open there, the longer comes first.
    marks = [(start, 1, -end, f"[{role}: ") for start, end, role in inside] + [(end, 0, -start, "]") for start, end, _ in inside]
    pieces, position = [], sentence.start
    for place, _, _, mark in sorted(marks):
        pieces += [sentence.text[position - sentence.start : place - sentence.start], mark]
        position = place
    return printable("".join([*pieces, sentence.text[position - sentence.start :]]))


def _at(span: Span | Entity) -> str:
    return f"“{printable(span.text)}” [{span.start}–{span.end}]"


def _parties(role: str, entities: tuple[Entity, ...]) -> Iterator[str]:
    for entity in entities:
        yield f"  {role:<10} {_at(entity)} → {_resolved(entity)}"
        yield from (f"               {printable(step)}" for step in entity.how)


def _resolved(entity: Entity) -> str:
    codes = " ".join(part for part in (entity.code, entity.sector) if part) or "no code"
    details = [part for part in (entity.name, entity.office, " ".join(entity.members)) if part]
    return f"{codes} ({'; '.join(details)})" if details else codes


def _circumstances(event: Event) -> Iterator[str]:
    if event.date:
        end = f" to {event.enddate}" if event.enddate else ""
        yield f"  date       {event.date}{end} (from {event.date_basis or 'the article'})"
    if event.place:
        where = event.location
        told = f": {where.name}, {where.latitude:g} {where.longitude:g}, GeoNames {where.geonameid or 'none'}" if where else ""
        yield f"  place      {_at(event.place)} → {event.place_code or 'no code'}{told}"
    for name, value in (("channel", event.channel), ("duration", event.duration), ("context", ", ".join(event.context))):
        if value:
            yield f"  {name:<10} {value}"


def _chain(event: Event) -> Iterator[str]:
    if not event.attribution:
        yield "  sources    none: the article itself says so"
    for number, link in enumerate(event.attribution, 1):
        cue = f"by {_at(link.cue)}" if link.cue else "understood from before"
        yield f"  source {number}   {_at(link.source)} → {_resolved(link.source)}, {link.stance}, {cue}"
        yield from (f"               {printable(step)}" for step in link.source.how)
    yield from (f"  distance   {sign.kind}, by {_at(sign.cue)}" for sign in event.distance)


def _claim(claim: Claim) -> Iterator[str]:
    yield f"{claim.type}, {claim.stance}, rule {claim.rule or '–'}: " + " … ".join(_at(piece) for piece in claim.content)


def _rule(event: Event, reading: Reading) -> Iterator[str]:
    """The lexicon entry that fired, as it is written, without its examples."""
    yield f"  rule       {event.evidence.rule}"
    file, entry = _entry(event.evidence.rule, reading.language)
    if entry:
        yield f"    {file}"
        fields = {name: value for name, value in entry.items() if name not in ("examples", "not", "id")}
        written = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)
        yield from (f"      {line}" for line in written.splitlines())


def _entry(rule: str, language: str) -> tuple[str, dict[str, Any]]:
    pack = loader.load(language)
    for name, entries in pack.documents("events"):
        for entry in entries or []:
            if entry.get("id") == rule:
                return f"packs/{language}/lexicon/events/{name}.yaml", entry
    return "", {}


def _list(title: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"  {title}"
        yield from (f"    - {printable(line)}" for line in lines)
