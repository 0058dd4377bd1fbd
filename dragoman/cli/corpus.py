"""The commands on a corpus in a store, and their options; what they do stands in the modules beside this one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.app import Column, Day, Debug, Format, Inputs, Language, MaxBytes, Quiet, app, quiet_pipe
from dragoman.cli.extras import needing
from dragoman.sources.records import DEFAULT_MAX_BYTES

DEFAULT = "dragoman.db"


class Order(StrEnum):
    """Orders of records."""

    stored = "stored"
    date = "date"
    newest = "-date"


StoreAt = Annotated[str, typer.Option("--store", envvar="DRAGOMAN_STORE", help="The store: a file, or a URL postgresql://…")]
OutputFormat = Annotated[Format, typer.Option("--format", help="How to print.")]
Output = Annotated[Path | None, typer.Option(help="Write here instead; the file appears when it is complete.", show_default=False)]
Limit = Annotated[int | None, typer.Option(min=0, help="At most so many; 0 for all. Tables show 50 by default.", show_default=False)]
Ordered = Annotated[Order, typer.Option("--order", help="As stored, by date, or newest first.")]
Party = Annotated[list[str] | None, typer.Option(help="FRA, FRA/MIL, /MIL, or words of the name; may be repeated.", show_default=False)]
Several = Annotated[list[str] | None, typer.Option(help="May be repeated.", show_default=False)]
Since = Annotated[str | None, typer.Option(help="From this day, month or year on.", show_default=False)]
Until = Annotated[str | None, typer.Option(help="Up to this day, month or year.", show_default=False)]
Words = Annotated[str | None, typer.Option("--text", help='Words, "a phrase", OR, -without.', show_default=False)]
Outdated = Annotated[bool, typer.Option("--outdated", help="With those of older readings.")]


@app.command()
def ingest(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Inputs,
    store: StoreAt = DEFAULT,
    language: Language = None,
    date: Day = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let what the inputs tell of an article (date, title, url …) replace what is stored.")
    ] = False,
    column: Column = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Code articles into a store; those already there are not read again.

    Exit codes: 0 articles were read, 1 some input failed, 2 wrong usage, 3 nothing could be read.
    """
    with needing("store"):
        from dragoman.cli import ingesting  # noqa: PLC0415
        from dragoman.cli.session import Session  # noqa: PLC0415

        session = Session(inputs, language, date, max_bytes, quiet=quiet, debug=debug)
        session.name_columns(column)
        raise typer.Exit(ingesting.ingest(session, store, replace=replace))


