"""GDELT 2.0's Events (61 columns) and Mentions (16 columns), separated by tabs, without header, in CAMEO codes.

A row of Events is one event: records with the same day, parties, action and place are its mentions. GLOBALEVENTID derives from those,
so that it is the same on every run and in both tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.export.codes import cameo_party, fips, location, number
from dragoman.export.dyads import real_dyads
from dragoman.export.registry import Exporter
from dragoman.export.text import write_tsv
from dragoman.ontology import cameo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dragoman.export.documents import Document
    from dragoman.export.dyads import Dyad
    from dragoman.export.registry import Options

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code"),
    *("Type1Code", "Type2Code", "Type3Code"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{of}_{name}" for of in ("Actor1Geo", "Actor2Geo", "ActionGeo") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTIONS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID"),
    *("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone"),
    *("MentionDocTranslationInfo", "Extras"),
)


_CITY = 4  # resolution of a city, in PLOVER's scale from 1, a country, to 5


@dataclass(slots=True)
class _Event:
    """A row of Events with the tally of its mentions."""

    row: dict[str, Any]
    mentions: int = 0
    articles: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    added: str = ""


def write_events(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write Events. Memory grows with the number of events."""
    found: dict[int, _Event] = {}
    for document in documents:
        for dyad in real_dyads(document, options):
            id_ = _id(dyad)
            event = found.setdefault(id_, _Event(_event(dyad, id_)))
            event.mentions += 1
            event.articles.add(document.id)
            event.sources.add(document.publication or document.url or document.id)
            event.row["IsRootEvent"] |= int(dyad.event["sentence"]["sequence"] == 0)
            event.added = min(filter(None, (event.added, _day(document.date))), default="")
    write_tsv((_counted(event) for event in found.values()), path)


def _counted(event: _Event) -> list[Any]:
    counts = {"NumMentions": event.mentions, "NumSources": len(event.sources), "NumArticles": len(event.articles)}
    row = {**event.row, **counts, "DATEADDED": f"{event.added}000000" if event.added else ""}
    return [row.get(name, "") for name in EVENTS]


def write_mentions(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write Mentions."""
    write_tsv((_mention(dyad) for document in documents for dyad in real_dyads(document, options)), path)


def _id(dyad: Dyad) -> int:
    event, place = dyad.event, location(dyad.event)
    parties = ((party["code"] or party["entity_text"], party["sector"]) for party in (dyad.actor, dyad.recipient))
    # Without a day nothing says that two reports tell of one event.
    day = event["date"] or dyad.id
    return number(day, *parties, _code(dyad).code, place["code"], place["geonameid"] or place["name"] or place["text"])


def _code(dyad: Dyad) -> cameo.CameoCode:
    return cameo.load().of(dyad.event["event"][0], *dyad.event["mode"][:1])


def _event(dyad: Dyad, id_: int) -> dict[str, Any]:
    code = _code(dyad)
    return {
        "GLOBALEVENTID": id_,
        **dict(_dates(dyad.event["date"] or "")),
        **dict(_party(1, dyad.actor)),
        **dict(_party(2, dyad.recipient)),
        "IsRootEvent": 0,
        "EventCode": code.code,
        "EventBaseCode": code.base,
        "EventRootCode": code.root,
        "QuadClass": code.quad,
        "GoldsteinScale": code.goldstein,
        **dict(_place(dyad.event)),
        "SOURCEURL": dyad.document.url or dyad.document.id,
    }


def _dates(date: str) -> Iterator[tuple[str, str]]:
    """What is known of a day, a month or a year; the fraction counts months of 30 days in a year of 365, as GDELT's does."""
    parts = date.split("-")
    if date:
        yield "Year", parts[0]
    if len(parts) > 1:
        yield "MonthYear", parts[0] + parts[1]
    if len(parts) > 2:
        yield "SQLDATE", _day(date)
        yield "FractionDate", f"{int(parts[0]) + ((int(parts[1]) - 1) * 30 + int(parts[2])) / 365:.4f}"


def _party(role: int, party: dict[str, Any]) -> Iterator[tuple[str, str]]:
    coded = cameo_party(party)
    yield f"Actor{role}Code", coded.code
    yield f"Actor{role}Name", (party.get("name") or party["entity_text"]).upper()
    yield f"Actor{role}CountryCode", coded.country
    yield f"Actor{role}KnownGroupCode", coded.group
    yield from ((f"Actor{role}Type{number_}Code", type_) for number_, type_ in enumerate(coded.types, 1))


def _place(event: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    place = location(event)
    if not event.get("event_loc"):
        yield "ActionGeo_Type", 0
        return
    name = place["name"] or place["text"]
    country = place["resolution"] == 1 or (place["latitude"] is None and not place["city"])
    city = not country and (place["resolution"] or _CITY) >= _CITY
    american = place["code"] == "USA"
    # GDELT's types: 1 country, 2 and 3 state and city of the United States, 4 city elsewhere, 5 province elsewhere.
    kind = 1 if country else (3 if american else 4) if city else 2 if american else 5
    yield "ActionGeo_Type", kind
    yield "ActionGeo_FullName", ", ".join(dict.fromkeys(part for part in (name, place["province"], place["country"]) if part))
    yield "ActionGeo_CountryCode", fips(place["code"])
    yield "ActionGeo_Lat", place["latitude"]
    yield "ActionGeo_Long", place["longitude"]
    yield "ActionGeo_FeatureID", place["geonameid"]


def _mention(dyad: Dyad) -> list[Any]:
    event, document = dyad.event, dyad.document
    published, day = _day(document.date), event["date"] or ""
    row = {
        "GLOBALEVENTID": _id(dyad),
        "EventTimeDate": f"{_day(day)}000000" if len(day) == 10 else "",
        "MentionTimeDate": f"{published}000000" if published else "",
        # 1 is a document of the web, named by its address; 2 one with a citation only.
        "MentionType": 1 if document.url else 2,
        "MentionSourceName": document.publication,
        "MentionIdentifier": document.url or document.id,
        # Counted from 1.
        "SentenceID": event["sentence"]["sequence"] + 1,
        "Actor1CharOffset": dyad.actor.get("start", -1),
        "Actor2CharOffset": dyad.recipient.get("start", -1),
        "ActionCharOffset": event["trigger"]["start"],
        "InRawText": 1,
        "Confidence": round(100 * event.get("confidence", 0)),
        "MentionDocLen": len(document.text) if document.text is not None else "",
    }
    return [row.get(name, "") for name in MENTIONS]


def _day(date: str) -> str:
    return date.replace("-", "")


EXPORTERS = (
    Exporter("gdelt-events", "GDELT 2.0 Events, 61 columns, CAMEO codes", ".CSV", write_events),
    Exporter("gdelt-mentions", "GDELT 2.0 Mentions, 16 columns", ".CSV", write_mentions),
)
