"""Events with lists of parties → rows with one actor and one recipient each, as the older formats have them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.export.documents import Document, Record
    from dragoman.export.registry import Options

UNREAL = ("negation", "hypothetical", "future")
_NOBODY: dict[str, Any] = {"code": "", "sector": "", "entity_text": "", "name": "", "office": "", "members": []}


@dataclass(frozen=True, slots=True)
class Dyad:
    """One actor towards one recipient in an event. An absent party is all empty. `id` is the event's id and the row's number, from 1."""

    id: str
    event: Record
    actor: dict[str, Any]
    recipient: dict[str, Any]
    document: Document


def dyads(document: Document, event: Record) -> Iterator[Dyad]:
    """Every actor with every recipient; the parties of a reciprocal event (without recipients) each with each, in both directions."""
    actors, recipients = event["actor"] or [_NOBODY], event["recipient"]
    pairs = permutations(actors, 2) if len(actors) > 1 and not recipients else product(actors, recipients or [_NOBODY])
    for number, (actor, recipient) in enumerate(pairs, 1):
        yield Dyad(f"{event['id']}-{number}", event, actor, recipient, document)


def real_dyads(document: Document, options: Options) -> Iterator[Dyad]:
    """The dyads of all events, without those that did not happen, as formats need it that have no column to say so."""
    for event in document.events:
        unreal = next((flag for flag in UNREAL if flag in event["aux"]), "")
        if unreal and not options.keep_aux:
            options.left_out[f"events flagged {unreal}"] += 1
        else:
            yield from dyads(document, event)
