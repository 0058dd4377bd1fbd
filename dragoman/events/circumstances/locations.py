"""The places of an article: which names in a sentence are places, and which place of the gazetteer each is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from math import log10
from typing import TYPE_CHECKING

from dragoman import world
from dragoman.model import Location
from dragoman.world.places import CAPITAL, COUNTRY, FIRST, SECOND, fold, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dragoman.actors import Mention, Mentions
    from dragoman.analysis.records import Sentence
    from dragoman.packs.base import Pack
    from dragoman.world.places import Place

_KINDS = ("place", "country")
_SAID = {"country": 1.0, "place": 1.2, "demonym": 0.6}  # what a mention counts for its country; other kinds count less
_SAID_ELSE = 0.3
_OPENING = frozenset({"PROPN", "X"})  # parts of speech of a name's first word, where it opens a sentence and elsewhere
_NAMING = frozenset({"PROPN", "X", "NOUN", "ADJ", "DET", "NUM"})
_SHORTEST = 2  # letters of a name's first word
_LONGEST = 6  # tokens of a name
_NEXT = 5  # tokens in which the region or country that a name lies in may follow it
_BESIDE = 3  # tokens in which a word for a town or region may stand beside a name
_UNLISTED = 15_000  # inhabitants from which a place that the pack does not list is believed without any other sign
# What speaks for one of several places of a name, in powers of ten of inhabitants.
_TOWN, _SEAT, _ALTERNATIVE, _LISTED, _TOLD, _HERE, _SHARE, _UNIT = 1.0, 1.0, 0.8, 2.5, 4.0, 1.5, 1.5, 2.5
_PART, _PART_OTHER = 10, 3  # of a unit's inhabitants the town it is named after has at least one in so many; by an alternative name
_RESOLUTION = {COUNTRY: 1, FIRST: 2, SECOND: 3}
_IN_CITY = 4


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """places.yaml, ready to use; `exonyms` maps folded forms to (country, names) pairs: a list of names is a region's parts."""

    articles: tuple[str, ...]
    units: frozenset[str]
    towns: frozenset[str]
    exonyms: Mapping[str, tuple[tuple[str, str | tuple[str, ...]], ...]]
    calendar: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a place or country at tokens `first` to `last` of a sentence; `code` is its country's where a pack lists it."""

    first: int
    last: int
    head: int
    kind: str
    code: str
    name: str


@cache
def place_words(pack: Pack) -> PlaceWords:
    """Load the words. Raises PackError where the file is missing."""
    document = pack.document("places")
    exonyms: dict[str, list[tuple[str, str | tuple[str, ...]]]] = {}
    for country, forms in document["exonyms"].items():
        for form, names in forms.items():
            exonyms.setdefault(fold(form), []).append((country, names if isinstance(names, str) else tuple(names)))
    frozen = {form: tuple(pairs) for form, pairs in exonyms.items()}
    calendar = frozenset(word.lower() for word in pack.document("actors/phrases")["calendar"])
    return PlaceWords(tuple(document["articles"]), frozenset(document["units"]), frozenset(document["towns"]), frozen, calendar)


@cache
def _listed(pack: Pack) -> Mapping[str, str]:
    """Names of cities in the pack, default readings or not, to the code of their country."""
    countries = world.load().countries
    found: dict[str, str] = {}
    for place, forms in pack.document("actors/cities").items():
        for form in forms["names"]:
            if place in countries:
                found.setdefault(form if isinstance(form, str) else form["name"], countries[place].code)
    return found


@cache
def _states(pack: Pack) -> frozenset[str]:
    """Names of countries in the pack, folded."""
    forms = (form for entry in pack.document("actors/countries").values() for form in entry.get("names", ()))
    return frozenset(fold(form if isinstance(form, str) else form["name"]) for form in forms)


