"""What ends an import: a file that cannot be taken as a whole, or a choice that only the user can make."""

from __future__ import annotations

from geodash.errors import GeodashError


class ImportRefusedError(GeodashError):
    """A file cannot be taken at all. The message names it and says what to do.

    ``why`` is a word for whoever says it in other words: ``columns``, ``days``, ``empty``, ``format``,
    ``large``, ``places``, ``points``, ``rows``.
    """

    def __init__(self, message: str, why: str = "format") -> None:
        super().__init__(message)
        self.why = why


class ChoiceNeededError(GeodashError):
    """The data can be read in two ways, and guessing would be wrong. The message says how to choose."""
