"""Noun phrase → party: who is meant, by code and sector, with the steps that led there."""

from dragoman.actors.candidates import Candidate, candidates
from dragoman.actors.find import find
from dragoman.actors.records import Mention, Mentions

__all__ = ["Candidate", "Mention", "Mentions", "candidates", "find"]
