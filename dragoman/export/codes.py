"""What a country, a party or a place is called in other schemes of codes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman import world
from dragoman.ontology import cameo

if TYPE_CHECKING:
    from dragoman.world import Country


@dataclass(frozen=True, slots=True)
class CameoParty:
    """A party in CAMEO's terms: the whole code ("USAGOV"), and its parts as GDELT keeps them; empty where CAMEO has none."""

    code: str
    country: str
    group: str
    types: tuple[str, ...]


def country(code: str) -> Country | None:
    """The country of a code, None for what is none."""
    return world.load().countries.get(code)


def country_name(code: str) -> str:
    """The English name of a country, else empty."""
    found = country(code)
    return found.name if found else ""


def cow(code: str) -> str:
    """Number of the Correlates of War project as digits, else empty."""
    found = country(code)
    return str(found.cow) if found and found.cow is not None else ""


def fips(code: str) -> str:
    """FIPS 10-4 code of a country where it is known, else empty."""
    found = country(code)
    return found.fips if found else ""


def cameo_country(code: str) -> str:
    """CAMEO's code of a country, else empty."""
    found = country(code)
    return found.cameo if found else ""


def cameo_party(party: dict[str, Any]) -> CameoParty:
    """A party's CAMEO code: country or group, then the sector where CAMEO has it."""
    mapping = cameo.load()
    role = mapping.sectors.get(party["sector"], "")
    group = mapping.groups.get(party["code"])
    if group:
        return CameoParty(group.code + role, group.country, group.group, tuple(part for part in (group.type, role) if part))
    place = cameo_country(party["code"])
    return CameoParty(place + role, place, "", (role,) if role else ())


def location(event: dict[str, Any]) -> dict[str, Any]:
    """The place of an event with every field that formats ask for, empty (or None: numbers) where unknown."""
    place = event.get("event_loc") or {}

    def first(*names: str) -> Any:
        return next((place[name] for name in names if place.get(name) not in (None, "")), None)

    code = first("country_code", "country") or ""
    return {
        "text": first("extracted_place") or "",
        "name": first("resolved_place", "name") or "",
        "geonameid": str(first("geonameid", "geoname_id") or ""),
        "latitude": first("latitude", "lat"),
        "longitude": first("longitude", "lon"),
        "city": first("city") or "",
        "district": first("district", "admin2") or "",
        "province": first("province", "admin1") or "",
        "code": code,
        "country": country_name(code),
        "feature_class": first("feature_class") or "",
        "feature_code": first("feature_code") or "",
        "resolution": first("resolution"),
    }


def number(*parts: object) -> int:
    """A positive integer under 2**63 derived from the parts' text: for formats whose ids are numbers."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
