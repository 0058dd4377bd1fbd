"""GraphML and GEXF, for Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.export import graph
from dragoman.export.registry import Exporter
from dragoman.export.text import cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import networkx as nx

    from dragoman.export.documents import Document
    from dragoman.export.registry import Options

# What XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write GraphML."""
    import networkx as nx  # noqa: PLC0415 - a heavy library, for graphs only

    nx.write_graphml(_clean(graph.build(documents, options)), path, edge_id_from_attribute="id")


def write_gexf(documents: Iterable[Document], path: Path, options: Options) -> None:
    """Write GEXF 1.2."""
    import networkx as nx  # noqa: PLC0415 - a heavy library, for graphs only

    text = "\n".join(nx.generate_gexf(_clean(graph.build(documents, options)), version="1.2draft"))
    # The day of writing would make the same graph another file tomorrow.
    path.write_text(re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n", encoding="utf-8")


def _clean(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The graph with names that XML can hold, and with ids for its edges."""
    import networkx as nx  # noqa: PLC0415 - a heavy library, for graphs only

    clean = nx.relabel_nodes(network, {node: _NO_XML.sub("", cell(node)) or "?" for node in network})
    for node, values in clean.nodes(data=True):
        values["label"] = node
    for number, (_, _, values) in enumerate(clean.edges(data=True)):
        values["id"] = str(number)
    return clean


EXPORTERS = (
    Exporter("graphml", "network of actors, GraphML", ".graphml", write_graphml, module="networkx"),
    Exporter("gexf", "network of actors, GEXF", ".gexf", write_gexf, module="networkx"),
)
