"""What is raised where a database cannot be used; whoever catches it needs no library of databases."""

from __future__ import annotations

NEEDS_EXTRA = "a record in a database needs more of geodash: run `pip install 'geodash[postgres]'`"


class DatabaseTroubleError(OSError):
    """A database cannot be used now; its text is a remedy, and names neither an address nor a secret."""

    def __init__(self, remedy: str) -> None:
        super().__init__(remedy)
        self.remedy = remedy
