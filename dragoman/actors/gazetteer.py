"""Names a pack knows, compiled with the facts of the world into one trie."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.actors.trie import Trie, split
from dragoman.model import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.packs.base import Pack
    from dragoman.world import World

ACRONYM = 6  # up to this many letters an all-capitals name must be written in capitals
SPOKEN = 4  # from this many letters some newspapers write an acronym that is spoken as a word with one capital only


@dataclass(frozen=True, slots=True)
class Name:
    """One written form of something known.

    `kind` is country, adjective, people, capital, seat, organisation, group, person, city or region; `id` the key in the world's
    file. `sector` is set for seats only. `ambiguous` forms give way to every other reading.
    """

    form: str
    kind: str
    id: str
    sector: str = ""
    ambiguous: bool = False


# Section of a pack's names → kind of name, for countries.yaml.
COUNTRY_SECTIONS = {"names": "country", "adjectives": "adjective", "people": "people", "capitals": "capital", "seats": "seat"}
# The same for the other files; sections not listed hold names of the file's own kind.
BODY_SECTIONS = {"adjectives": "adjective", "seats": "capital"}
FILES = {"organisations": "organisation", "armed_groups": "group", "persons": "person", "cities": "city"}


def _forms(values: Any, kind: str, key: str) -> Iterator[Name]:
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, dict):
            yield Name(str(value["name"]), kind, key, str(value.get("sector", "")), bool(value.get("ambiguous", False)))
        else:
            yield Name(str(value), kind, key)


def _names(pack: Pack) -> Iterator[Name]:
    documents = dict(pack.documents("actors"))
    for key, entry in documents.get("countries", {}).items():
        for section, kind in COUNTRY_SECTIONS.items():
            yield from _forms(entry.get(section, []), kind, key)
    for file, kind in FILES.items():
        for key, entry in documents.get(file, {}).items():
            for section, values in entry.items():
                people = "people" if kind == "city" and section == "people" else kind
                yield from _forms(values, BODY_SECTIONS.get(section, people), key)
    for noun in documents.get("phrases", {}).get("regions", {}).get("nouns", []):
        yield Name(str(noun), "region", "")
    for section, kind in (("adjectives", "adjective"), ("people", "people")):
        yield from _forms(documents.get("phrases", {}).get("peoples", {}).get(section, []), kind, "")


def _plain(text: str) -> str:
    """The text without accents: capitals and agency copy often lack them."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def gazetteer(pack: Pack, world: World) -> Trie[Name]:
    """Compile the names of a pack. Raises PackError for a name of something the world does not know."""
    known = {
        "country": world.countries, "adjective": None, "people": None, "capital": None, "seat": world.countries,
        "organisation": world.organisations, "group": world.groups, "person": world.persons, "city": None, "region": None,
    }  # fmt: skip
    trie: Trie[Name] = Trie()
    for name in _names(pack):
        table = known[name.kind]
        if table is not None and name.id not in table:
            raise PackError(f"{pack.language} lexicon/actors: {name.form!r}: nothing in the world has the id {name.id!r}")
        lower = name.form.lower()
        trie.add(split(lower), name)
        plain = _plain(lower)
        if plain != lower:
            trie.add(split(plain), name)
    return trie


def written(words: tuple[str, ...], first: int, last: int, name: Name) -> bool:
    """Whether the case of the words fits a name: capitals where the name has them, all capitals for a short acronym."""
    form = name.form
    if form.islower():
        return True
    if form.isupper() and len(form) <= ACRONYM and not (len(form) >= SPOKEN and first == last and words[first].istitle()):
        return all(word.isupper() or not any(map(str.isalpha, word)) for word in words[first : last + 1])
    parts, found = split(form), words[first : last + 1]
    if len(parts) != len(found):  # tokens and parts differ where hyphens and apostrophes stand
        return found[0][:1].isupper() or not form[:1].isupper()
    # The first word may be an article that stands small inside a sentence ("le Monde"), where a later one has a capital.
    free = any(part[:1].isupper() for part in parts[1:])
    return all(word[:1].isupper() or not part[:1].isupper() for part, word in list(zip(parts, found, strict=True))[free:])