@app.command()
def watch(  # noqa: PLR0913, PLR0917 - one parameter an option
    feeds: Annotated[list[str], typer.Argument(help="Addresses of feeds, lists of them, or OPML files.", show_default=False)],
    store: StoreAt = DEFAULT,
    every: Annotated[float, typer.Option(min=0.01, help="Minutes between two looks at a feed.")] = 15.0,
    once: Annotated[bool, typer.Option("--once", help="Look at every feed once, due or not, and end.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Feeds on private addresses too.")] = False,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for a server.")] = 15.0,
    language: Language = None,
    max_bytes: MaxBytes = DEFAULT_MAX_BYTES,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Follow RSS, Atom and JSON feeds into a store, until stopped (SIGTERM, Ctrl-C).

    Exit codes: 0 stopped or done, 1 nothing to watch or, with --once, a feed failed, 2 wrong usage.
    """
    with needing("store,feeds"):
        from dragoman.cli import watching  # noqa: PLC0415
        from dragoman.cli.session import Session  # noqa: PLC0415
        from dragoman.sources.feeds import Limits  # noqa: PLC0415

        session = Session([], language, None, max_bytes, quiet=quiet, debug=debug)
        limits = Limits(timeout=timeout, total=4 * timeout, allow_private=allow_private)
        raise typer.Exit(watching.run(session, store, watching.Watch(feeds, every, once, limits)))


@app.command()
def recode(store: StoreAt = DEFAULT, quiet: Quiet = False, debug: Debug = False) -> None:
    """Read again the stored articles that another version read; the older readings stay for comparison."""
    with needing("store"):
        from dragoman.cli import ingesting  # noqa: PLC0415
        from dragoman.cli.session import Session  # noqa: PLC0415

        session = Session([], None, None, DEFAULT_MAX_BYTES, quiet=quiet, debug=debug)
        raise typer.Exit(ingesting.recode(session, store))


@app.command()
def events(  # noqa: PLR0913, PLR0917 - one parameter an option
    store: StoreAt = DEFAULT,
    actor: Party = None,
    recipient: Party = None,
    party: Party = None,
    event_type: Annotated[list[str] | None, typer.Option("--type", help="PLOVER type; may be repeated.", show_default=False)] = None,
    mode: Several = None,
    quad: Annotated[list[str] | None, typer.Option(help="Quad class, 1 to 4; may be repeated.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    place: Annotated[list[str] | None, typer.Option(help="Country code, or words of the place.", show_default=False)] = None,
    aux: Annotated[
        list[str] | None,
        typer.Option(help="historical, future, hypothetical, negation; none: what happened, as told.", show_default=False),
    ] = None,
    source: Annotated[list[str] | None, typer.Option(help="Who says so, as a party; none: the article itself.", show_default=False)] = None,
    publication: Several = None,
    language: Several = None,
    confidence: Annotated[float, typer.Option(min=0, max=1, help="The least confidence.")] = 0.0,
    text: Words = None,
    article: Several = None,
    outdated: Outdated = False,
    output_format: OutputFormat = Format.table,
    limit: Limit = None,
    order: Ordered = Order.stored,
    output: Output = None,
) -> None:
    """Print the events of a store that the filters keep. Values of one filter are alternatives."""
    filters: dict[str, object] = {
        "actor": actor,
        "recipient": recipient,
        "party": party,
        "type": event_type,
        "mode": mode,
        "quad": quad,
        "since": since,
    }
    filters |= {"until": until, "place": place, "aux": aux, "source": source, "publication": publication, "language": language}
    filters |= {"confidence": confidence, "text": text, "article": article, "outdated": outdated}
    with needing("store"), quiet_pipe():
        from dragoman.cli import answers  # noqa: PLC0415

        raise typer.Exit(answers.events(answers.Asked(store, output_format.value, limit, order.value, output), filters))


@app.command()
def claims(  # noqa: PLR0913, PLR0917 - one parameter an option
    store: StoreAt = DEFAULT,
    source: Annotated[list[str] | None, typer.Option(help="Who speaks, as a party; none: nobody named.", show_default=False)] = None,
    claim_type: Annotated[list[str] | None, typer.Option("--type", help="direct, indirect, mixed.", show_default=False)] = None,
    stance: Annotated[list[str] | None, typer.Option(help="asserts, denies, doubts.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    publication: Several = None,
    language: Several = None,
    text: Words = None,
    article: Several = None,
    event: Annotated[list[str] | None, typer.Option(help="Id of an event inside.", show_default=False)] = None,
    outdated: Outdated = False,
    output_format: OutputFormat = Format.table,
    limit: Limit = None,
    order: Ordered = Order.stored,
    output: Output = None,
) -> None:
    """Print the claims of a store that the filters keep; days are those of publication."""
    filters: dict[str, object] = {
        "source": source,
        "type": claim_type,
        "stance": stance,
        "since": since,
        "until": until,
        "publication": publication,
    }
    filters |= {"language": language, "text": text, "article": article, "event": event, "outdated": outdated}
    with needing("store"), quiet_pipe():
        from dragoman.cli import answers  # noqa: PLC0415

        raise typer.Exit(answers.claims(answers.Asked(store, output_format.value, limit, order.value, output), filters))


@app.command()
def stats(store: StoreAt = DEFAULT, output_format: OutputFormat = Format.table) -> None:
    """Print how much is in a store, and what became of its articles."""
    with needing("store"), quiet_pipe():
        from dragoman.cli import answers  # noqa: PLC0415

        raise typer.Exit(answers.stats(answers.Asked(store, output_format.value)))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One SELECT on the tables of docs/store.md.")],
    store: StoreAt = DEFAULT,
    output_format: OutputFormat = Format.table,
    output: Output = None,
) -> None:
    """Ask a store in SQL. Nothing can be written this way."""
    with needing("store"), quiet_pipe():
        from dragoman.cli import answers  # noqa: PLC0415

        raise typer.Exit(answers.sql(answers.Asked(store, output_format.value, output=output), query))
