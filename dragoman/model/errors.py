"""The error hierarchy: one line a person can act on, naming the input."""


class DragomanError(Exception):
    """Base of every error raised on purpose."""


class InputError(DragomanError):
    """An article or a file cannot be read; the rest of a batch goes on."""


class PackError(DragomanError):
    """A language pack is missing, broken or inconsistent; names the file and the entry."""
