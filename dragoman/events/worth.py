"""What is worth a record: acts by or towards political actors (codebook, "only politically relevant actions")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.model import GUESSED

if TYPE_CHECKING:
    from dragoman.events.drafts import Draft
    from dragoman.model import Entity

_PRIVATE = "CVL"
_APOLITICAL = frozenset({"CVL", "EDU", "MED", "BUS", "AGR"})  # whose talks and agreements are their own
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})  # codes that need no sector
_SHARED = frozenset({"CONSULT", "COOPERATE", "AID", "AGREE"})
_STREET = frozenset({"PROTEST"})  # the acts of private people together
_VOICED = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})  # what protesters do with words
_FIGHTS = frozenset({"ASSAULT"})  # what takes two sides
_ASIDE = frozenset({"acl", "amod", "advcl", "xcomp", "nmod", "obl", "compound"})  # where words are said in passing
_RECEIVED = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "CONCEDE", "ACCUSE"})  # what private people meet with from public hands


def political(draft: Draft, *, protested: bool = False) -> bool:
    """Tell whether a draft is an event of public life: it needs a party with a code or a sector.

    Private people count as those who protest, and as those who are attacked, coerced, tried or freed by whom the text leaves out. What
    else they do and say needs someone on one of the sides who is not private; what they demand and blame counts where the text has just
    told of a protest (`protested`).
    """
    actors, recipients = draft.actor.coded, draft.recipient.coded
    if draft.event == "CONSULT" and actors and not any(is_public(e) for e in actors):
        return False  # private people travel
    if draft.event in _SHARED:
        public = any(e.sector not in _APOLITICAL and (e.sector or e.code in _BODIES) for e in (*actors, *recipients))
        return public or len({e.code for e in (*actors, *recipients) if e.code and e.sure}) > 1  # private people of two countries
    if any(is_public(e) for e in (*actors, *recipients)):
        return True
    if draft.event in _STREET or (protested and draft.event in _VOICED):
        return bool(actors or recipients)
    return draft.event in _RECEIVED and bool(recipients) and not actors


def grounded(draft: Draft, relation: str) -> bool:
    """Tell whether a fight has two sides, or is told for itself; `relation` is the trigger's to what governs it.

    A fight of one side in words that say who somebody is or why they came ("recruits **fighting** abroad") is background.
    """
    if not draft.match.entry.frame.reciprocal or draft.event not in _FIGHTS:
        return True
    sides = {(e.code, e.sector) if e.code else (e.text, "") for e in draft.actor.entities}
    return len(sides) > 1 or bool(draft.recipient.coded) or relation not in _ASIDE


def is_public(entity: Entity) -> bool:
    """A party of public life; of private people those who have a name, or whose own words tell their country ("Israeli settlers")."""
    if entity.sector != _PRIVATE:
        return bool(entity.code or entity.sector)
    return bool(entity.name) or (bool(entity.code) and GUESSED not in entity.flags)