@dataclass(eq=False)
class Atlas:
    """The places of one article. Built from its mentions; what a sentence names is found when asked for."""

    mentions: Mentions
    pack: Pack
    _shares: Mapping[str, float] = field(init=False, repr=False)
    _found: dict[int, tuple[Named, ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Weigh the countries that the article speaks of."""
        self.words, countries = place_words(self.pack), world.load().countries
        said: dict[str, float] = defaultdict(float)
        for mention in self.mentions.all:
            for entity in mention.entities:
                if entity.code in countries:
                    said[entity.code] += _SAID.get(mention.kind, _SAID_ELSE)
        most = max(said.values(), default=1.0)
        self._shares = {code: weight / most for code, weight in said.items()}

    def named(self, sentence: Sentence) -> tuple[Named, ...]:
        """The places and countries that a sentence names, by position; those that only the gazetteer knows among them."""
        if sentence.sequence not in self._found:
            listed = [self._mentioned(sentence, m) for m in self._mentions(sentence)]
            self._found[sentence.sequence] = tuple(sorted((*listed, *self._unlisted(sentence)), key=lambda n: n.first))
        return self._found[sentence.sequence]

    def _mentions(self, sentence: Sentence) -> Iterator[Mention]:
        for mention in self.mentions.inside(sentence.sequence, 0, len(sentence) - 1):
            if mention.kind in _KINDS and mention.entities:
                yield mention

    def _mentioned(self, sentence: Sentence, mention: Mention) -> Named:
        entity = mention.entities[0]
        text = sentence.cut(mention.first, mention.last).text
        known = entity.code in world.load().countries
        # "à Bruxelles": a seat that stands for a body of no country is a city all the same.
        code = entity.code if known else _listed(self.pack).get(text, "")
        name = entity.name if mention.kind == "place" and fold(entity.name) in fold(text) else text
        kind = "country" if known and (mention.kind == "country" or fold(text) in _states(self.pack)) else "place"
        return Named(mention.first, mention.last, mention.head, kind, code, name or text)

    def _unlisted(self, sentence: Sentence) -> Iterator[Named]:
        """Names that no mention covers and the gazetteer knows, the longest at each token."""
        token = 0
        while token < len(sentence):
            found = self._name_at(sentence, token) if self._free(sentence, token) else None
            if found is not None:
                yield found
            token = found.last + 1 if found else token + 1

    def _free(self, sentence: Sentence, token: int) -> bool:
        word = sentence.words[token]
        if len(word) < _SHORTEST or not word[:1].isupper() or sentence.lower[token] in self.words.calendar:
            return False
        opens = token == 0 or sentence.pos[token - 1] == "PUNCT"
        if sentence.pos[token] not in (_OPENING if opens else _NAMING):
            return False  # a word that has its capital from the beginning of the sentence
        mention = self.mentions.covering(sentence.sequence, token)
        # "Kaduna state": the phrase is a role to those who look for parties, its first word a place all the same.
        unit = mention is not None and mention.kind == "role" and token < mention.head and sentence.lower[mention.head] in self.words.units
        return mention is None or unit or _unknown(mention)

    def _name_at(self, sentence: Sentence, first: int) -> Named | None:
        for last in range(min(first + _LONGEST, len(sentence)) - 1, first - 1, -1):
            if not self._free(sentence, last) or self._cuts(sentence, first, last):
                continue
            text = sentence.cut(first, last).text
            if self._candidates(text):
                inside = range(first, last + 1)
                head = next((t for t in inside if sentence.heads[t] not in inside), first)
                return Named(first, last, head, "place", "", text)
        return None

    def _cuts(self, sentence: Sentence, first: int, last: int) -> bool:
        """Whether a stretch is only a piece of the name of somebody unknown."""
        ends = [m for t in (first, last) if (m := self.mentions.covering(sentence.sequence, t)) and _unknown(m)]
        return any(m.last > last or m.first < first - 1 for m in ends)

    def _candidates(self, name: str) -> tuple[Place, ...]:
        """All places a form may mean: under its own name, with an article, or under the name that the pack gives for it."""
        gazetteer = places()
        told = self.words.exonyms.get(fold(name), ())
        names = [(country, name if isinstance(name, str) else name[0]) for country, name in told]
        found = tuple(p for country, other in names for p in gazetteer.named(other) if p.country == country)
        if found:  # beside them the units that bear the form itself: "New York state"
            states = {country for country, _ in told}
            return (*found, *(p for p in gazetteer.named(name) if p.feature in _RESOLUTION and p.country in states and p not in found))
        found = gazetteer.named(name)
        for article in self.words.articles if not found else ():
            found = gazetteer.named(article + name if article.endswith("'") else f"{article} {name}")
            if found:
                break
            if fold(name).startswith(f"{fold(article)} "):
                found = gazetteer.named(fold(name)[len(fold(article)) + 1 :])
        return found

    def locate(self, sentence: Sentence, named: Named) -> Location | None:
        """The place of the gazetteer that a name means; only the country where it knows no such place; None where neither is plain."""
        countries, gazetteer = world.load().countries, places()
        if named.kind == "country":
            return _country(named.code)
        told, parts = self._told(sentence, named), self._parts(named)
        if parts:
            return _region(named.name, parts)
        best: tuple[float, Place] | None = None
        for place in self._candidates(named.name):
            score = self._score(sentence, named, place, told)
            if best is None or score > best[0]:
                best = score, place
        if best is None or (named.code and best[1].country != named.code and not told):
            return _country(named.code) if named.code else None
        place = self._seat(sentence, named, best[1])
        plain = told or named.code or place.population >= _UNLISTED or place.country in self._shares
        if not plain or place.country not in countries:
            return None
        above = [gazetteer.place(id_) for id_ in (place.admin1, place.admin2)]
        return _location(place, *above)

    def _seat(self, sentence: Sentence, named: Named, unit: Place) -> Place:
        """The town that a unit is named after, where no word for a unit stands beside the name and it is a large part of it."""
        if unit.feature not in (FIRST, SECOND) or self._beside(sentence, named, self.words.units):
            return unit
        towns = [
            p for p in self._candidates(named.name)
            if p.feature not in _RESOLUTION and unit.id in (p.admin1, p.admin2)
            and p.population * (_PART_OTHER if p.alternative else _PART) > unit.population
        ]  # fmt: skip
        return max(towns, key=lambda p: p.population, default=unit)

    def _parts(self, named: Named) -> tuple[Place, ...]:
        """The units of a region that is none itself."""
        for country, names in self.words.exonyms.get(fold(named.name), ()):
            if not isinstance(names, str):
                return tuple(next(p for p in places().named(name) if p.country == country) for name in names)
        return ()

    def _score(self, sentence: Sentence, named: Named, place: Place, told: frozenset[str | int]) -> float:
        score = log10(max(place.population, 100))
        unit = place.feature in (FIRST, SECOND)
        score += 0 if unit else _TOWN + (_SEAT if place.feature == CAPITAL else 0)
        score -= _ALTERNATIVE if place.alternative else 0
        score += _LISTED if place.country == named.code else 0
        if told:
            score += _TOLD if {place.country, place.admin1, place.admin2} & told else -_TOLD
        score += _SHARE * self._shares.get(place.country, 0.0)
        score += _HERE if any(n.code == place.country for n in self._countries(sentence)) else 0
        return score + (_UNIT if self._beside(sentence, named, self.words.units) and unit else 0)

    def _countries(self, sentence: Sentence) -> list[Named]:
        return [self._mentioned(sentence, m) for m in self._mentions(sentence) if m.kind == "country"]

    def _beside(self, sentence: Sentence, named: Named, words: frozenset[str]) -> bool:
        """Whether one of `words` stands right after a name or shortly before it with nothing but small words between."""
        after = named.last + 1
        if after < len(sentence) and sentence.lower[after] in words:
            return True
        for token in range(named.first - 1, max(-1, named.first - 1 - _BESIDE), -1):
            if sentence.lower[token] in words or sentence.words[token] in words:
                return True
            if sentence.pos[token] in ("NOUN", "PROPN", "VERB", "PUNCT"):
                break
        return False

    def _told(self, sentence: Sentence, named: Named) -> frozenset[str | int]:
        """Country or units that are told right after a name: "Tripoli, au Liban", "Springfield (Illinois)"."""
        after = named.last + 1
        if after + 1 >= len(sentence) or sentence.words[after] not in {",", "(", "-"}:
            return frozenset()
        for token in range(after + 1, min(after + 1 + _NEXT, len(sentence))):
            if sentence.words[token] in {",", ")", ";"} or sentence.pos[token] in ("VERB", "AUX", "CCONJ"):
                break
            if not sentence.words[token][:1].isupper():
                continue
            return self._above(sentence, token, named)
        return frozenset()

    def _above(self, sentence: Sentence, token: int, named: Named) -> frozenset[str | int]:
        mention = self.mentions.covering(sentence.sequence, token)
        if mention is not None and mention.kind == "country" and mention.entities:
            return frozenset({mention.entities[0].code})
        one = self._name_at(sentence, token)
        name = one.name if one else sentence.cut(mention.first, mention.last).text if mention else ""
        units = {p.id for p in self._candidates(name) if p.feature in (FIRST, SECOND)} if name else set()
        return frozenset(units & {unit for p in self._candidates(named.name) for unit in (p.admin1, p.admin2) if unit})


def _unknown(mention: Mention) -> bool:
    """A name that was taken for a person's or a body's for want of anything known of it."""
    return mention.kind in ("person", "organisation") and not any(e.code or e.office or e.sector for e in mention.entities)


def _country(code: str) -> Location | None:
    place = places().country(code)
    if place is None:
        return None
    return Location(place.name, place.latitude, place.longitude, place.id, code, feature=place.feature, resolution=1)


def _region(name: str, parts: tuple[Place, ...]) -> Location:
    """A region that GeoNames has no unit for: it lies between its parts and has no id."""
    latitude, longitude = (sum(values) / len(parts) for values in ([p.latitude for p in parts], [p.longitude for p in parts]))
    return Location(name, round(latitude, 3), round(longitude, 3), 0, parts[0].country, feature="RGN", resolution=2)


def _location(place: Place, province: Place | None, district: Place | None) -> Location:
    return Location(
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        geonameid=place.id,
        country=place.country,
        city="" if place.feature in _RESOLUTION else place.name,
        district=district.name if district else "",
        province=province.name if province else "",
        admin1=place.admin1_code,
        feature=place.feature,
        resolution=_RESOLUTION.get(place.feature, _IN_CITY),
    )
