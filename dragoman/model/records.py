"""Article in, Reading out: every record that crosses a stage, frozen.

All offsets are Unicode code points into `Article.text` as given, end exclusive; for every span `article.text[start:end] == text`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - dataclass field types are part of the public interface
from typing import Literal

Stance = Literal["asserts", "denies", "doubts"]
ClaimType = Literal["direct", "indirect", "mixed"]
DistanceKind = Literal["reported", "doubted", "quoted", "conditional"]
GUESSED = "country understood from the article"  # a flag of entities


def content_id(*parts: object) -> str:
    """A stable identifier of 16 hexadecimal digits derived from the parts' text."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentenceSpan(Span):
    """A sentence; `sequence` counts from 0 through the article."""

    sequence: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as given.

    `date` is the publication date, None when unknown; `language` an ISO 639-1 code, None to have it identified.
    """

    id: str
    text: str
    date: date | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    publication: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A party: an actor, a recipient or a source, with the words it stands on.

    `code` is ISO 3166-1 alpha-3 or one of PLOVER's (UNO, EUR, IGO, NGO, IMG, MNC, ISM), empty when none applies; `members`
    lists the codes of an alliance's states at the article's date; `how` says by which steps the code was reached. `flags` name what
    to know before trusting it: "country understood from the article", "name and office disagree". Where the words are
    a relative pronoun, `antecedent` gives the words that it stands for.
    """

    text: str
    start: int
    end: int
    code: str = ""
    sector: str = ""
    name: str = ""
    office: str = ""
    members: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    antecedent: str = ""

    @property
    def sure(self) -> bool:
        """False where the country was only understood from the article, not from the phrase's words."""
        return GUESSED not in self.flags


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain of sources: who says so, by which cue (None: the source is understood from before), in which stance."""

    source: Entity
    cue: Span | None
    stance: Stance = "asserts"


@dataclass(frozen=True, slots=True)
class Distance:
    """A sign that the author does not vouch for an event in the author's own words.

    `kind` is reported ("reportedly", "seems"), doubted ("alleged", "so-called"), quoted (scare quotes) or conditional (the
    conditional of the press, "aurait quitté"); `cue` are the words that tell it.
    """

    kind: DistanceKind
    cue: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a record is as it is: the entry that fired, the step-by-step trace, what was turned down, and what its confidence rests on."""

    rule: str
    steps: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    factors: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the gazetteer.

    `latitude` and `longitude` are degrees, `geonameid` is GeoNames's id (0 for a region that has none), `country` its country's code.
    Of a country or region the coordinates are the mean of its towns, weighted by population. `city`, `district` (second order) and
    `province` (first order) are the names of what it is or lies in, `admin1` GeoNames's code of the first order, `feature` GeoNames's
    feature code (PCL, ADM1, ADM2, RGN, PPLC, PPL). `resolution`: 1 country, 2 province, 3 district, 4 city.
    """

    name: str
    latitude: float
    longitude: float
    geonameid: int
    country: str
    city: str = ""
    district: str = ""
    province: str = ""
    admin1: str = ""
    feature: str = ""
    resolution: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """A PLOVER event.

    `date` is the day of the happening as YYYY-MM-DD (or YYYY-MM, YYYY when no day is told), empty when neither told nor derivable;
    `date_basis` is text, or empty where none is told. `duration` is ISO 8601.
    `attribution` runs from the outermost source to the innermost; empty means the article itself says so. `distance` are the signs
    that its author does not vouch for it.
    """

    id: str
    event: str
    mode: str
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...]
    trigger: Span
    sentence: SentenceSpan
    evidence: Evidence
    aux: tuple[str, ...] = ()
    date: str = ""
    date_basis: str = ""
    enddate: str = ""
    context: tuple[str, ...] = ()
    place: Span | None = None
    place_code: str = ""
    location: Location | None = None
    channel: str = ""
    duration: str = ""
    attribution: tuple[Attribution, ...] = ()
    confidence: float = 0.0
    distance: tuple[Distance, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Someone's statement, belief or intention: source, cue and content as spans.

    `content` may stand in several pieces (a quotation broken by its attribution). `source` is None when nobody is named;
    `cue` is None when only quotation marks tell. `events` holds the ids of the events inside the content, `acts` those of the acts of
    speech (a threat, a promise, an accusation) that the cue itself tells: the content is then what is threatened or promised.
    """

    id: str
    source: Entity | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: ClaimType
    stance: Stance = "asserts"
    events: tuple[str, ...] = ()
    rule: str = ""
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """What became of an article: `code` is one of events, no events, unsupported language, too short, failed."""

    code: Literal["events", "no events", "unsupported language", "too short", "failed"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood from one article."""

    article: Article
    status: Status
    language: str = ""
    pack: str = ""
    sentences: tuple[SentenceSpan, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = field(default=())
