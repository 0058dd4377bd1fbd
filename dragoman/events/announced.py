"""What a party announces that it will itself do to another: hostile deeds to come are threats, as cooperation to come is an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.analysis import ROOT
from dragoman.events import roles, syntax
from dragoman.events.composition import compositions

if TYPE_CHECKING:
    from dragoman.events.drafts import Draft
    from dragoman.events.scene import Scene

_HOSTILE = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST"})
_DEPTH = 3  # clauses between the deed and the verb that announces it


def settle_announced(draft: Draft, scene: Scene) -> None:
    """Make a threat of a draft, in place: "said that it **will begin** an operation against X", told by who will do it.

    The sure future alone, told by somebody else or by the text itself, keeps its type and its flag.
    """
    if draft.event not in _HOSTILE or "future" not in draft.aux or not {"hypothetical", "negation"}.isdisjoint(draft.aux):
        return
    if not draft.actor.coded or not _announces(draft, scene):
        return
    takes = compositions()["threaten"].takes
    outcome = takes.get(f"{draft.event}.{draft.mode}") or takes.get(draft.event)
    draft.steps.append(f"{draft.event} announced by its doer (“{draft.aux.pop('future')}”) is THREATEN")
    draft.event, draft.mode = "THREATEN", outcome.mode if outcome is not None else ""


def _announces(draft: Draft, scene: Scene) -> bool:
    """One of the next verbs above, with the deed in its complement clause, has the doer or one of the doer's state as its subject."""
    sentence, current = scene.sentence, draft.match.head
    doers = {(e.code, e.sector) if e.code else ("", e.text) for e in draft.actor.coded}
    states = {e.code for e in draft.actor.coded if e.code and e.sector == "GOV"}
    for _ in range(_DEPTH):
        above = sentence.heads[current]
        if above == ROOT:
            return False
        if sentence.relation(current) == "ccomp" and syntax.is_verbal(sentence, above):
            speaker = roles.resolve(scene, scene.subjects(above), "subj", acting=True)
            told = {(e.code, e.sector) if e.code else ("", e.text) for e in speaker.coded}
            return bool(told & doers or states & {e.code for e in speaker.coded if e.sector == "GOV"})
        current = above
    return False
