"""`python -m training.check fr`: the share of hand-made relations, and of rare verbs' lemmas, that a parser gets right."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
import yaml
from spacy.tokens import Doc, Token

if TYPE_CHECKING:
    from spacy.language import Language

_FOLDER = Path(__file__).parent / "checks"
_PACKS = Path(__file__).resolve().parents[1] / "dragoman" / "packs"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many relations were asked for, how many held, and those that did not, with what stood there instead."""

    asked: int
    held: int
    failures: tuple[str, ...]


def relations(nlp: Language) -> Outcome:
    """Check the sentences of `checks/<language>.yaml`; a relation without a subtype accepts any."""
    sentences: list[dict[str, Any]] = yaml.safe_load((_FOLDER / f"{nlp.lang}.yaml").read_text(encoding="utf-8"))
    asked, failures = 0, []
    for sentence, doc in zip(sentences, nlp.pipe(s["text"] for s in sentences), strict=True):
        for line in sentence["holds"]:
            asked += 1
            wrong = _failure(doc, line)
            if wrong:
                failures.append(f"{sentence['text']}\n    {line}  but  {wrong}")
    return Outcome(asked, asked - len(failures), tuple(failures))


def lemmas(nlp: Language) -> Outcome:
    """Check `checks/<language>_verbs.txt`: lines of `form lemma`, each form put into a plain sentence that makes it a verb."""
    lines = [w.split() for w in (_FOLDER / f"{nlp.lang}_verbs.txt").read_text(encoding="utf-8").splitlines() if w and w[0] != "#"]
    lemmatizer, failures = nlp.get_pipe("lemmatizer"), []
    for form, lemma in lines:
        doc = Doc(nlp.vocab, words=[form], pos=["VERB"], morphs=["VerbForm=Part"])
        got = lemmatizer(doc)[0].lemma_
        if got != lemma:
            failures.append(f"{form}: {got}, not {lemma}")
    return Outcome(len(lines), len(lines) - len(failures), tuple(failures))


def _failure(doc: Doc, line: str) -> str:
    """What stands instead of a relation that does not hold, "" when it holds."""
    pair, _, relation = line.rpartition(": ")
    dependent, head = (_token(doc, part) for part in pair.split(" < "))
    if dependent is None:
        return "no such token"
    label = dependent.dep_ if ":" in relation else dependent.dep_.split(":")[0]
    if dependent.head == head and label == relation:
        return ""
    return f"{dependent.text} < {dependent.head.text}: {dependent.dep_}"


def _token(doc: Doc, form: str) -> Token | None:
    word, _, number = form.partition("#")
    found = [t for t in doc if t.text == word]
    return found[int(number or 1) - 1] if len(found) >= int(number or 1) else None


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=["en", "fr"])
    parser.add_argument("--parser", type=Path, help="folder of the parser; default: the language's pack")
    given = parser.parse_args()
    nlp = spacy.load(given.parser or _PACKS / given.language / "parser")
    for name, outcome in (("relations", relations(nlp)), ("verb lemmas", lemmas(nlp))):
        print(*outcome.failures, sep="\n", file=sys.stderr)
        print(f"{name}: {outcome.held} of {outcome.asked} ({100 * outcome.held / outcome.asked:.1f} %)")


if __name__ == "__main__":
    main()
