"""Direct speech and speech verbs that follow what they report: what stands before, after and around the verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.claims import source as sources
from dragoman.claims import verbal
from dragoman.claims.clauses import complementizer
from dragoman.claims.content import draft as reported
from dragoman.claims.draft import VERBAL, Draft, Source, Stretch, has_verb, merged, trimmed
from dragoman.claims.lexicon import Lexicon
from dragoman.claims.quoted import NONE, tokens_of

if TYPE_CHECKING:
    from dragoman.analysis.records import Sentence
    from dragoman.claims.draft import Context
    from dragoman.claims.lexicon import Cue
    from dragoman.claims.verbal import Verb

_LEADING = frozenset({"AUX", "ADV", "PART"})
_NEAR = 8  # tokens that may stand between a verb and its quotation without a comma or a colon
_ENDS = frozenset({",", ".", '"', "-", ")", ":", ";", "...", "!", "?"})
_SEPARATORS = frozenset({",", "-", "(", "..."})


@dataclass(frozen=True, slots=True)
class Frame:
    """The attribution itself ("a déclaré le ministre"): its first token, and the end of what surely belongs to it."""

    first: int
    last: int
    source: Source | None


def draft(context: Context, verb: Verb) -> Draft | None:
    """The claim of a verb whose content is a quotation or stands before it; None where the verb has no such content."""
    sentence = verb.sentence
    if verbal.is_bare_participle(sentence, verb.main) or sources.is_impersonal(sentence, verb.main):
        return None
    cue = verb.entry("quotation")
    parent = context.quoted.around(sentence.starts[verb.main])
    left, right = _neighbours(context, verb, parent)
    frame = _frame(context, verb, left)
    mark = complementizer(context, verb)
    quotations: list[int] = []
    pieces: list[Stretch] = []
    if cue is not None and mark is None and left is not None and _precedes(context, sentence, left, frame):
        quotations.append(left)
        pieces.append((_mixed_start(context, sentence, left), _bare_end(context, left)))
    reports = mark is not None and not quotations
    if right is not None and _introduced(context, verb, cue, right, reports=reports):
        quotations.append(right)
        pieces.append(bare(context, right))
    if not pieces and cue is not None and not cue.weak and mark is None and _parenthetical(context, verb, frame):
        pieces = _around(context, verb, frame, parent)
    if not pieces or (frame.source is None and sources.is_passive(sentence, verb.main)):
        return None
    entry = cue or verb.cues[0]
    value, negations = verbal.stance(verb, entry, context.lexicon.words)
    tokens = verbal.cue_tokens(verb, negations)
    return Draft(entry.id, entry.kind, sentence, tokens, frame.source, merged(pieces), value, tuple(quotations))


def _precedes(context: Context, sentence: Sentence, number: int, frame: Frame) -> bool:
    """Tell whether the quotation stands right before the attribution, as speech does."""
    return _set_off(context, number) and _touches(sentence, context.quoted.all[number].end, frame.first)


def _neighbours(context: Context, verb: Verb, parent: int) -> tuple[int | None, int | None]:
    """The last quotation that ends before the verb and the first that begins after it, in the verb's sentence or from it on."""
    sentence, quoted = verb.sentence, context.quoted
    start, end = sentence.starts[verb.main], sentence.ends[verb.last]
    around = quoted.within(sentence.span.start, sentence.span.end, parent)
    left = [n for n in around if quoted.all[n].end <= start and n != parent]
    right = [n for n in around if quoted.all[n].start >= end and n != parent]
    if not right and sentence.words[-1] == ":":
        following = quoted.within(sentence.span.end, sentence.span.end + 4, parent)
        right = [n for n in following if quoted.all[n].start >= end]
    return (left[-1] if left else None), (right[0] if right else None)


def _after_comma(sentence: Sentence, verb: Verb) -> bool:
    token = verb.main - 1
    while token >= 0 and (sentence.pos[token] in _LEADING or (sentence.pos[token] == "PRON" and sentence.heads[token] == verb.main)):
        token -= 1
    return token > 0 and sentence.words[token] in (",", "-", '"')


