"""The ledger as tables on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from dragoman.export.printable import printable
from dragoman.export.table import party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from dragoman.ledger import Commitment, Happening, Later, Ledger, Meeting, Voice
    from dragoman.model import Entity

_LONGEST = 140  # characters of a quotation before it is cut short
_COLOUR = {"contested": "red", "doubted": "yellow", "denied": "yellow", "corroborated": "green", "single": ""}


def tables(ledger: Ledger) -> Iterator[RenderableType]:
    """Happenings, contested first; commitments; meetings with the account of each side."""
    if ledger.happenings:
        yield _happenings(ledger.happenings)
    if ledger.commitments:
        yield _commitments(ledger.commitments)
    for meeting in ledger.meetings:
        yield _meeting(meeting)


def _happenings(happenings: Iterable[Happening]) -> Table:
    table = Table(show_lines=True, title="Happenings", title_justify="left")
    for name in ("standing", "event", "who", "to whom", "when, where", "who says so"):
        table.add_column(name, overflow="fold")
    for one in happenings:
        standing = Text(one.standing, style=_COLOUR[one.standing])
        if one.differing:
            standing.append("\ntold with another doer", style="dim")
        where = "\n".join(printable(part) for part in (one.date, one.place) if part)
        kind = " ".join(part for part in (one.event, one.mode) if part)
        table.add_row(standing, kind, _parties(one.actor), _parties(one.recipient), where, _voices(one.voices))
    return table


def _commitments(commitments: Iterable[Commitment]) -> Table:
    table = Table(show_lines=True, title="Commitments", title_justify="left")
    for name in ("since", "event", "by", "to", "words", "what came after"):
        table.add_column(name, overflow="fold")
    for one in commitments:
        kind = " ".join(part for part in (one.event, one.mode) if part)
        words = _cut(next((v.words.text for v in one.voices if v.role != "reports"), ""))
        later = Text("\n".join(_later(later) for later in one.later))
        table.add_row(str(one.since or "–"), kind, _parties(one.actor), _parties(one.recipient), Text(words), later)
    return table


def _later(later: Later) -> str:
    kind = " ".join(part for part in (later.type, later.mode) if part)
    return f"{later.date} {kind}: looks like {later.sign} ({printable(later.article)})"


def _meeting(meeting: Meeting) -> Table:
    about = " ".join(part for part in (meeting.date, meeting.channel, meeting.duration) if part)
    table = Table(show_lines=True, title=f"Two accounts of one meeting  {about}".rstrip(), title_justify="left")
    for side in meeting.sides:
        table.add_column(f"says {printable(side)}", overflow="fold")
    for row in meeting.rows:
        table.add_row(*(Text(f"{printable(p.source.text)}: “{_cut(p.words.text)}”" if p else "–") for p in row))
    return table


def _parties(entities: Sequence[Entity]) -> Text:
    return Text("\n".join(party(entity) for entity in entities))


def _voices(voices: Sequence[Voice]) -> Text:
    """Who asserts, denies and doubts, with the words; of those who only report, the outlets."""
    text = Text()
    for voice in voices:
        if voice.role != "reports":
            text.append(f"{printable(voice.name)} {voice.role}: ", style="bold")
            text.append(f"“{_cut(voice.words.text)}” ({printable(voice.article)})\n")
    outlets = dict.fromkeys(printable(v.name) for v in voices if v.role == "reports")
    if outlets:
        text.append(f"reported by {', '.join(outlets)}", style="dim")
    return text


def _cut(words: str) -> str:
    shown = printable(" ".join(words.split()))
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST].rstrip() + " …"
