"""Dyads → a network of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.export.registry import require

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa


def network(dyads: pa.Table, *, sectors: bool = False) -> nx.DiGraph[str]:
    """A directed graph of who acts towards whom, for networkx.

    Nodes are codes (with `sectors`, code and sector: "RUS MIL"), and names of parties without a code. Edges have `count` and `weight` (the
    number of rows), `mean_score`, and `conflict`, the share of rows of quad classes 3 and 4. Rows without a recipient leave no edge.
    """
    require("networkx", "analysis")
    import networkx as nx  # noqa: PLC0415 - a heavy library, for graphs only

    graph: nx.DiGraph[str] = nx.DiGraph()
    scores: dict[tuple[str, str], list[tuple[float, int]]] = {}
    columns = ["actor", "actor_sector", "recipient", "recipient_sector", "score", "quad_code"]
    for row in dyads.select(columns).to_pylist():
        pair = tuple(_node(row[role], row[f"{role}_sector"], sectors=sectors) for role in ("actor", "recipient"))
        if all(pair):
            scores.setdefault((pair[0], pair[1]), []).append((row["score"], row["quad_code"]))
    for (actor, recipient), told in sorted(scores.items()):
        count = len(told)
        mean = sum(score for score, _ in told) / count
        conflict = sum(quad > 2 for _, quad in told) / count
        graph.add_edge(actor, recipient, count=count, weight=count, mean_score=mean, conflict=conflict)
    return graph


def _node(code: str, sector: str, *, sectors: bool) -> str:
    return f"{code} {sector}".strip() if sectors and code else code