def _frame(context: Context, verb: Verb, left: int | None) -> Frame:
    """The attribution around a verb; `left` is the quotation before it, behind which no source is looked for."""
    sentence = verb.sentence
    inverted = left is not None or _after_comma(sentence, verb)
    since = tokens_of(sentence, 0, context.quoted.all[left].end).stop if left is not None else 0
    source = sources.subject(sentence, verb.group, context.lexicon.words, inverted=inverted, since=since)
    if source is not None and inverted and source.head < verb.main:
        source = _inserted(sentence, verb) or source
    if source is None and left is not None:
        source = sources.stray(sentence, verb.last, since, after=True)
    first = verb.main
    own = {t for t in sources.whole(sentence, source) if t >= source.tokens[0]} if source else set()
    while first > 0:
        token = first - 1
        belongs = token in own or (
            sentence.pos[token] in _LEADING | {"PRON"} and (sentence.heads[token] in (verb.main, *verb.group) or token in own)
        )
        if not belongs:
            break
        first = token
    while first < verb.main and sentence.pos[first] == "PUNCT":
        first += 1
    last = max(verb.last, max((t for t in own), default=0))
    frame = Frame(first, last, source)
    if left is not None and since < first and not has_verb(sentence, range(since, verb.main)):
        return _widened(sentence, frame, since)
    return frame


def _widened(sentence: Sentence, frame: Frame, since: int) -> Frame:
    """Take all that stands between a quotation and a verb for the source, where no verb is among it: appositions come loose."""
    source = frame.source or _loose_phrase(sentence, since, frame.first)
    if source is None or source.head >= frame.first or source.tokens[0] < since:
        return frame
    first = next((t for t in range(since, frame.first) if sentence.pos[t] != "PUNCT"), frame.first)
    last = next((t for t in reversed(range(first, frame.first)) if sentence.pos[t] not in ("PUNCT", "AUX", "ADV", "PART")), first)
    if not first <= source.head <= last or sentence.pos[first] in ("CCONJ", "SCONJ", "ADP"):
        return frame
    return Frame(first, frame.last, Source(sentence, source.head, tuple(range(first, last + 1))))


def _loose_phrase(sentence: Sentence, start: int, stop: int) -> Source | None:
    """The first noun or pronoun between two tokens, where the parser left the verb without a subject."""
    head = next((t for t in range(start, stop) if sentence.pos[t] in ("PROPN", "NOUN", "PRON")), None)
    return sources.phrase(sentence, head) if head is not None else None


def _inserted(sentence: Sentence, verb: Verb) -> Source | None:
    """The bare noun phrase after a verb that commas part from what the parser took for its subject ("X, a dit Y, viendra")."""
    token = verb.main - 1
    while token > 0 and sentence.pos[token] == "AUX":
        token -= 1
    if sentence.words[token] != "," or any(sentence.words[t] == "," for t in range(token)):
        return None
    for child in verb.children():
        if child > verb.last and sentence.relation(child) in ("obj", "nsubj", "obl"):
            source = sources.phrase(sentence, child)
            end = source.tokens[-1] + 1
            bare = source.tokens[0] == verb.last + 1 and end < len(sentence) and sentence.words[end] == ","
            return source if bare and has_verb(sentence, range(end, len(sentence))) else None
    return None


def _set_off(context: Context, number: int) -> bool:
    """Tell whether a quotation is an utterance or ends with a comma: a quoted word before a verb is none."""
    quotation, sentences = context.quoted.all[number], context.quoted.sentences(number)
    if not sentences or context.quoted.is_utterance(number):
        return bool(sentences)
    return sentences[-1].article_text[quotation.end : quotation.end + 2].lstrip()[:1] == ","


def _touches(sentence: Sentence, end: int, first: int) -> bool:
    """Tell whether only punctuation stands between a quotation's end and the token `first`."""
    between = range(tokens_of(sentence, 0, end).stop, first)
    return all(sentence.pos[t] == "PUNCT" or sentence.lower[t] in ("and", "et") for t in between) if between else True


def _after_colon(sentence: Sentence, offset: int) -> bool:
    """Tell whether a colon stands right before the code point, be it at the end of the sentence."""
    before = [t for t in range(tokens_of(sentence, 0, offset).stop) if sentence.words[t] != '"']
    return bool(before) and sentence.words[before[-1]] == ":"


def _introduced(context: Context, verb: Verb, cue: Cue | None, number: int, *, reports: bool) -> bool:
    """Tell whether the verb introduces the quotation that follows it; where it reports a clause too, only by a colon."""
    sentence, quotation = verb.sentence, context.quoted.all[number]
    if reports and not _after_colon(sentence, quotation.start):
        return False
    if quotation.start >= sentence.span.end:
        return True
    first = tokens_of(sentence, 0, quotation.start).stop
    between = range(verb.last + 1, first)
    before = next((t for t in reversed(between) if sentence.words[t] != '"'), None)
    colon = before is not None and sentence.words[before] == ":"
    if cue is None or any(sentence.words[t] == ";" or _speaks(context, sentence, t) for t in between):
        return False
    if colon or before is None:
        return True
    near = sentence.words[before] in _SEPARATORS or len(between) <= _NEAR
    return near and not has_verb(sentence, between) and context.quoted.is_utterance(number)


