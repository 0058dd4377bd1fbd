"""Claims that a preposition or a fixed phrase tells: "selon X", "according to X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims.draft import NOMINAL, Draft, Source, has_verb, trimmed
from dragoman.claims.quoted import NONE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context, Stretch
    from dragoman.claims.lexicon import Phrase


def drafts(context: Context, sentence: Sentence) -> Iterator[Draft]:
    """Every claim of the sentence that a source preposition tells."""
    words = context.lexicon.words
    for token, word in enumerate(sentence.lower):
        if word in words.sources:
            for phrase in words.sources[word]:
                if _stands_at(sentence, token, phrase):
                    found = _sourced(context, sentence, token, len(phrase.words) - phrase.own)
                    if found is not None:
                        rule = f"source.{'-'.join(phrase.words)}"
                        yield Draft(rule, "speech", sentence, found[0], found[1], found[2], phrase.stance, found[3])
                    break
        elif token == 0 and word in words.opinions:
            found = _sourced(context, sentence, token, 1)
            if found is not None and _is_opinion(sentence, found[1], found[3]):
                yield Draft(f"opinion.{word}", "speech", sentence, found[0], found[1], found[2], "asserts", found[3])


def _stands_at(sentence: Sentence, token: int, phrase: Phrase) -> bool:
    """Tell whether a phrase begins at a token; its last word may be contracted with an article ("aux yeux | du")."""
    words, last = phrase.words, token + len(phrase.words) - 1
    if last >= len(sentence) or (phrase.set_off and token and sentence.words[token - 1] not in (",", "(", "-")):
        return False
    return sentence.lower[token:last] == words[:-1] and words[-1] in (sentence.lower[last], sentence.lemmas[last])


def _sourced(
    context: Context, sentence: Sentence, first: int, length: int
) -> tuple[tuple[int, ...], Source, tuple[Stretch, ...], tuple[int, ...]] | None:
    source = _complement(sentence, first, length)
    if source is None:
        return None
    source = _up_to_colon(context, source, first + length) or source
    last = max(source.tokens)
    last = max(last, max((t for t in sources.whole(sentence, source) if t < last + 25 and _before_comma(sentence, last, t)), default=last))
    parent = context.quoted.around(sentence.starts[first])
    low, high = _bounds(context, sentence, parent)
    quotations = _adjacent(context, sentence, first, last, parent)
    pieces = _pieces(context, sentence, (low, first), (last + 1, high), quotations)
    return (tuple(range(first, first + length)), source, pieces, tuple(quotations)) if pieces else None


def _up_to_colon(context: Context, source: Source, start: int) -> Source | None:
    """All that stands between the preposition and a colon with a quotation, where no verb parts them; None without such a colon."""
    sentence = source.sentence
    stop = next((t for t in range(start, len(sentence) - 1) if sentence.words[t] == ":"), None)
    if stop is None or has_verb(sentence, range(start, stop)) or source.head not in range(start, stop):
        return None
    following = context.quoted.within(sentence.starts[stop + 1], sentence.ends[stop + 1], NONE)
    opens = [n for n in following if context.quoted.all[n].start >= sentence.ends[stop]]
    return Source(sentence, source.head, tuple(range(start, stop))) if opens else None


def _before_comma(sentence: Sentence, last: int, token: int) -> bool:
    return all(sentence.words[t] not in (",", ";", ":") for t in range(last, token))


def _complement(sentence: Sentence, first: int, length: int) -> Source | None:
    """The noun phrase after the preposition: the head that the parser gave it, else the nearest noun."""
    after = first + length
    for token in reversed(range(first, after)):
        head = sentence.heads[token]
        if head >= after and head - after < 12 and sentence.pos[head] in NOMINAL:
            return sources.phrase(sentence, head)
    for token in range(after, min(after + 6, len(sentence))):
        if sentence.pos[token] in ("NOUN", "PROPN", "PRON"):
            return sources.phrase(sentence, token)
    return None


def _bounds(context: Context, sentence: Sentence, parent: int) -> tuple[int, int]:
    if parent == NONE:
        return 0, len(sentence)
    quotation = context.quoted.all[parent]
    inside = tokens_of(sentence, quotation.inner_start, quotation.inner_end)
    return inside.start, inside.stop


def _adjacent(context: Context, sentence: Sentence, first: int, last: int, parent: int) -> list[int]:
    """The quotation that only punctuation parts from the source phrase, before it or after it."""
    quoted = context.quoted
    around = [n for n in quoted.within(sentence.span.start, sentence.span.end + 4, parent) if n != parent]
    for number in around:
        quotation = quoted.all[number]
        if quotation.start >= sentence.ends[last]:
            between = sentence.article_text[sentence.ends[last] : quotation.start]
            closed = any(c.isalnum() or c in ".!?…" for c in between)
            return [number] if not closed and quoted.is_utterance(number) else []
    before = [n for n in around if quoted.all[n].end <= sentence.starts[first]]
    if before:
        between = sentence.article_text[quoted.all[before[-1]].end : sentence.starts[first]]
        if not any(c.isalnum() for c in between) and quoted.is_utterance(before[-1]):
            return [before[-1]]
    return []


def _pieces(
    context: Context, sentence: Sentence, before: tuple[int, int], after: tuple[int, int], quotations: list[int]
) -> tuple[Stretch, ...]:
    """The content: the quotation, else the clause after an opening phrase, before a closing one, or around one in between."""
    text = sentence.article_text
    if quotations:
        quotation = context.quoted.all[quotations[0]]
        lead = range(*before)
        filled = [t for t in lead if sentence.pos[t] != "PUNCT" and sentence.starts[t] < quotation.start]
        if quotation.start >= sentence.starts[before[1]] or not filled:
            return ((quotation.inner_start, quotation.inner_end),)
    left, right = range(*before), range(*after)
    left = range(left.start, left.stop) if any(sentence.pos[t] not in ("PUNCT", "CCONJ") for t in left) else range(0)
    opens = not left or not has_verb(sentence, left)
    set_off = left and sentence.words[left[-1]] in (",", "-", "(", '"')
    wanted = []
    if left and (set_off or not has_verb(sentence, right) or opens):
        wanted.append((sentence.starts[left[0]], sentence.ends[left[-1]]))
    if right and (opens or not wanted):
        wanted.append((sentence.starts[right[0]], sentence.ends[right[-1]]))
    pieces = tuple(piece for p in wanted if (piece := trimmed(text, p)) is not None)
    return pieces if any(end - start > 3 for start, end in pieces) else ()


def _is_opinion(sentence: Sentence, source: Source, quotations: tuple[int, ...]) -> bool:
    """Tell "pour X, c'est …" from a purpose or a duration: somebody named, a comma, and a quotation or a copular clause."""
    after = max(source.tokens) + 1
    while after < len(sentence) and sentence.words[after] not in (",", ":"):
        after += 1
    if quotations and after < len(sentence) and sentence.words[after] == ":":
        return True
    named = any(sentence.pos[t] == "PROPN" for t in source.tokens) or sentence.pos[source.head] == "PRON"
    if after >= len(sentence) or not (named or quotations):
        return False
    return bool(quotations) or any(sentence.relation(t) == "cop" for t in range(after, len(sentence)))
