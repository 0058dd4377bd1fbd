"""Find the lexicon entries that fire in a sentence: look-up by lemma, then the entry's own conditions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from dragoman.events import syntax
from dragoman.events.conditions import excluded, taken
from dragoman.events.entry import entries
from dragoman.events.scene import Site, following, is_word, verbal_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dragoman.analysis import Sentence
    from dragoman.events.entry import Entry, Predicate
    from dragoman.events.scene import Scene
    from dragoman.packs.base import Pack

_NAME_KINDS = frozenset({"country", "organisation", "person", "place", "group"})
_NOUN_PLACES = frozenset({"nsubj", "obj", "obl", "nmod", "conj"})
_PRONOMINAL = ("pronominal", "")  # the key of all pronominal predicates; only in languages that have some


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fires at a site.

    `taken` are complements that belong to the predicate (the "inquiétude" of "exprimer son inquiétude"): they fire no entry of
    their own. `others` are the less specific matches at the same head, best first: the next one stands in where this one gives no event.
    """

    entry: Entry
    site: Site
    taken: frozenset[int]
    others: tuple[Match, ...] = ()

    @property
    def head(self) -> int:
        """The trigger's head token."""
        return self.site.head

    @property
    def tokens(self) -> tuple[int, ...]:
        """All trigger tokens, in order."""
        return self.site.tokens

    @property
    def rank(self) -> tuple[int, int, float]:
        """How specific the match is; the highest wins at its token."""
        return (self.entry.requires.count, len(self.tokens), self.entry.confidence)


Index = dict[tuple[str, str], tuple[tuple["Entry", "Predicate"], ...]]


@cache
def index(pack: Pack) -> Index:
    """Give, for each (kind, first word), the entries with the predicates that start so."""
    lists: dict[tuple[str, str], list[tuple[Entry, Predicate]]] = defaultdict(list)
    for entry in entries(pack):
        for predicate in entry.predicates:
            lists[entry.kind, predicate.words[0]].append((entry, predicate))
            if predicate.pronominal:
                lists[_PRONOMINAL].append((entry, predicate))
    return {key: tuple(pairs) for key, pairs in lists.items()}


def matches(scene: Scene, lexicon: Index) -> tuple[dict[int, Match], list[str]]:
    """The best match at each trigger head, and one line for each entry that was considered and turned down."""
    found: dict[int, list[Match]] = defaultdict(list)
    rejected: list[str] = []
    for token, kind in _candidates(scene):
        for entry, predicate in _looked_up(scene.sentence, token, kind, lexicon):
            tokens = _predicate_tokens(scene.sentence, token, kind, predicate)
            if tokens is None or (kind == "verb" and _PRONOMINAL in lexicon and not _same_sense(scene.sentence, token, predicate)):
                continue
            site = verbal_site(scene, tokens) if kind == "verb" else _nominal_site(scene, tokens)
            complements = taken(scene, site, entry.requires)
            if complements is None:
                rejected.append(f"{entry.id} at “{scene.sentence.words[token]}”: a required complement is missing")
            elif excluded(scene, site, entry.unless):
                rejected.append(f"{entry.id} at “{scene.sentence.words[token]}”: an excluded complement is there")
            else:
                found[site.head].append(Match(entry, site, complements))
    best = {head: _ranked(candidates) for head, candidates in found.items()}
    for head in found:
        word, chosen = scene.sentence.words[head], best[head]
        rejected.extend(f"{m.entry.id} at “{word}”: {chosen.entry.id} is more specific" for m in chosen.others)
    taken_tokens = {t for match in best.values() for t in (*_withheld(match), *match.tokens) if t != match.head}
    return {head: match for head, match in best.items() if head not in taken_tokens}, rejected


def _ranked(candidates: list[Match]) -> Match:
    """The most specific match, with the others behind it."""
    first, *others = sorted(candidates, key=lambda m: m.rank, reverse=True)
    return replace(first, others=tuple(others)) if others else first


def _withheld(match: Match) -> frozenset[int]:
    """Taken complements that fire no entry of their own.

    What is demanded or lifted does fire: it decides the mode, and is consumed later.
    """
    table = match.entry.composition
    return frozenset() if table is not None and ((table.consumes and not table.only) or table.passes) else match.taken


def _candidates(scene: Scene) -> Iterable[tuple[int, str]]:
    """Tokens that may open a predicate, each with the kind of predicate to look up."""
    idle = _idiomatic(scene)
    for token, pos in enumerate(scene.sentence.pos):
        if token in idle or _names_time(scene, token):
            continue
        if pos in ("NOUN", "PROPN"):
            yield from _nominal(scene, token)
        elif pos in ("VERB", "AUX", "ADJ", "NUM"):
            yield from _verbal(scene, token, pos)


def _names_time(scene: Scene, token: int) -> bool:
    """The name of a time that with a small letter is another word ("in **March**"); one that opens a sentence needs a figure behind it."""
    sentence = scene.sentence
    if sentence.lower[token] not in scene.words.times or not sentence.words[token][:1].isupper():
        return False
    return token > 0 or sentence.pos[min(1, len(sentence) - 1)] == "NUM"


def _nominal(scene: Scene, token: int) -> Iterable[tuple[int, str]]:
    sentence = scene.sentence
    if any(sentence.relation(c) == "aux" for c in sentence.children[token]):
        yield token, "verb"  # a verb by its auxiliary, whatever the tagger says
    elif not _inside_name(scene, token):
        yield token, "phrase" if _modifies(scene, token) else "noun"


