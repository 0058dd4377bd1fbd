"""Series, networks and plots of coded events, in Arrow tables that pandas, Polars, DuckDB and R take as they are.

    from dragoman import analytics

    dyads = analytics.dyads(dragoman.read_many(articles))    # or documents, or records of a store or a file
    weekly = analytics.series(dyads, by="week")
    analytics.change(weekly).to_pandas()

Needs the extra `analysis`. (`dragoman.analysis` is another thing: the linguistic analysis of a text.)
"""

from dragoman.analytics.change import change, new_dyads
from dragoman.analytics.dyads import dyads, from_files
from dragoman.analytics.network import network
from dragoman.analytics.plots import plot_change, plot_series
from dragoman.analytics.series import Period, series

__all__ = ["Period", "change", "dyads", "from_files", "network", "new_dyads", "plot_change", "plot_series", "series"]
