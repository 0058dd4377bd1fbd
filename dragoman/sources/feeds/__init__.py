"""RSS, Atom and JSON feeds → articles, over a network that is not trusted."""

from dragoman.sources.feeds.fetch import BusyError, Fetched, Fetcher, Limits, State
from dragoman.sources.feeds.parse import parse
from dragoman.sources.feeds.subscriptions import subscriptions

__all__ = ["BusyError", "Fetched", "Fetcher", "Limits", "State", "parse", "subscriptions"]
