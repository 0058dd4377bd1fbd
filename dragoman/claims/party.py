"""From the noun phrase of a source to the party it stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.model import GUESSED, Entity, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.actors import Mentions
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Draft, Source
    from dragoman.claims.lexicon import Words

ANONYMOUS = "anonymous"  # the flag of a source that asked not to be named
_SPEAKERS = frozenset({"person", "role", "group", "generic", "description"})
_PERSONS = frozenset({"person", "role", "pronoun"})
_NAMED = frozenset({"person", "organisation", "country", "role", "group", "place", "pronoun"})


def _fits(sentence: Sentence, token: int, phrase: tuple[str, ...]) -> bool:
    return all(word in (sentence.lower[token + i], sentence.lemmas[token + i]) for i, word in enumerate(phrase))


def _unnamed(entity: Entity) -> Entity:
    """A source that goes unnamed: it has no name, and no country but one that its own words tell."""
    code = "" if GUESSED in entity.flags else entity.code
    flags = tuple(flag for flag in entity.flags if flag != GUESSED)
    return replace(entity, code=code, name="", flags=(*flags, ANONYMOUS))


def _without_hyphen(span: Span) -> Span:
    """Leave out the hyphens of an inverted clitic and what they insert ("-t-elle")."""
    if not span.text.startswith("-"):
        return span
    text = span.text.rpartition("-")[2]
    return Span(text, span.end - len(text), span.end) if text else span


class Parties:
    """Looks sources up among the mentions of an article."""

    def __init__(self, mentions: Mentions, words: Words) -> None:
        self._mentions = mentions
        self._words = words
        self._unnamed: dict[Sentence, tuple[int, ...]] = {}

    def entities(self, drafts: Iterable[Draft]) -> list[Entity | None]:
        """The party of each draft, None where it has no source.

        A document that speaks ("le communiqué") takes the code of the institution that spoke last before it.
        """
        found: list[Entity | None] = []
        speaker: Entity | None = None
        for draft in drafts:
            if draft.source is None:
                found.append(None)
                continue
            entity = self._entity(draft.source)
            if self._is_anonymous(draft):
                entity = _unnamed(entity)
            head = draft.source.sentence.lemmas[draft.source.head]
            if not entity.code and head in self._words.documents and speaker is not None:
                entity = replace(
                    entity,
                    code=speaker.code,
                    sector=speaker.sector,
                    name=speaker.name,
                    how=(*entity.how, "speaks for the last speaker"),
                )
            elif entity.code and entity.sector and draft.kind == "speech":
                speaker = entity
            found.append(entity)
        return found

    def _is_anonymous(self, draft: Draft) -> bool:
        """Tell whether the sentence says, outside what is claimed, that the source goes unnamed ("on condition of anonymity")."""
        source = draft.source
        if source is None or source.sentence.pos[source.head] != "NOUN":
            return False
        return any(not any(a <= offset < b for a, b in draft.content) for offset in self._told_unnamed(source.sentence))

    def _told_unnamed(self, sentence: Sentence) -> tuple[int, ...]:
        """Where the sentence says that a source goes unnamed, as code points; looked for once a sentence."""
        if sentence not in self._unnamed:
            self._unnamed[sentence] = tuple(
                sentence.starts[token]
                for phrase in self._words.anonymity
                for token in range(len(sentence) - len(phrase) + 1)
                if phrase[0] in (sentence.lower[token], sentence.lemmas[token]) and _fits(sentence, token, phrase)
            )
        return self._unnamed[sentence]

    def is_topic(self, source: Source) -> bool:
        """Tell whether the name before a title's colon is what the title is about ("Mali: …") rather than a person who speaks."""
        mention = self._mentions.headed(source.sentence.sequence, source.head)
        return mention is None or mention.kind not in _SPEAKERS or not mention.entities

    def is_person(self, source: Source) -> bool:
        """Tell whether a source is a known person, or a pronoun for one."""
        mention = self._mentions.headed(source.sentence.sequence, source.head)
        return mention is not None and mention.kind in _PERSONS and bool(mention.entities)

    def _entity(self, source: Source) -> Entity:
        sentence = source.sentence
        span = _without_hyphen(sentence.cut(source.tokens[0], source.tokens[-1]))
        known = self._known(source.antecedent or source)
        antecedent = self._entity(source.antecedent).text if source.antecedent else ""
        if known is None:
            return Entity(span.text, span.start, span.end, antecedent=antecedent)
        return replace(known, text=span.text, start=span.start, end=span.end, antecedent=antecedent)

    def _known(self, source: Source) -> Entity | None:
        number, first, last = source.sentence.sequence, source.tokens[0], source.tokens[-1]
        mention = self._mentions.headed(number, source.head)
        if mention is None or not mention.entities:
            mention = self._mentions.covering(number, source.head)
        if mention is not None and mention.entities:
            return mention.entities[0]
        inside = [m for m in self._mentions.inside(number, first, last) if m.entities and m.kind in _NAMED]
        return inside[0].entities[0] if inside else None
