"""The reading order: language, analysis, actors, events, claims. Nothing else knows it."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date as day_of
from itertools import islice
from typing import TYPE_CHECKING

from dragoman import actors, analysis, claims, events, world
from dragoman.analysis.language import declared, identify
from dragoman.model import Article, DragomanError, InputError, Reading, Status, content_id
from dragoman.packs import loader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.analysis import Analysis
    from dragoman.packs.base import Pack

BATCH = 32  # articles analysed together: enough to keep the parser's batches full
_BATCH_CHARACTERS = 400_000  # and no more text than this at once, so that memory stays bounded whatever the articles' length
_MIN_WORDS = 2  # a single word is no sentence that could tell of anything
_WORD = re.compile(r"[^\W\d_]+")
_log = logging.getLogger("dragoman")


@dataclass(frozen=True, slots=True)
class _Opened:
    """An article whose language is known, and its pack; `pack` None where it ends here with `status`."""

    article: Article
    language: str
    pack: Pack | None
    status: Status


def read(article: str | Article, *, language: str | None = None, date: day_of | str | None = None) -> Reading:
    """Read one article, given as a text or as an Article.

    `language` (ISO 639-1) and `date` (publication; a date or YYYY-MM-DD) hold where the article carries none. Never raises for what
    an article contains: the status of the Reading says what became of it. Raises InputError for a `date` that is none.
    """
    return next(read_many([_as_article(article)], language=language, date=date))


def read_many(
    articles: Iterable[str | Article], *, language: str | None = None, date: day_of | str | None = None, batch: int = BATCH
) -> Iterator[Reading]:
    """Read articles in order, one Reading each, holding at most `batch` of them at a time. Terms as for `read`."""
    day = _as_date(date)
    prepared = (_complete(_as_article(article), language, day) for article in articles)
    for group in _batches(prepared, batch):
        opened = [_open(article) for article in group]
        analyses = _analyse(opened)
        for number, one in enumerate(opened):
            yield _finish(one, analyses.pop(number, None))


def _finish(opened: _Opened, analysed: Analysis | Exception | None) -> Reading:
    """Take an analysed article through the other stages; whatever goes wrong inside one article ends here, as its status."""
    article, pack = opened.article, opened.pack
    if pack is None or analysed is None:
        return Reading(article, opened.status, opened.language)
    try:
        if isinstance(analysed, Exception):
            raise analysed
        return _stages(opened, analysed, pack)
    except DragomanError as error:
        _log.debug("%s", article.id, exc_info=True)
        return Reading(article, Status("failed", str(error)), opened.language, pack.name)
    except Exception as error:  # noqa: BLE001 - the one boundary where a defect costs an article, not the batch; its type is named
        _log.debug("%s", article.id, exc_info=True)
        return Reading(article, Status("failed", _one_line(error)), opened.language, pack.name)


def _stages(opened: _Opened, analysed: Analysis, pack: Pack) -> Reading:
    """The order itself."""
    article = opened.article
    dated = article if article.date else replace(article, date=events.dateline(analysed, pack))
    mentions = actors.find(analysed, pack, world.load(), dated.date)
    coded = events.code(analysed, mentions, pack, dated)
    claimed = claims.find(analysed, mentions, pack, article.id)
    claimed, coded = claims.attribute(claimed, coded, analysed)
    return Reading(
        article,
        Status("events" if coded else "no events", opened.status.reason),
        opened.language,
        pack.name,
        tuple(sentence.span for sentence in analysed.sentences),
        tuple(entity for mention in mentions.all for entity in mention.entities),
        coded,
        claimed,
    )


def _open(article: Article) -> _Opened:
    """Decide the language and find its pack."""
    words = len(list(islice(_WORD.finditer(article.text), _MIN_WORDS)))
    if words < _MIN_WORDS:
        return _Opened(article, "", None, Status("too short", "no words" if words == 0 else "a single word"))
    installed = loader.available()
    code, reason = declared(article.language), "language as given"
    if not code:
        identified = identify(article.text, installed)
        code, reason = identified.code, identified.reason
    if code not in installed:
        return _Opened(article, code, None, Status("unsupported language", f"{reason}; no pack for {code!r}"))
    try:
        return _Opened(article, code, loader.load(code), Status("no events", reason))
    except DragomanError as error:
        return _Opened(article, code, None, Status("failed", str(error)))


def _analyse(opened: Sequence[_Opened]) -> dict[int, Analysis | Exception]:
    """Analyse articles language by language, parsing them together; keyed by position, with the error where one fails."""
    groups: dict[Pack, list[int]] = defaultdict(list)
    for number, one in enumerate(opened):
        if one.pack is not None:
            groups[one.pack].append(number)
    found: dict[int, Analysis | Exception] = {}
    for pack, numbers in groups.items():
        try:
            together = analysis.analyse_many((opened[number].article for number in numbers), pack)
            found.update(zip(numbers, together, strict=True))
        except Exception:  # noqa: BLE001 - one of them failed: each is tried alone, to blame the right one
            found.update({number: _analyse_alone(opened[number].article, pack) for number in numbers})
    return found


def _analyse_alone(article: Article, pack: Pack) -> Analysis | Exception:
    try:
        return analysis.analyse(article, pack)
    except Exception as error:  # noqa: BLE001 - handed on, and told as the article's status
        return error


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    group: list[Article] = []
    characters = 0
    for article in articles:
        group.append(article)
        characters += len(article.text)
        if len(group) >= size or characters >= _BATCH_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _as_article(given: str | Article) -> Article:
    return given if isinstance(given, Article) else Article(content_id(given), given)


def _as_date(given: day_of | str | None) -> day_of | None:
    try:
        return day_of.fromisoformat(given) if isinstance(given, str) else given
    except ValueError as error:
        raise InputError(f"date {given!r}: expected YYYY-MM-DD") from error


def _complete(article: Article, language: str | None, day: day_of | None) -> Article:
    return replace(article, language=declared(article.language) or language, date=article.date or day)


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
