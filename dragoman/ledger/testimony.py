"""Readings → testimonies: each event with its article, its parties as keys, and every voice that speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman import ontology
from dragoman.ledger.records import Role, Voice
from dragoman.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.model import Article, Attribution, Claim, Entity, Event, Reading

_GENERIC = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})  # codes that many bodies share: there the name tells them apart
_TURNED: dict[Role, Role] = {"asserts": "denies", "denies": "asserts", "doubts": "doubts", "reports": "reports"}


@dataclass(frozen=True, slots=True, eq=False)
class Testimony:
    """One coded event of one article. `actor` and `recipient` are keys of parties; `day` is None where no day is told."""

    event: Event
    article: Article
    actor: frozenset[str]
    recipient: frozenset[str]
    day: date | None
    told: date | None
    voices: tuple[Voice, ...]

    @property
    def reciprocal(self) -> bool:
        """Whether all its parties stand as actors."""
        return not self.event.recipient and len(self.actor) > 1


def testimonies(readings: Iterable[Reading]) -> Iterator[Testimony]:
    """Every event of the readings."""
    for reading in readings:
        for event in reading.events:
            yield Testimony(
                event,
                reading.article,
                keys(event.actor),
                keys(event.recipient),
                day_of(event.date),
                reading.article.date,
                tuple(_voices(event, reading)),
            )


def keys(entities: Iterable[Entity]) -> frozenset[str]:
    """What tells parties apart across articles and languages: the code of a state, else code and name."""
    return frozenset(key(entity) for entity in entities)


def key(entity: Entity) -> str:
    """The key of one party."""
    if entity.code and entity.code not in _GENERIC:
        return entity.code
    return f"{entity.code}:{(entity.name or entity.text).casefold()}"


def day_of(text: str) -> date | None:
    """The day of an event's date; None where it is not told to the day."""
    try:
        return date.fromisoformat(text) if len(text) == len("2000-01-01") else None
    except ValueError:
        return None


def _voices(event: Event, reading: Reading) -> Iterator[Voice]:
    """The innermost source answers for the event; those around it, and the article, only report it."""
    article = reading.article
    outlet = article.publication or article.id
    sentence = Span(event.sentence.text, event.sentence.start, event.sentence.end)
    chain = event.attribution
    if not chain:
        yield Voice(_role(event, "asserts"), None, article.id, outlet, article.date, event.id, sentence)
        return
    yield Voice("reports", None, article.id, outlet, article.date, event.id, sentence)
    for number, link in enumerate(chain):
        words = _content(link, event, reading.claims) or sentence
        role = _role(event, link.stance) if number == len(chain) - 1 else "reports"
        yield Voice(role, link.source, article.id, outlet, article.date, event.id, words)


def _role(event: Event, stance: Role) -> Role:
    """A source that asserts a negated event denies the happening; what is only possible is doubted."""
    if "hypothetical" in event.aux:
        return "doubts"
    return _TURNED[stance] if "negation" in event.aux else stance


def _content(link: Attribution, event: Event, claims: Iterable[Claim]) -> Span | None:
    """The words of the claim by which this source stands behind the event."""
    for claim in claims:
        source = claim.source
        if event.id in claim.events and source is not None and (source.start, source.end) == (link.source.start, link.source.end):
            return claim.content[0]
    return None


def material(event_type: str) -> bool:
    """Whether a type is something done, of which two sides may give different doers."""
    return ontology.load().quad(event_type) == 4