def _speaks(context: Context, sentence: Sentence, token: int) -> bool:
    return sentence.pos[token] in VERBAL and any(
        "quotation" in cue.takes and not cue.objects for cue in Lexicon.look_up(context.lexicon.verbs, sentence.lemmas[token])
    )


def bare(context: Context, number: int) -> Stretch:
    """Give the words of a quotation without its marks and without a closing comma."""
    quotation = context.quoted.all[number]
    return quotation.inner_start, _bare_end(context, number)


def _bare_end(context: Context, number: int) -> int:
    """The end of a quotation's words: a comma before the closing mark belongs to the sentence around it."""
    quotation = context.quoted.all[number]
    sentences = context.quoted.sentences(number)
    end = quotation.inner_end
    if sentences and sentences[0].article_text[end - 1] in ",":
        end -= 1
    return max(end, quotation.inner_start + 1)


def _mixed_start(context: Context, sentence: Sentence, number: int) -> int:
    """Where the content that ends with this quotation begins: before it, where a clause runs into it."""
    quotation = context.quoted.all[number]
    if quotation.start <= sentence.span.start:
        return quotation.inner_start
    first = tokens_of(sentence, 0, quotation.start).stop
    words = [t for t in range(first) if sentence.pos[t] != "PUNCT"]
    if not words or sentence.words[first - 1] in (",", ":", ";", "-", ")") or any(_speaks(context, sentence, t) for t in words):
        return quotation.inner_start
    return sentence.starts[words[0]]


def _parenthetical(context: Context, verb: Verb, frame: Frame) -> bool:
    """Tell whether the verb with its subject is set off, after a comma, from what it reports."""
    sentence, source = verb.sentence, frame.source
    if source is None or frame.first == 0 or sentence.words[frame.first - 1] not in (",", "-", '"', "("):
        return False
    inverted = source.head > verb.main
    told = sources.is_finite(sentence, verb.main) or (not inverted and sentence.heads[source.head] == verb.main)
    if verb.noun is not None or not told or (inverted and not _may_speak(sentence, source)):
        return False
    right = frame.last + 1
    if right >= len(sentence) or sentence.words[right] in _ENDS or sentence.lemmas[right] in context.lexicon.words.times:
        return True
    if sentence.pos[right] in ("ADP", "SCONJ"):
        return reported(context, verb) is None
    stop = next((t for t in range(right, len(sentence)) if sentence.words[t] in _ENDS), len(sentence))
    return not has_verb(sentence, range(right, stop)) and not _has_object(sentence, verb, frame)


def _may_speak(sentence: Sentence, source: Source) -> bool:
    return sentence.pos[source.head] in ("PROPN", "PRON", "NOUN")


def _has_object(sentence: Sentence, verb: Verb, frame: Frame) -> bool:
    own = set(frame.source.tokens) if frame.source else set()
    return any(sentence.relation(c) in ("obj", "ccomp", "xcomp") and c > verb.main and c not in own for c in verb.children())


def _around(context: Context, verb: Verb, frame: Frame, parent: int) -> list[Stretch]:
    """The clause around a parenthesis: what stands before it, and after it where that alone is no clause."""
    sentence, text = verb.sentence, verb.sentence.article_text
    low, high = 0, len(sentence)
    if parent != NONE:
        quotation = context.quoted.all[parent]
        inside = tokens_of(sentence, quotation.inner_start, quotation.inner_end)
        low, high = inside.start, inside.stop
    before = range(low, frame.first)
    pieces = []
    if before and not all(sentence.pos[t] == "PUNCT" for t in before):
        pieces.append((sentence.starts[low], sentence.ends[frame.first - 1]))
    if not _is_clause(sentence, before):
        after = next((t for t in range(frame.last + 1, high) if sentence.words[t] in (",", "-")), None)
        if after is None or not has_verb(sentence, range(after, high)):
            return []
        pieces.append((sentence.starts[after], sentence.ends[high - 1]))
    kept = [piece for p in pieces if (piece := trimmed(text, p)) is not None]
    return kept if any(end - start > 3 for start, end in kept) else []


def _is_clause(sentence: Sentence, tokens: range) -> bool:
    """Tell whether tokens hold a main clause: a finite verb that is in no subordinate clause."""
    return any(
        sentence.pos[t] in VERBAL
        and "VerbForm=Fin" in sentence.feats[t]
        and not any(_subordinate(sentence, v) and v in tokens for v in (t, *sentence.ancestors(t)))
        for t in tokens
    )


def _subordinate(sentence: Sentence, verb: int) -> bool:
    return sentence.relation(verb) in ("acl", "advcl")
