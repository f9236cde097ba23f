"""Rules on the control records of each place: one record a day, each beginning where the last one ended."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from geodash.model.conflict import STATES
from geodash.model.vocabulary import UNKNOWN
from geodash.package.checks.tables import problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geodash.errors import Problem
    from geodash.model.records import ControlRecord
    from geodash.package.tables import Row, Table


def control_problems(control: Table[ControlRecord]) -> Iterator[Problem]:
    """Every problem of a record alone or of the chain of its place."""
    chains: dict[str, list[Row[ControlRecord]]] = defaultdict(list)
    for row in control.rows:
        chains[row.record.place_id].append(row)
        yield from _status_report(control, row)
    # The neighbours of a record that could not be read cannot be judged.
    unsure = {cells.get("place_id", "") for cells in control.faulty}
    for place_id, chain in chains.items():
        chain.sort(key=lambda row: row.record.valid_from)
        yield from _chain(control, chain, continuous=place_id not in unsure and "" not in unsure)


def _status_report(control: Table[ControlRecord], row: Row[ControlRecord]) -> Iterator[Problem]:
    """A status report is a record whose controller equals the one before, in the first record too."""
    confirms = row.record.controller == row.record.previous
    if confirms != row.record.is_status_report:
        words = "true: controller and previous are the same" if confirms else "false: the controller changes"
        yield problem(control, row, "is_status_report", f"write {words}")


def _chain(
    control: Table[ControlRecord], chain: Sequence[Row[ControlRecord]], *, continuous: bool
) -> Iterator[Problem]:
    if continuous:
        yield from _opening(control, chain[0])
    for before, row in pairwise(chain):
        if row.record.valid_from == before.record.valid_from:
            remedy = f"merge the two or correct the date: line {before.line} has this place and day too"
            yield problem(control, row, "valid_from", remedy)
        elif continuous and row.record.previous != before.record.controller:
            remedy = (
                f"write `{before.record.controller}`, the controller on line {before.line}, the record before"
            )
            yield problem(control, row, "previous", remedy)
        if continuous and row.record.taken_from is not None and before.record.controller != UNKNOWN:
            yield problem(
                control, row, "taken_from", f"leave the cell empty: line {before.line} says who held it"
            )


def _opening(control: Table[ControlRecord], row: Row[ControlRecord]) -> Iterator[Problem]:
    """A status report that opens a history saw the side that held the place before, too."""
    record = row.record
    if record.is_status_report and record.controller not in STATES and record.taken_from != record.controller:
        remedy = f"write `{record.controller}`: the report saw this side in place already"
        yield problem(control, row, "taken_from", remedy)
