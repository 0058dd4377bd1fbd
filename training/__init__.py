"""Builds the parsers of the language packs out of Universal Dependencies treebanks."""
