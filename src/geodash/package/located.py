"""Problems as whoever edits the record finds them: by table, id and column, not by file and line."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from geodash.package.tables import ids_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodash.errors import Problem
    from geodash.package.source import Files


class Located(NamedTuple):
    """A problem: the table and the id of its row, or the file and its line where no row has an id."""

    where: str
    row: str
    field: str
    value: str
    remedy: str

    def __str__(self) -> str:
        named = " ".join(filter(None, (self.where, self.row)))
        what = " ".join(filter(None, (self.field, repr(self.value) if self.value else "")))
        return ": ".join(filter(None, (named, what, self.remedy)))


def located(problems: Iterable[Problem], files: Files) -> Iterator[Located]:
    """Problems of the files of a package, each with the id of its row."""
    known: dict[str, Mapping[int, str]] = {}
    for problem in problems:
        if problem.file not in known:
            known[problem.file] = _ids(problem.file, files)
        row = known[problem.file].get(problem.line)
        where = PurePath(problem.file).stem if row else problem.file
        line = str(problem.line) if problem.line else ""
        yield Located(where, row or line, problem.field, str(problem.value), problem.remedy)


def _ids(file: str, files: Files) -> Mapping[int, str]:
    try:
        return ids_of(file, files.read(file))
    except (OSError, ValueError):  # missing, or of a data set beside the record
        return {}
