"""Verbs that are cues: which entries fit them, their tokens, their stance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.claims.draft import VERBAL, has_verb
from dragoman.claims.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.lexicon import Cue, Words
    from dragoman.model.records import Stance

_REACH = 4  # tokens within which the further words of a cue must follow


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in the text that is a cue: its main token first in `group`, the entries that fit, and the noun of a light verb."""

    sentence: Sentence
    group: tuple[int, ...]
    cues: tuple[Cue, ...]
    noun: int | None = None

    @property
    def main(self) -> int:
        """The main token."""
        return self.group[0]

    @property
    def last(self) -> int:
        """The last token of the cue."""
        return max(self.group)

    def entry(self, construction: str) -> Cue | None:
        """The first entry that takes this construction."""
        return next((cue for cue in self.cues if construction in cue.takes), None)

    def prepositions(self) -> dict[str, Cue]:
        """Every preposition whose complement is content, with its entry."""
        return {preposition: cue for cue in reversed(self.cues) if "predicate" not in cue.takes for preposition in cue.after}

    def children(self) -> list[int]:
        """The dependents of the cue, ascending."""
        return sorted(c for t in self.group for c in self.sentence.children[t] if c not in self.group)


def verbs(context: Context, sentence: Sentence) -> Iterator[list[Verb]]:
    """Every cue verb of a sentence, each with its readings, the longest cue first: "point out" before "point"."""
    table, words = context.lexicon.verbs, context.lexicon.words
    for token, lemma in enumerate(sentence.lemmas):
        form = words.forms.get(sentence.lower[token], "")
        if sentence.pos[token] not in VERBAL and not (form and _stands_for_verb(sentence, token, words)):
            continue
        if cues := table.get(lemma, ()) or Lexicon.look_up(table, form or lemma):
            readings = _readings(sentence, token, cues, words)
            if readings:
                yield readings


def _stands_for_verb(sentence: Sentence, token: int, words: Words) -> bool:
    """Tell a verb that the parser took for a noun or adjective: a noun before it, a complement behind it, and no main verb beside it."""
    if not 0 < token < len(sentence) - 1 or sentence.pos[token] not in ("NOUN", "ADJ", "PROPN"):
        return False
    root = next((t for t, head in enumerate(sentence.heads) if head < 0), token)
    if sentence.pos[root] in VERBAL or any(sentence.relation(c) == "cop" for c in sentence.children[root]):
        return False
    after = sentence.lower[token + 1]
    complement = sentence.pos[token + 1] in ("PART", "DET") or after in words.complementizers | words.interrogatives | words.purposes
    return complement and sentence.pos[token - 1] in ("NOUN", "PROPN") and not _finite_before(sentence, token)


def _finite_before(sentence: Sentence, token: int) -> bool:
    """Tell whether a finite verb stands before a token."""
    return any(sentence.pos[t] in VERBAL and "VerbForm=Fin" in sentence.feats[t] for t in range(token))


def _readings(sentence: Sentence, token: int, cues: Iterable[Cue], words: Words) -> list[Verb]:
    if sentence.relation(token) in ("aux", "cop") and not any(cue.rest for cue in cues) and not _has_subject(sentence, token):
        return []
    if sentence.relation(token) in ("amod", "compound") and sentence.pos[token] in VERBAL:
        return []  # "the pledged delegates"
    if "Mood=Imp" in sentence.feats[token] and not _has_subject(sentence, token):
        return []  # an order to the reader
    reflexive = any(_is_reflexive(sentence, token, c, words) for c in sentence.children[token] if c < token)
    groups: dict[tuple[tuple[int, ...], int | None], list[Cue]] = {}
    for cue in cues:
        if cue.reflexive != reflexive:
            continue
        rest = _rest(sentence, token, cue.rest)
        if rest is None:
            continue
        noun = _light_object(sentence, token, cue.objects)
        if (cue.objects and noun is None) or (cue.subjects and not _has_subject_of(sentence, token, cue.subjects)):
            continue
        groups.setdefault(((token, *rest), noun), []).append(cue)
    longest_first = sorted(groups, key=lambda key: (key[1] is None, -len(key[0])))
    return [Verb(sentence, _main_first(sentence, key[0]), tuple(groups[key]), key[1]) for key in longest_first]


