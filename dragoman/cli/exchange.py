"""Commands that hand a corpus on: what they take; what they do stands in the modules beside this one."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.sources.records import DEFAULT_MAX_BYTES

if TYPE_CHECKING:
    from dragoman.export.filters import Filter

Inputs = Annotated[
    list[str] | None,
    typer.Argument(help="Articles as for `dragoman code`, or files of records; none: the store.", show_default=False),
]
StoreAt = Annotated[str, typer.Option("--store", envvar="DRAGOMAN_STORE", help="The store, where no inputs are given: a file, or a URL.")]
Language = Annotated[str | None, typer.Option(help="Language (ISO 639-1) of articles that tell none; by default identified.")]
Day = Annotated[str | None, typer.Option("--date", help="Publication date, YYYY-MM-DD, of articles that carry none.")]
Output = Annotated[Path | None, typer.Option(help="Write here; it appears when it is complete.", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, notices or summary; errors only.")]
Party = "code (FRA), code with sector (FRA/MIL), sector (/MIL), or words of the name"
Many = list[str] | None
STORE = "dragoman.db"


class Offsets(StrEnum):
    """Units of offsets."""

    codepoint = "codepoint"
    utf16 = "utf16"


class StoryFormat(StrEnum):
    """Formats of stories."""

    text = "text"
    jsonl = "jsonl"


def export(  # noqa: PLR0913, PLR0917 - one parameter an option
    output_format: Annotated[str, typer.Option("--format", help="One of the formats of docs/exports.md.")],
    inputs: Inputs = None,
    store: StoreAt = STORE,
    output: Output = None,
    actor: Annotated[Many, typer.Option(help=f"Actor: {Party}.")] = None,
    recipient: Annotated[Many, typer.Option(help="Recipient, in the same ways.")] = None,
    party: Annotated[Many, typer.Option(help="Actor or recipient.")] = None,
    source: Annotated[Many, typer.Option(help="Who says so; none: the article itself.")] = None,
    event_type: Annotated[Many, typer.Option("--type", help="PLOVER type, such as ACCUSE.")] = None,
    mode: Annotated[Many, typer.Option(help="PLOVER mode.")] = None,
    quad: Annotated[Many, typer.Option(help="Quad class, 1 to 4.")] = None,
    since: Annotated[str, typer.Option(help="First day of events: YYYY, YYYY-MM or YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Last day.")] = "",
    place: Annotated[Many, typer.Option(help="Country code or words of the place.")] = None,
    aux: Annotated[Many, typer.Option(help="historical, future, hypothetical, negation; none: what happened, as told.")] = None,
    publication: Annotated[Many, typer.Option(help="Outlet.")] = None,
    in_language: Annotated[Many, typer.Option(help="Language of the articles to keep.")] = None,
    confidence: Annotated[float, typer.Option(min=0, max=1, help="Least confidence of events.")] = 0.0,
    text: Annotated[str, typer.Option(help="Words that stand in the sentence.")] = "",
    one_a_day: Annotated[bool, typer.Option("--one-a-day", help="One event a day of each type between the same parties.")] = False,
    fill_dates: Annotated[bool, typer.Option("--fill-dates", help="Give events without a date the day of publication.")] = False,
    keep_aux: Annotated[bool, typer.Option("--keep-aux", help="Keep what did not happen where a format cannot say so.")] = False,
    offsets: Annotated[Offsets, typer.Option(help="Units of offsets in the formats for review.")] = Offsets.codepoint,
    language: Language = None,
    date: Day = None,
    quiet: Quiet = False,
) -> None:
    """Write articles' events and claims in the formats of other tools.

    A filter given several times takes any of its values. Exit codes as for `dragoman code`.
    """
    from dragoman.cli import exporting  # noqa: PLC0415
    from dragoman.cli.session import Session  # noqa: PLC0415
    from dragoman.export.registry import Options  # noqa: PLC0415

    many = {"actor": actor, "recipient": recipient, "party": party, "source": source, "type": event_type, "mode": mode, "quad": quad}
    many |= {"place": place, "aux": aux, "publication": publication, "language": in_language}
    wanted = _filter(many, since=since, until=until, confidence=confidence, text=text)
    options = Options(Counter(), keep_aux, offsets.value)
    session = Session(inputs or [], language, date, DEFAULT_MAX_BYTES, quiet=quiet, debug=False)
    raise typer.Exit(exporting.run(session, exporting.Request(output_format, output, wanted, store, one_a_day, fill_dates, options)))


def stories(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Inputs = None,
    store: StoreAt = STORE,
    window: Annotated[int, typer.Option(min=0, help="Days that may lie between an article and the last one of its story.")] = 4,
    least: Annotated[int, typer.Option(min=1, help="Show stories of at least so many articles.")] = 2,
    likeness: Annotated[float, typer.Option(min=0, max=1, help="Least likeness of an article to its story.")] = 0.1,
    copies: Annotated[float, typer.Option(min=0, max=1, help="Least share of text that makes a copy.")] = 0.5,
    output_format: Annotated[StoryFormat, typer.Option("--format", help="How to print.")] = StoryFormat.text,
    output: Output = None,
    language: Language = None,
    date: Day = None,
    quiet: Quiet = False,
) -> None:
    """Find the stories of articles: copies, outlets, who asserts and denies what, where accounts differ.

    Exit codes as for `dragoman code`.
    """
    _need("datasketch", "stories")
    from dragoman.cli import telling  # noqa: PLC0415
    from dragoman.cli.session import Session  # noqa: PLC0415
    from dragoman.stories import Options  # noqa: PLC0415

    session = Session(inputs or [], language, date, DEFAULT_MAX_BYTES, quiet=quiet, debug=False)
    options = Options(window, likeness, copies)
    raise typer.Exit(telling.run(session, options, least=least, lines=output_format is StoryFormat.jsonl, path=output, store=store))


def dossier(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Inputs = None,
    store: StoreAt = STORE,
    output: Output = None,
    interface: Annotated[str, typer.Option(help="Language of the page itself: en or fr.")] = "en",
    title: Annotated[str, typer.Option(help="Title of the page.", show_default=False)] = "",
    actor: Annotated[Many, typer.Option(help=f"Actor: {Party}.")] = None,
    recipient: Annotated[Many, typer.Option(help="Recipient, in the same ways.")] = None,
    party: Annotated[Many, typer.Option(help="Actor or recipient.")] = None,
    event_type: Annotated[Many, typer.Option("--type", help="PLOVER type, such as ACCUSE.")] = None,
    since: Annotated[str, typer.Option(help="First day of events: YYYY, YYYY-MM or YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option(help="Last day.")] = "",
    publication: Annotated[Many, typer.Option(help="Outlet.")] = None,
    confidence: Annotated[float, typer.Option(min=0, max=1, help="Least confidence of events.")] = 0.0,
    text: Annotated[str, typer.Option(help="Words that stand in the sentence.")] = "",
    language: Language = None,
    date: Day = None,
    quiet: Quiet = False,
) -> None:
    """Bind articles into one self-contained HTML page: timeline, dyads, consultations, commitments, accusations and denials.

    Every line leads to its words in the articles below. Exit codes as for `dragoman code`.
    """
    _need("jinja2", "dossier")
    from dragoman.cli import binding  # noqa: PLC0415
    from dragoman.cli.session import Session  # noqa: PLC0415
    from dragoman.dossier import languages  # noqa: PLC0415

    if interface not in languages():
        raise typer.BadParameter(f"no page in {interface!r}; there are {', '.join(languages())}", param_hint="--interface")
    many = {"actor": actor, "recipient": recipient, "party": party, "type": event_type, "publication": publication}
    wanted = _filter(many, since=since, until=until, confidence=confidence, text=text)
    session = Session(inputs or [], language, date, DEFAULT_MAX_BYTES, quiet=quiet, debug=False)
    raise typer.Exit(binding.run(session, binding.Request(interface, title, wanted, store, output)))


def _need(module: str, extra: str) -> None:
    """End with the line that installs what is missing."""
    from dragoman.export.registry import ExportError, require  # noqa: PLC0415

    try:
        require(module, extra)
    except ExportError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(1) from error


def _filter(many: dict[str, Many], *, since: str, until: str, confidence: float, text: str) -> Filter:
    from dragoman.export.filters import Filter  # noqa: PLC0415
    from dragoman.model import InputError  # noqa: PLC0415

    try:
        given = {name: tuple(values or ()) for name, values in many.items()}
        return Filter(**given, since=since, until=until, confidence=confidence, text=text)
    except InputError as error:
        raise typer.BadParameter(str(error)) from error


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(export)
    app.command()(stories)
    app.command()(dossier)
