"""What the ledger says: happenings with their voices, commitments with what came after, meetings with the account of each side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - dataclass field types are part of the public interface
from typing import Literal

from dragoman.model import Entity, Span  # noqa: TC001 - the same

Role = Literal["asserts", "denies", "doubts", "reports"]
Sign = Literal["fulfilment", "breach"]
Standing = Literal["contested", "doubted", "denied", "corroborated", "single"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what about a happening, in one article.

    `source` is None where the article itself speaks. `role` is what the voice does to the happening: `asserts` or `denies` that it took
    place, `doubts` it, or only `reports` what another voice says. `words` are the claim's content, or the sentence where the article
    speaks.
    """

    role: Role
    source: Entity | None
    article: str
    outlet: str
    date: date | None
    event: str
    words: Span

    @property
    def name(self) -> str:
        """Whose voice it is, the same for all mentions of one source."""
        if self.source is None:
            return self.outlet
        return self.source.name or self.source.text


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening as far as the articles tell, with all who speak of it.

    `differing` holds the ids of happenings that look like this one told with another doer: an attack that each side lays to the other.
    """

    id: str
    event: str
    mode: str
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    date: str
    place: str
    place_code: str
    standing: Standing
    voices: tuple[Voice, ...]
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """An event after a commitment, by the same actor, that looks like its `fulfilment` or its `breach`."""

    sign: Sign
    event: str
    type: str
    mode: str
    date: date
    article: str
    words: Span


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise, a concession or a threat: by whom, to whom, since when, in which words, who told of it, and what came after."""

    id: str
    event: str
    mode: str
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    since: date | None
    voices: tuple[Voice, ...]
    later: tuple[Later, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a side says about a meeting, or says was said there."""

    side: str
    claim: str
    source: Entity
    article: str
    words: Span


@dataclass(frozen=True, slots=True)
class Meeting:
    """A talk of which two sides or more give an account.

    `sides` are the codes of the parties that speak; each row of `rows` has one place a side, in that order: the points that tell of the
    same matter stand in one row, None where a side is silent about it.
    """

    happening: str
    date: str
    channel: str
    duration: str
    sides: tuple[str, ...]
    rows: tuple[tuple[Point | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything, contested happenings first, commitments by their day, meetings by theirs."""

    happenings: tuple[Happening, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    articles: int = field(default=0)