def _is_reflexive(sentence: Sentence, verb: int, token: int, words: Words) -> bool:
    """Tell a reflexive pronoun from an object of another person ("il nous dit")."""
    if sentence.lower[token] not in words.reflexives or sentence.relation(token) == "nsubj":
        return False
    if "Reflex=Yes" in sentence.feats[token]:
        return True
    finite = next((t for t in (verb, *sentence.children[verb]) if sentence.feature(t, "VerbForm") == "Fin"), verb)
    persons = {sentence.feature(t, "Person") for t in (finite, token)} - {""}
    return len(persons) < 2


def _has_subject(sentence: Sentence, token: int) -> bool:
    return any(sentence.relation(c) == "nsubj" for c in sentence.children[token])


def _has_subject_of(sentence: Sentence, token: int, nouns: frozenset[str]) -> bool:
    """Tell whether the subject, or what the verb hangs on as a participle or relative clause, is one of these nouns."""
    subjects = [c for c in sentence.children[token] if sentence.relation(c) == "nsubj"]
    if not subjects and sentence.relation(token) == "conj":
        return _has_subject_of(sentence, sentence.heads[token], nouns)
    if sentence.relation(token) == "acl":
        subjects.append(sentence.heads[token])
    return any(sentence.lemmas[s] in nouns for s in subjects)


def _rest(sentence: Sentence, token: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of the further words of a cue, in order, close after the verb; None where one is missing."""
    found: list[int] = []
    position = token
    for word in words:
        reach = range(position + 1, min(position + 1 + _REACH, len(sentence)))
        following = next((t for t in reach if word in (sentence.lemmas[t], sentence.lower[t])), None)
        if following is None or has_verb(sentence, range(position + 1, following)):
            return None
        joined = following == position + 1 or sentence.heads[following] in (token, position) or sentence.heads[token] == following
        if not joined:
            return None
        found.append(following)
        position = following
    return tuple(found)


def _light_object(sentence: Sentence, token: int, nouns: frozenset[str]) -> int | None:
    if not nouns:
        return None
    for child in sentence.children[token]:
        if sentence.lemmas[child] in nouns and sentence.relation(child) in ("obj", "obl", "nsubj", "xcomp", "compound"):
            return child
    return None


def _main_first(sentence: Sentence, group: tuple[int, ...]) -> tuple[int, ...]:
    """Put the verb first that the rest of the group hangs on ("faire savoir": savoir)."""
    for token in group[1:]:
        if sentence.heads[group[0]] == token and sentence.pos[token] in VERBAL:
            return (token, *(t for t in group if t != token))
    return group


def stance(verb: Verb, cue: Cue, words: Words) -> tuple[Stance, tuple[int, ...]]:
    """The stance, and the tokens of its negation: a negated assertion denies, a negated denial or doubt asserts."""
    negations = tuple(
        c for t in verb.group for c in verb.sentence.children[t] if verb.sentence.lower[c] in words.negations and c not in verb.group
    )
    if not negations:
        return cue.stance, ()
    return ("denies" if cue.stance == "asserts" else "asserts"), negations


def cue_tokens(verb: Verb, negations: Iterable[int]) -> tuple[int, ...]:
    """The tokens of the cue: the verb, its further words, the noun of a light verb with what stands between, the negation."""
    tokens = {*verb.group, *negations}
    if verb.noun is not None:
        low, high = sorted((verb.main, verb.noun))
        between = range(low + 1, high)
        tokens |= {verb.noun, *(between if len(between) <= _REACH else ())}
    return tuple(sorted(tokens))


def is_bare_participle(sentence: Sentence, verb: int) -> bool:
    """Tell a past participle that only qualifies something: nobody speaks by it."""
    feats = sentence.feats[verb]
    if "VerbForm=Part" in feats and verb and sentence.pos[verb - 1] == "DET":
        return True  # "la supposée trêve"
    return (
        "VerbForm=Part" in feats
        and "Tense=Past" in feats
        and sentence.relation(verb) in ("acl", "amod", "xcomp", "advcl", "obl", "nmod")
        and not any(sentence.relation(c) in ("aux", "nsubj") for c in sentence.children[verb])
    )
