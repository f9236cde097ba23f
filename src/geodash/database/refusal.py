"""What is raised where a database cannot be used; whoever catches it needs no library of databases."""

from __future__ import annotations

NEEDS_EXTRA = "a record in a database needs more of geodash: run `pip install 'geodash[postgres]'`"


class DatabaseTroubleError(OSError):
    """A database cannot be used now. The remedy is for anybody; what the database said is for who runs it."""

    def __init__(self, remedy: str, said: str = "") -> None:
        super().__init__(f"{remedy} ({said})" if said else remedy)
        self.remedy = remedy
