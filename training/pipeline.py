"""The shape of a parser: which spaCy components, how wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import spacy

from training.tokenizers import customise

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the networks; every component listens to one shared encoder."""

    width: int = 96
    depth: int = 4
    window: int = 1
    pieces: int = 3
    attributes: tuple[str, ...] = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
    rows: tuple[int, ...] = (5000, 1000, 2500, 2500)
    hidden: int = 64
    parser_pieces: int = 2
    min_action_frequency: int = 20
    vectors: bool = True


def blank(language: str, shape: Shape) -> Language:
    """An untrained pipeline: encoder, morphologizer, lemmatizer, parser, with the treebanks' tokenizer."""
    nlp = spacy.blank(language)
    customise(nlp)
    nlp.add_pipe("tok2vec", config={"model": _encoder(shape)})
    nlp.add_pipe("morphologizer", config={"model": _tagger(shape), "overwrite": True, "extend": False})
    nlp.add_pipe("lemmatizer", config={"mode": "rule", "overwrite": True})
    nlp.add_pipe("parser", config={"model": _parser(shape), "min_action_freq": shape.min_action_frequency, "learn_tokens": False})
    return nlp


def _encoder(shape: Shape) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": shape.width,
            "attrs": list(shape.attributes),
            "rows": list(shape.rows),
            "include_static_vectors": shape.vectors,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": shape.width,
            "depth": shape.depth,
            "window_size": shape.window,
            "maxout_pieces": shape.pieces,
        },
    }


def _listener(shape: Shape) -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": shape.width, "upstream": "tok2vec"}


def _tagger(shape: Shape) -> dict[str, Any]:
    return {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": _listener(shape)}


def _parser(shape: Shape) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": shape.hidden,
        "maxout_pieces": shape.parser_pieces,
        "use_upper": True,
        "nO": None,
        "tok2vec": _listener(shape),
    }
