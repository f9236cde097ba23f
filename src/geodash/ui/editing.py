"""What whoever edits the record must mend. Visitors are told no more than that it is being edited."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from geodash.errors import DatasetError
from geodash.package import default_origin, default_overlays, load_dataset
from geodash.package.located import Located, located
from geodash.package.source import InMemory

if TYPE_CHECKING:
    from geodash.package.source import Files

__all__ = ["Located", "problems_now"]
_CHECKING = Lock()
"""One at a time: each takes a processor for a moment, and pages go first."""


def problems_now() -> list[Located]:
    """Every problem of the record as it is at this moment.

    Raises
    ------
    OSError
        While the record cannot be read.
    """
    with _CHECKING:
        files: Files = InMemory("", {})
        try:
            files = default_origin().files()
            load_dataset(files, default_overlays())
        except DatasetError as error:
            return [*located(error.problems, files)]
    return []
