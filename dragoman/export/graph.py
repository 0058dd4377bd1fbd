"""Events → a network of actors: nodes are parties, edges events aggregated by dyad and type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.export.codes import country_name
from dragoman.export.dyads import real_dyads

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from dragoman.export.documents import Document
    from dragoman.export.dyads import Dyad
    from dragoman.export.registry import Options


@dataclass(slots=True)
class _Edge:
    """The tally of the events of one type from one party to another."""

    count: int = 0
    score: float = 0.0
    first: str = ""
    last: str = ""

    def add(self, dyad: Dyad) -> None:
        self.count += 1
        self.score += dyad.event["event_scale"]
        if day := dyad.event["date"]:
            self.first = min(filter(None, (self.first, day)))
            self.last = max(self.last, day)


def node_of(party: dict[str, Any]) -> str:
    """The key of a party: code and sector where it has a code, else its name or its words; empty for nobody."""
    return " ".join(filter(None, (party["code"], party["sector"]))) if party["code"] else party.get("name") or party["entity_text"]


def build(documents: Iterable[Document], options: Options) -> nx.MultiDiGraph[str]:
    """The network. Nodes have `label`, `code`, `sector`, `country`; edges `event`, `count`, `mean_score`, `quad_code`, `first`, `last`.

    Events without a recipient (a protest, a deployment) and those with a single party leave no edge and are counted as left out.
    """
    import networkx as nx  # noqa: PLC0415 - a heavy library, for graphs only

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges: dict[tuple[str, str, str], _Edge] = {}
    quads: dict[str, int] = {}
    for document in documents:
        for dyad in real_dyads(document, options):
            pair = node_of(dyad.actor), node_of(dyad.recipient)
            if not all(pair):
                options.left_out["rows without a second party"] += 1
                continue
            for key, party in zip(pair, (dyad.actor, dyad.recipient), strict=True):
                graph.add_node(key, label=key, code=party["code"], sector=party["sector"], country=country_name(party["code"]))
            event = dyad.event["event"][0]
            quads[event] = dyad.event["quad_code"]
            edges.setdefault((*pair, event), _Edge()).add(dyad)
    for (actor, recipient, event), edge in sorted(edges.items()):
        graph.add_edge(
            actor,
            recipient,
            key=event,
            event=event,
            label=event,
            count=edge.count,
            weight=float(edge.count),
            mean_score=round(edge.score / edge.count, 3),
            quad_code=quads[event],
            first=edge.first,
            last=edge.last,
        )
    return graph
