"""Items → phrases: which items of a sentence stand in one noun phrase, and which phrases stand inside which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.items import NOMINAL
from dragoman.actors.links import Links
from dragoman.actors.phrase import Phrase, preposition, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.actors.items import Item
    from dragoman.actors.lexicon import Lexicon
    from dragoman.analysis.records import Sentence

LISTED = frozenset({"country", "capital"})  # names that stand in lists


class Builder:
    """Groups the items of one sentence into phrases."""

    def __init__(self, sentence: Sentence, items: list[Item], lexicon: Lexicon) -> None:
        """Keep what the rules look at; `build` does the work."""
        self.sentence, self.lexicon, self.items = sentence, lexicon, items
        self.links = Links(sentence, items, lexicon)
        self.at = self.links.at

    def build(self) -> list[Phrase]:
        """All phrases by position. Nationality adjectives and compound names taken up by a role give no phrase of their own."""
        self.links.nations()
        person_of = self.links.persons()
        phrases: dict[int, Phrase] = {}
        taken = {id(run) for run in person_of.values()}
        for role in self.links.roles:
            name = person_of.get(id(role))
            beside = [n for n in role.nations if n.last + 1 == role.first and self.links.absorbed(n)]
            phrase = self._phrase([role, *([name] if name else [])], beside)
            phrase.role, phrase.name, phrase.nations = role, name, role.nations
            phrases[id(role)] = phrase
            if name:
                phrases[id(name)] = phrase
        for item in self.items:
            if item.kind != "role" and id(item) not in taken and not self.links.absorbed(item):
                phrase = self._phrase([item])
                phrase.name = item if item.kind in {"name", "run"} else None
                phrases[id(item)] = phrase
        unique = list({id(p): p for p in phrases.values()}.values())
        self._merge_roles(unique, phrases)
        self._complements(phrases)
        self._conjoined(phrases)
        self._acronyms(unique)
        unique = [p for p in unique if p.items]
        self._quantities(unique)
        return sorted((p for p in unique if p.items), key=lambda p: (p.first, -p.last))

    def _merge_roles(self, phrases: list[Phrase], by_item: dict[int, Phrase]) -> None:
        """Join a second role of the same person: "X, président et chef du parti" keeps the first; "le général X, ministre" too."""
        sentence = self.sentence
        for phrase in phrases:
            item = phrase.items[0] if phrase.items else None
            if item is None or item.kind != "role" or sentence.relation(item.head) not in {"appos", "flat", "compound"}:
                continue
            over = self.at.get(sentence.heads[item.head])
            host = by_item.get(id(over)) if over is not None else None
            if host is None or host is phrase or not host.items or over is None or over.sort not in {"", "person"}:
                continue
            if over.role is not None and item.role is not None and (over.role.kind == "body") != (item.role.kind == "body"):
                continue
            if sentence.relation(item.head) == "compound" and over.kind == "role":
                if over.first - item.last not in {1, 2}:
                    continue
                host.nations = host.nations or phrase.nations
                phrase.items = []
                continue
            host.items += phrase.items
            host.nations = host.nations or phrase.nations
            if host.role is None:
                host.role = item
            host.name = host.name or phrase.name
            host.first, host.last = min(host.first, phrase.first), max(host.last, phrase.last)
            for moved in phrase.items:
                by_item[id(moved)] = host
            phrase.items = []

    def _complements(self, by_item: dict[int, Phrase]) -> None:
        sentence = self.sentence
        for item in list(self.items):
            phrase = by_item.get(id(item))
            if phrase is None or not phrase.items or item is not phrase.items[0]:
                continue
            over_token = sentence.heads[phrase.head]
            over = self.at.get(over_token) if over_token >= 0 else None
            host = by_item.get(id(over)) if over is not None else None
            if host is None or host is phrase or host.role is None or over is None or over.kind != "role":
                continue
            relation, case = sentence.relation(phrase.head), preposition(sentence, phrase.head)
            if relation in {"nmod", "obl", "compound", "det", "amod"} and item.kind != "pronoun":
                served = over.role is not None and over.role.takes == "principal" and case in self.lexicon.mandate
                if served or self.links.belongs(phrase.head):
                    host.inner.append(phrase)
                elif case in self.lexicon.origin and item.kind == "name":
                    host.places.append(item)
            elif item.kind == "pronoun" and any(p.kind == "possessive" for p in item.pronouns):
                host.inner.append(phrase)
        self._possessors(by_item)

    def _possessors(self, by_item: dict[int, Phrase]) -> None:
        """Give a role the possessive right before it (an adjective may stand between) that the parse hung elsewhere."""
        for item in self.items:
            if item.kind != "pronoun" or not any(p.kind == "possessive" for p in item.pronouns):
                continue
            near = next((i for i in (self.at.get(item.last + 1), self.at.get(item.last + 2)) if i and i.kind == "role"), None)
            host = by_item.get(id(near)) if near is not None else None
            phrase = by_item.get(id(item))
            if host is None or phrase is None or phrase in host.inner or (host.first <= item.first and host.determiner):
                continue
            if self.sentence.relation(item.head) in {"det", "nmod"}:
                host.inner.append(phrase)
                host.first = min(host.first, item.first)

    def _conjoined(self, by_item: dict[int, Phrase]) -> None:
        """Give a role in the plural every one of its coordinated complements: "the presidents of France and Germany"."""
        sentence = self.sentence
        for host in {id(p): p for p in by_item.values()}.values():
            if host.role is None or sentence.feature(host.role.head, "Number") != "Plur":
                continue
            for inner in list(host.inner):
                for listed in self._listed(inner, by_item):
                    if listed not in host.inner and listed is not host:
                        host.inner.append(listed)
                        host.last = max(host.last, listed.last)
                for child in sentence.dependents(inner.head, "conj"):
                    item = self.at.get(child)
                    other = by_item.get(id(item)) if item is not None else None
                    if other is not None and other.items and other not in host.inner:
                        host.inner.append(other)

    def _listed(self, phrase: Phrase, by_item: dict[int, Phrase]) -> list[Phrase]:
        """The names after a name in a list that a conjunction closes, however it was parsed: "of Mali, **Burkina Faso and Niger**"."""
        sentence, found, token, closed = self.sentence, [], phrase.items[0].last + 1, False
        while not closed and token + 1 < len(sentence) and (sentence.words[token] == "," or sentence.pos[token] == "CCONJ"):
            closed = sentence.pos[token] == "CCONJ"
            at = next((t for t in range(token + 1, len(sentence)) if sentence.pos[t] not in {"DET", "ADP"}), -1)
            item = self.at.get(at)
            other = by_item.get(id(item)) if item is not None else None
            if item is None or other is None or not {item.sort, phrase.items[0].sort} <= LISTED:
                return []
            found.append(other)
            token = item.last + 1
        return found if closed else []

    def _acronyms(self, phrases: list[Phrase]) -> None:
        """Note the acronym in parentheses after a phrase, which then is no phrase of its own."""
        words = self.sentence.words
        for short in phrases:
            if not short.items or short.name is None or short.role is not None:
                continue
            first, last = short.items[0].first, short.items[0].last
            if first < 2 or last + 1 >= len(words) or words[first - 1] != "(" or words[last + 1] != ")":
                continue
            hosts = [p for p in phrases if p.items and p is not short and p.items[0].first < first and p.last >= first - 2]
            if hosts and words[first].isupper():
                host = min(hosts, key=lambda p: p.items[0].first)
                host.acronym, short.items = short.name, []
                host.last = max(host.last, last + 1)

    def _quantities(self, phrases: list[Phrase]) -> None:
        """Give a phrase counted by a quantity noun that noun's head and span."""
        sentence = self.sentence
        heads = {p.head: p for p in phrases if p.items and p.items[0].kind == "quantity"}
        for phrase in phrases:
            if not phrase.items or not (phrase.role or phrase.items[0].sort in {"people", "adjective", "group"}):
                continue
            over = heads.get(sentence.heads[phrase.head])
            if over is None or sentence.relation(phrase.head) not in {"nmod", "obl", "compound"}:
                continue
            if not over.items or not self.links.belongs(phrase.head):
                continue
            phrase.heads += [phrase.head, *over.heads]
            phrase.head = over.head
            phrase.first, phrase.last = min(phrase.first, over.first), max(phrase.last, over.last)
            phrase.quantity = True
            over.items = []
            for host in phrases:
                host.inner = [phrase if inner is over else inner for inner in host.inner]

    def _phrase(self, items: list[Item], beside: Sequence[Item] = ()) -> Phrase:
        sentence = self.sentence
        heads = [item.head for item in (*items, *beside)]
        top = min(heads, key=lambda t: len(sentence.ancestors(t)))
        bare = all(item.kind not in {"role", "quantity", "pointer"} for item in items)
        first, last = span(sentence, top, [t for i in items for t in (i.first, i.last)], bare=bare)
        if sentence.relation(top) == "amod" and items[0].sort == "adjective":
            first, last = items[0].first, items[0].last
            return Phrase(items, top, first, last)
        if items[0].kind in {"name", "run"}:  # a parse may hang the parts of one name on different words
            own = range(items[0].first, items[0].last + 1)
            heads += [t for t in own if sentence.heads[t] not in own and sentence.pos[t] in NOMINAL]
        phrase = Phrase(items, top, first, last, heads=[h for h in dict.fromkeys(heads) if h != top])
        if items[0].kind != "pronoun":
            self._determine(phrase)
        return phrase

    def _determine(self, phrase: Phrase) -> None:
        """Find the determiner: by the parse, else the word right before by its form; the phrase then begins with it."""
        sentence = self.sentence
        words = self.lexicon.determiners if phrase.items[0].kind not in {"name", "run"} else self.lexicon.definite
        for head in dict.fromkeys((phrase.items[0].head, phrase.head)):
            for child in sentence.children[head]:
                if sentence.pos[child] in {"DET", "PRON"} and sentence.relation(child) in {"det", "nmod"} and child < head:
                    phrase.determiner = sentence.lower[child]
                    return
        first = phrase.first
        if sentence.pos[first] == "DET" or (first < phrase.items[0].first and sentence.lower[first] in words):
            phrase.determiner = sentence.lower[first]
        elif first and sentence.lower[first - 1] in words and sentence.pos[first - 1] not in {"ADP", "SCONJ"}:
            phrase.first = first - 1
            phrase.determiner = sentence.lower[first - 1]
            if sentence.heads[phrase.head] == first - 1:
                phrase.heads.append(phrase.head)
                phrase.head = first - 1
        if not phrase.determiner:
            cases = (sentence.lower[c] for c in sentence.children[phrase.head] if sentence.relation(c) == "case")
            phrase.determiner = next((form for form in cases if form in self.lexicon.contracted), "")
