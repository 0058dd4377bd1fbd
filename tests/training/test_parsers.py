import json
import time
from pathlib import Path

import pytest
import spacy

import dragoman.packs
from training.check import lemmas, relations

PACKS = Path(dragoman.packs.__file__).parent
FLOORS = {"fr": (0.92, 0.98), "en": (0.92, 0.98)}
"""Share of the hand-made relations, and of the rare verbs' lemmas, that must hold."""


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_the_parser_loads_fast_is_small_and_states_its_terms(language: str) -> None:
    folder = PACKS / language / "parser"
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert meta["version"]
    assert "CC BY-SA" in meta["license"]
    assert sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) < 15_000_000
    spacy.load(folder)
    started = time.process_time()
    nlp = spacy.load(folder)
    assert time.process_time() - started < 2.0
    assert nlp.pipe_names == ["tok2vec", "morphologizer", "lemmatizer", "parser"]


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_hand_made_relations_and_rare_verbs_hold(language: str) -> None:
    nlp = spacy.load(PACKS / language / "parser")
    for outcome, floor in zip((relations(nlp), lemmas(nlp)), FLOORS[language], strict=True):
        assert outcome.held >= floor * outcome.asked, outcome.failures


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "A-t-il dit qu'aujourd'hui l'OTAN ira aux États-Unis ?", "A|-t-il|dit|qu'|aujourd'hui|l'|OTAN|ira|aux|États-Unis|?"),
        ("en", "Russia's U.S.-led talks \"don't\" matter.", "Russia|'s|U.S.|-|led|talks|\"|do|n't|\"|matter|."),
    ],
)
def test_words_are_cut_as_in_the_treebanks(language: str, text: str, words: str) -> None:
    assert "|".join(t.text for t in spacy.load(PACKS / language / "parser").make_doc(text)) == words
