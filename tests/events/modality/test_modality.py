"""How events are meant: the sentences of fr.yaml and en.yaml."""

from pathlib import Path

import pytest
import yaml

from dragoman.actors import Mentions
from dragoman.analysis import analyse
from dragoman.events.modality import modal_words, modes
from dragoman.events.scene import Scene
from dragoman.events.words import function_words
from dragoman.model import Article
from dragoman.packs import loader

FOLDER = Path(__file__).parent
FLOOR = {"fr": 0.95, "en": 0.93}


def is_right(found: set[str], expected: list[str]) -> bool:
    needed = {mode for mode in expected if not mode.endswith("?")}
    return needed <= found <= {mode.rstrip("?") for mode in expected}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_share_of_sentences_read_right(language):
    pack = loader.load(language)
    cases = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    wrong = []
    for word, text, expected in cases:
        sentence = analyse(Article("case", text, language=language), pack).sentences[0]
        scene = Scene(sentence, Mentions(()), function_words(pack))
        found = modes(scene, sentence.words.index(word), modal_words(pack))
        if not is_right(set(found), expected):
            wrong.append(f"{word}: {text} {expected} ≠ {found}")
    assert len(cases) >= 80
    assert 1 - len(wrong) / len(cases) >= FLOOR[language], "\n".join(wrong)


@pytest.mark.parametrize("language", sorted(loader.available()))
def test_no_word_tells_two_modes_in_one_place(language):
    words = modal_words(loader.load(language))
    assert not words.future["verbs"] & words.negation["verbs"]
    assert not words.hypothetical["verbs"] & words.negation["verbs"]
    assert not words.future["auxiliaries"] & words.hypothetical["auxiliaries"]
