"""What the events stage looks at, and where a predicate stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events import syntax

if TYPE_CHECKING:
    from dragoman.actors import Mentions
    from dragoman.analysis import Sentence
    from dragoman.events.words import FunctionWords

_REACH = 6  # how many tokens after a verb the further words of its predicate may stand
_PREPOSITION = frozenset({"case", "mark"})


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence, its mentions, the pack's function words."""

    sentence: Sentence
    mentions: Mentions
    words: FunctionWords

    def prepositions(self, name: str) -> frozenset[str]:
        """The prepositions of a function; a name that is no function stands for itself."""
        return self.words.prepositions.get(name, frozenset()) | {name}

    def subjects(self, verb: int) -> list[int]:
        """Heads of the deep subject."""
        return syntax.subjects(self.sentence, verb, self.prepositions("by"))

    def objects(self, verb: int) -> list[int]:
        """Heads of the deep object."""
        return syntax.objects(self.sentence, verb, self.prepositions("by"))


@dataclass(frozen=True, slots=True)
class Site:
    """Where a predicate stands: its head, all its tokens in order, and the heads of its deep objects.

    The complement of a preposition that belongs to the predicate ("withdrew **from** the treaty") is an object of it.
    """

    head: int
    tokens: tuple[int, ...]
    objects: tuple[int, ...]


def verbal_site(scene: Scene, tokens: tuple[int, ...]) -> Site:
    """The site of a verb with its particles and prepositions; adjectives have no objects but theirs."""
    sentence, head = scene.sentence, tokens[0]
    own = scene.objects(head) or [o for t in tokens[1:] if sentence.relation(t) == "xcomp" for o in sentence.dependents(t, "obj")]
    governed = [
        sentence.heads[t]
        for t in tokens[1:]
        if sentence.relation(t) in _PREPOSITION
        and sentence.heads[t] not in (head, ROOT)
        and not syntax.is_clause(sentence, sentence.heads[t])
    ]
    heads = dict.fromkeys((*own, *governed))
    return Site(head, tokens, tuple(t for h in heads for t in syntax.coordinated(sentence, h) if t not in tokens))


def following(sentence: Sentence, verb: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a verbal predicate: the verb and its further words, in order and close after it; None where one is missing.

    A preposition must belong to the verb's own complement and stand right after what comes before it, short words apart.
    """
    tokens, position = [verb], verb + 1
    for word in words[1:]:
        limit = min(len(sentence), verb + 1 + _REACH)
        while position < limit and not (is_word(sentence, position, word) and _belongs(sentence, verb, position)):
            position += 1
        if position >= limit:
            return None
        tokens.append(position)
        position += 1
    return tuple(tokens)


def _belongs(sentence: Sentence, verb: int, token: int) -> bool:
    if verb not in sentence.ancestors(token):
        return False
    if sentence.relation(token) not in _PREPOSITION:
        return True
    between = range(verb + 1, token)
    return all(sentence.pos[t] in ("ADV", "ADP", "PRON", "PART", "DET") or sentence.heads[t] == verb for t in between)


def is_word(sentence: Sentence, token: int, word: str) -> bool:
    """Tell whether a token is this word, by lemma or by form without its apostrophe."""
    return sentence.lemmas[token] == word or sentence.lower[token].rstrip("'") == word


def governor(scene: Scene, noun: int) -> int | None:
    """The light verb whose object a trigger noun is, or the verb of occurrence whose subject it is; None for a free noun."""
    sentence = scene.sentence
    head = sentence.heads[noun]
    while head != ROOT and (sentence.relation(noun) == "conj" or is_counted(scene, noun)):
        noun, head = head, sentence.heads[head]
    if head == ROOT:
        return None
    relation = sentence.relation(noun)
    light = sentence.lemmas[head] in scene.words.light_verbs
    if light and sentence.pos[head] == "ADJ" and relation in ("obl", "nmod", "obj"):
        return head  # "is responsible for the killing of X"
    if not syntax.is_verbal(sentence, head):
        return None
    passive = relation == "nsubj" and syntax.is_passive(sentence, head)
    if light and (relation == "obj" or sentence.deps[noun] == "obl:arg" or passive):
        return head
    return head if relation == "nsubj" and _occurs(scene, head) else None


def is_counted(scene: Scene, noun: int) -> bool:
    """A noun that hangs as complement on a noun of quantity or of time ("a series of **attacks**", "months of **threats**")."""
    sentence = scene.sentence
    head = sentence.heads[noun]
    if head == ROOT or head > noun or sentence.relation(noun) != "nmod":
        return False
    return sentence.lemmas[head] in scene.words.quantities or sentence.lemmas[head] in scene.words.times


def _occurs(scene: Scene, verb: int) -> bool:
    sentence = scene.sentence
    return any(w[0] == sentence.lemmas[verb] and following(sentence, verb, w) is not None for w in scene.words.occurrence_verbs)
