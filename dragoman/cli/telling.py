"""`dragoman stories`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from dragoman.cli.documents import chosen
from dragoman.cli.output import opened
from dragoman.cli.session import SOME_FAILED
from dragoman.export import to_json
from dragoman.export.filters import Filter
from dragoman.export.printable import printable
from dragoman.model import DragomanError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from dragoman.cli.session import Session
    from dragoman.export.documents import Document
    from dragoman.stories import Happening, Options, Story

_WIDTH = 140  # columns of text that goes to no terminal
_MOST = 12  # happenings of a story that are shown


def run(session: Session, options: Options, *, least: int, lines: bool, path: Path | None, store: str) -> int:
    """Print the stories of at least `least` articles, as JSON Lines or for reading; gives the exit code."""
    try:
        found = tell(chosen(session, Filter(), store), options)
        with opened(path) as stream:
            shown = [story for story in found if len(story.articles) >= least]
            for story in shown:
                if lines:
                    stream.write(to_json(story.record()) + "\n")
                else:
                    _print(story, stream)
    except BrokenPipeError:
        raise
    except DragomanError as error:
        session.error("stories", str(error))
        return SOME_FAILED
    except OSError as error:
        session.error(str(path or "standard output"), error.strerror or str(error))
        return SOME_FAILED
    copies = sum(len(story.copies) for story in found)
    session.tell(f"{sum(len(story.articles) for story in found)} articles in {len(found)} stories, {copies} of them copies")
    return session.exit_code


def tell(found: Iterable[Document], options: Options) -> list[Story]:
    """The stories of documents, the largest first; they are taken in by the day of publication."""
    from dragoman.stories import Stories  # noqa: PLC0415 - an extra

    stories = Stories(options)
    for document in sorted(found, key=lambda one: (one.date or "9", one.id)):
        stories.add(document)
    return sorted(stories.stories(), key=lambda story: (-story.outlets, -len(story.articles), story.start or "9", story.id))


def _print(story: Story, stream: TextIO) -> None:
    console = Console(file=stream, width=None if stream.isatty() else _WIDTH, highlight=False, emoji=False)
    console.print(Text(printable(story.title) or story.id, "bold"))
    days = story.start if story.start == story.end else f"{story.start} to {story.end}"
    counts = f"{len(story.articles)} articles, {len(story.copies)} copies, {story.outlets} outlets"
    console.print(Text(printable(" · ".join(filter(None, (days, counts, " ".join(story.actors), story.id)))), "dim"))
    for article in story.articles:
        of = f" = {story.copies[article]}" if article in story.copies else ""
        console.print(_indented(2, f"{article}{of}"))
    told = [one for one in story.happenings if len(one.articles) > 1 or one.denies or one.doubts][:_MOST]
    for happening in told:
        for line in _lines(happening):
            console.print(line)
    console.print()


def _lines(one: Happening) -> Iterator[Text]:
    parties = " → ".join(filter(None, (", ".join(_plain(one.actor)), ", ".join(_plain(one.recipient)))))
    about = (one.mode, parties, one.date, f"{one.outlets} {'outlet' if one.outlets == 1 else 'outlets'}")
    yield Text.assemble("  ", (one.event, "bold"), "  ", "  ".join(printable(part) for part in about if part))
    for name in ("asserts", "denies", "doubts"):
        if voices := getattr(one, name):
            yield _indented(4, f"{name}: {', '.join(voices)}")
    for difference in one.differences:
        values = "; ".join(f"{value} ({', '.join(articles)})" for value, articles in difference.told.items())
        yield _indented(4, f"differ on {difference.what}: {values}")


def _indented(columns: int, text: str) -> Text:
    return Text(" " * columns + printable(text))


def _plain(parties: Iterable[str]) -> list[str]:
    """Keys of parties for reading: the name alone where a code says little."""
    return [party.split(":", 1)[-1] for party in parties]
