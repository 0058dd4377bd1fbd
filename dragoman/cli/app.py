"""Commands and their options; what they do stands in the modules beside this one."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import exchange
from dragoman.cli.exchange import STORE, StoreAt
from dragoman.sources.records import DEFAULT_MAX_BYTES
from dragoman.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(
    name="dragoman",
    help="Reads news articles and gives back political events (PLOVER) and who claims them, each with the words it stands on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
BROKEN_PIPE = 141  # what a shell reports of a program that the closed pipe ended


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """End quietly where the reader of the output closes the pipe."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Whatever is still buffered has nowhere to go; without this, Python complains about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(BROKEN_PIPE) from None


class Format(StrEnum):
    """Output formats."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class Listing(StrEnum):
    """Output formats of lists."""

    table = "table"
    jsonl = "jsonl"


class Kind(StrEnum):
    """Which records to print."""

    events = "events"
    claims = "claims"
    all = "all"


Inputs = Annotated[list[str], typer.Argument(help="Files, directories, quoted patterns, or - for standard input.", show_default=False)]
Language = Annotated[
    str | None,
    typer.Option(help="Language (ISO 639-1) of articles that tell none; by default identified.", show_default=False),
]
Day = Annotated[str | None, typer.Option("--date", help="Publication date, YYYY-MM-DD, of articles that carry none.", show_default=False)]
Column = Annotated[
    list[str] | None,
    typer.Option(help="FIELD=NAME: the column or JSON field that holds text, date, id, url …; may be repeated.", show_default=False),
]
MaxBytes = Annotated[int, typer.Option(min=1, help="Refuse an article larger than this.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, notices or summary; errors only.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an article that fails.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    pass


@app.command()
def code(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Inputs,
    output_format: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.table,
    what: Annotated[Kind, typer.Option(help="Which records.")] = Kind.all,
    language: Language = None,
    date: Day = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead; the file appears when it is complete.")] = None,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="Leave out events of a lower confidence.")] = 0.0,
    column: Column = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Code the events and claims of articles.

    Reads plain text (.txt), Markdown (.md), web pages (.html), JSON (.jsonl, .json), tables (.csv, .tsv, .parquet), PETRARCH's XML, WARC
    archives, and those but Parquet packed with gzip.

    Exit codes: 0 articles were read, 1 some input failed, 2 wrong usage, 3 nothing could be read.
    """
    from dragoman.cli import coding  # noqa: PLC0415
    from dragoman.cli import output as outputs  # noqa: PLC0415
    from dragoman.cli.session import Session  # noqa: PLC0415

    session = Session(inputs, language, date, max_bytes, quiet=quiet, debug=debug)
    session.name_columns(column)
    printing = outputs.Printing(output_format.value, what.value, threshold, output)
    with quiet_pipe():
        result = coding.run(session, printing)
    raise typer.Exit(result)


@app.command()
def explain(
    inputs: Inputs,
    event: Annotated[str | None, typer.Option(help="Id of the event, or its beginning.", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="Explain every event.")] = False,
    language: Language = None,
    date: Day = None,
    debug: Debug = False,
) -> None:
    """Show why events were coded: the marked sentence, the lexicon entry, each step, each party, the chain of sources."""
    if (event is None) != every:
        raise typer.BadParameter("give either --event ID or --all", param_hint="--event")
    from dragoman.cli import explanation  # noqa: PLC0415
    from dragoman.cli.session import Session  # noqa: PLC0415

    session = Session(inputs, language, date, DEFAULT_MAX_BYTES, quiet=True, debug=debug)
    with quiet_pipe():
        result = explanation.run(session, event or "")
    raise typer.Exit(result)


class LedgerFormat(StrEnum):
    """Output formats of the ledger."""

    table = "table"
    jsonl = "jsonl"
    html = "html"


@app.command()
def ledger(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Articles as for `dragoman code`; none: the store.", show_default=False)
    ] = None,
    store: StoreAt = STORE,
    about: Annotated[str, typer.Option(help="Only what concerns this party, by its code (UKR, EUR …).", show_default=False)] = "",
    output_format: Annotated[LedgerFormat, typer.Option("--format", help="How to print.")] = LedgerFormat.table,
    interface: Annotated[str, typer.Option(help="Language of the HTML page itself: en or fr.")] = "en",
    language: Language = None,
    date: Day = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead; the file appears when it is complete.")] = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Bring together what many articles tell: who asserts, denies or doubts a happening, commitments, two accounts of one meeting.

    Contested happenings come first. Exit codes are those of `code`.
    """
    from dragoman.cli import ledger as ledgers  # noqa: PLC0415
    from dragoman.cli.extras import needing  # noqa: PLC0415
    from dragoman.cli.session import Session  # noqa: PLC0415

    session = Session(inputs or [], language, date, max_bytes, quiet=quiet, debug=debug)
    request = ledgers.Request(about.upper(), store, output_format.value, interface, output)
    with quiet_pipe(), needing("dossier"):
        result = ledgers.run(session, request)
    raise typer.Exit(result)


@app.command()
def resolve(
    phrase: Annotated[str, typer.Argument(help="A phrase that names or refers to somebody.", show_default=False)],
    date: Annotated[
        str | None, typer.Option(help="The article's date, YYYY-MM-DD: offices are those of that day.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Language (ISO 639-1) of the phrase; by default identified.", show_default=False)
    ] = None,
    context: Annotated[str, typer.Option(help="What the article has told before the phrase.", show_default=False)] = "",
    every: Annotated[bool, typer.Option("--all", help="All known holders of an office, not only those of ten years around.")] = False,
    output_format: Annotated[Listing, typer.Option("--format", help="How to print.")] = Listing.table,
) -> None:
    """Show who a phrase means, who else it could mean, and why.

    Exit codes: 0 somebody was found, 2 wrong usage, 3 the phrase names nobody known.
    """
    from dragoman.cli import resolution  # noqa: PLC0415

    request = resolution.Request(phrase, language, date, context, every)
    with quiet_pipe():
        result = resolution.run(request, output_format.value)
    raise typer.Exit(result)


@app.command()
def packs() -> None:
    """List the installed language packs."""
    from dragoman.cli import listing  # noqa: PLC0415

    with quiet_pipe():
        result = listing.run()
    raise typer.Exit(result)


exchange.register(app)


def main() -> None:
    """Run the command line."""
    app()