def _verbal(scene: Scene, token: int, pos: str) -> Iterable[tuple[int, str]]:
    sentence = scene.sentence
    if pos == "ADJ":
        yield token, "adj"
        if sentence.relation(token) in _NOUN_PLACES and any(sentence.relation(c) == "det" for c in sentence.children[token]):
            yield token, "noun"  # an adjective with an article in a noun's place: "the **offensive** on the town"
    if pos != "NUM" and sentence.relation(token) not in ("aux", "cop") and not _attributive(sentence, token):
        yield token, "verb"
    if pos != "AUX" and not _inside_name(scene, token):
        yield token, "phrase"  # may open a noun of several words: "military exercise", "six-party talk"


def _idiomatic(scene: Scene) -> set[int]:
    """Tokens of idioms ("heart attack"): they trigger nothing."""
    sentence, idle = scene.sentence, set[int]()
    for start in range(len(sentence)):
        for first in {sentence.lemmas[start], sentence.lower[start].rstrip("'")}:
            for idiom in scene.words.idioms.get(first, ()):
                span = range(start, min(start + len(idiom), len(sentence)))
                if len(span) == len(idiom) and all(is_word(sentence, t, word) for t, word in zip(span, idiom, strict=True)):
                    idle.update(span)
    return idle


def _attributive(sentence: Sentence, token: int) -> bool:
    """A participle before its noun, inside the noun phrase ("the **recognised** government", "UN-**backed** talks"): background."""
    if sentence.relation(token) != "amod" or not 0 < token < sentence.heads[token]:
        return False
    if sentence.feature(token, "VerbForm") == "Part" and not syntax.is_gerund(sentence, token):
        return True
    before = token - 1
    return sentence.pos[before] in ("DET", "ADJ", "ADV", "NUM") or sentence.lower[before] == "-" or sentence.deps[before] == "nmod:poss"


def _modifies(scene: Scene, token: int) -> bool:
    """A noun before another noun that does not carry its event ("**protest** organisers", but "**bombing** campaign")."""
    sentence, head = scene.sentence, scene.sentence.heads[token]
    if sentence.relation(token) != "compound" or head <= token or sentence.pos[head] not in ("NOUN", "PROPN"):
        return False
    return sentence.lemmas[head] not in scene.words.carriers


def _same_sense(sentence: Sentence, token: int, predicate: Predicate) -> bool:
    """A verb with its reflexive pronoun has another sense than without."""
    children = sentence.children[token]
    reflexive = any(syntax.is_reflexive(sentence, c) for c in children)
    return predicate.pronominal == reflexive or (reflexive and any(sentence.deps[c] == "aux:caus" for c in children))


def _inside_name(scene: Scene, token: int) -> bool:
    """A capitalised word of a name ("Islamic Jihad", "Ministry of Defence") triggers nothing."""
    mention = scene.mentions.covering(scene.sentence.sequence, token)
    return mention is not None and mention.kind in _NAME_KINDS and scene.sentence.words[token][:1].isupper()


def _looked_up(sentence: Sentence, token: int, kind: str, lexicon: Index) -> Iterable[tuple[Entry, Predicate]]:
    lemma, lower = sentence.lemmas[token], sentence.lower[token]
    first = {lemma, lower, lemma.partition("-")[0], lower.partition("-")[0]}
    for word in sorted(first):
        if kind == "phrase":
            yield from (pair for pair in lexicon.get(("noun", word), ()) if len(pair[1].words) > 1)
        else:
            yield from lexicon.get((kind, word), ())


def _predicate_tokens(sentence: Sentence, token: int, kind: str, predicate: Predicate) -> tuple[int, ...] | None:
    """The tokens of a predicate that starts at `token`, None where its words are not all there."""
    if kind == "verb":
        if sentence.lemmas[token] != predicate.words[0] and sentence.lower[token] != predicate.words[0]:
            return None
        return following(sentence, token, predicate.words)
    return _contiguous(sentence, token, predicate.words)


def _contiguous(sentence: Sentence, token: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The words of a nominal predicate one after the other; a token may hold several of them joined by hyphens."""
    tokens: list[int] = []
    position, wanted = token, list(words)
    while wanted:
        if position >= len(sentence):
            return None
        if tokens and sentence.lower[position] == "-":
            position += 1
            continue
        pieces = sentence.lower[position].rstrip("'").split("-")
        if is_word(sentence, position, wanted[0]):
            wanted.pop(0)
        elif len(pieces) > 1 and (pieces == wanted[: len(pieces)] or sentence.lemmas[position].split("-") == wanted[: len(pieces)]):
            del wanted[: len(pieces)]
        else:
            return None
        tokens.append(position)
        position += 1
    return tuple(tokens)


def _nominal_site(scene: Scene, tokens: tuple[int, ...]) -> Site:
    """The site of a noun; one before a carrier ("**mediation** effort between …") stands with it, and has its complements."""
    sentence, head = scene.sentence, _head_of(scene.sentence, tokens)
    carrier = sentence.heads[head]
    if sentence.relation(head) == "compound" and carrier == tokens[-1] + 1 and sentence.lemmas[carrier] in scene.words.carriers:
        return Site(carrier, (*tokens, carrier), ())
    return Site(head, tokens, ())


def _head_of(sentence: Sentence, tokens: tuple[int, ...]) -> int:
    return next((t for t in tokens if sentence.heads[t] not in tokens), tokens[0])


def mapping_of(found: Mapping[int, Match]) -> dict[int, int]:
    """Every trigger or taken token → the head of its match."""
    owners = {t: head for head, match in found.items() for t in (*match.tokens, *match.taken)}
    return owners | {head: head for head in found}
