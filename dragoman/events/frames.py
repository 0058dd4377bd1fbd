"""Frames: which grammatical function is actor, which recipient. The names are those of docs/lexicon.md."""

from __future__ import annotations

from dataclasses import dataclass

PREPOSITIONAL = frozenset({"by", "to", "with", "against", "between", "from", "of", "on", "in", "for", "about"})
_OTHER = frozenset({"subj", "obj", "poss", "adj", "compound", "clause", "content", "speaker"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Functions in the order in which they are tried. A reciprocal frame takes all of `actor` together and has no recipient."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool = False


FRAMES = {
    "transitive": Frame(("subj",), ("obj", "content")),
    "intransitive": Frame(("subj",), ()),
    "against": Frame(("subj",), ("against", "on", "to", "obj")),
    "toward": Frame(("subj",), ("to", "obj", "for", "content")),
    "address": Frame(("subj",), ("obj", "to", "content", "clause")),
    "reciprocal": Frame(("subj", "obj", "with", "between"), (), reciprocal=True),
    "visit": Frame(("subj",), ("obj", "in", "to")),
    "give": Frame(("subj",), ("to", "for", "obj")),
    "undergo": Frame(("by", "from", "of"), ("subj",)),
    "deed": Frame(("poss", "by", "of", "adj", "compound", "from"), ("against", "on", "to", "for", "in", "about")),
    "undergone": Frame(("by", "poss", "adj"), ("of", "against", "on", "in")),
    "meeting": Frame(("subj", "poss", "between", "with", "of", "adj", "compound"), (), reciprocal=True),
}


def is_function(name: str) -> bool:
    """Tell whether `name` is a function that an entry may name."""
    return name in PREPOSITIONAL or name in _OTHER or name.startswith("prep:")
