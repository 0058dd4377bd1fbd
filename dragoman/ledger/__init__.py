"""The ledger over many articles: who asserts, denies and doubts what; who has promised or threatened what; two accounts of one meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.commitments import HORIZON, commitments
from dragoman.ledger.happenings import happenings
from dragoman.ledger.meetings import meetings
from dragoman.ledger.records import Commitment, Happening, Later, Ledger, Meeting, Point, Voice
from dragoman.ledger.testimony import testimonies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.model import Entity, Reading

__all__ = ["Commitment", "Happening", "Later", "Ledger", "Meeting", "Point", "Voice", "ledger"]


def ledger(readings: Iterable[Reading], about: str = "", horizon: int = HORIZON) -> Ledger:
    """Open the ledger of readings, in any order; articles need distinct ids.

    `about` keeps what concerns one party, by its code (a state also through an alliance it is a member of). `horizon` is the number of days
    in which a later event may be the fulfilment or breach of a commitment. The same readings give the same ledger, ids included.
    """
    kept = {reading.article.id: reading for reading in readings}
    told = list(testimonies(kept.values()))
    found, members = happenings(told)
    talks = meetings(found, members, kept)
    promised = commitments(told, horizon)
    if about:
        found = tuple(h for h in found if concerns(about, (*h.actor, *h.recipient)))
        ids = {h.id for h in found}
        talks = tuple(m for m in talks if m.happening in ids)
        promised = tuple(c for c in promised if concerns(about, (*c.actor, *c.recipient)))
    return Ledger(found, promised, talks, len(kept))


def concerns(code: str, entities: Iterable[Entity]) -> bool:
    """Whether a code is that of one of the parties or of a member of one."""
    return any(code == entity.code or code in entity.members for entity in entities)
