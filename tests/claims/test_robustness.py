"""Claims on any text: spans hold, quotation marks in odd places break nothing, every pack's lexicon loads."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import claims
from dragoman.actors import Mentions
from dragoman.analysis import analyse
from dragoman.claims.lexicon import lexicon
from dragoman.model import Article
from dragoman.packs import loader

PIECES = {
    "fr": [
        "« ",
        " »",
        '"',
        "“",
        "”",
        "'",
        " a déclaré ",
        "le ministre ",
        ", ",
        ": ",
        ". ",
        "\n",
        "selon ",
        "que ",
        "l'armée a tiré ",
        "Il ",
        "a promis de ",
        "partir ",
        "nie ",
        "et ",
        "dit-il ",
        "… ",
        "— ",
    ],
    "en": [
        "“",
        "”",
        '"',
        "''",
        "‘",
        "’",
        " said ",
        "the minister ",
        ", ",
        ": ",
        ". ",
        "\n",
        "according to ",
        "that ",
        "the army fired ",
        "He ",
        "promised to ",
        "leave ",
        "denied ",
        "and ",
        "told us ",
        "… ",
        "— ",
    ],
}


@pytest.mark.parametrize("language", sorted(PIECES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_spans_hold_on_any_text(language, data):
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[language]), max_size=30)))
    pack = loader.load(language)
    for claim in claims.find(analyse(Article("a", text), pack), Mentions(()), pack):
        spans = [*claim.cue, *claim.content, *([claim.source] if claim.source else [])]
        assert claim.content
        assert claim.cue
        for span in spans:
            assert text[span.start : span.end] == span.text
            assert span.text.strip()
        ends = [(s.start, s.end) for s in claim.content]
        assert all(a[1] <= b[0] for a, b in pairwise(ends))


@pytest.mark.parametrize("language", sorted(loader.available()))
def test_every_lexicon_loads_and_names_its_entries_once(language):
    pack = loader.load(language)
    words = lexicon(pack)
    assert words.verbs
    assert words.nouns
    assert words.adjectives
    assert words.words.complementizers
    names = [entry["id"] for name, document in pack.documents("claims") if name != "words" for entry in document]
    assert len(names) == len(set(names))
    assert all(name.startswith(f"{language}.") for name in names)
