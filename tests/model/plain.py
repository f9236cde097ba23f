"""The plainest possible reading of control records, for tests to hold the model against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geodash.model.vocabulary import NO_DATA, UNKNOWN, Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.model.dataset import Dataset
    from geodash.model.records import ControlRecord


def answer(
    chain: Sequence[ControlRecord], on: date, reach: int, known_until: date = date.max
) -> tuple[str, Basis]:
    """Who held a place: the last record, else whom the next one says the place was taken from."""
    past = [record for record in chain if record.valid_from <= on]
    if on > known_until and not (past and past[-1].valid_from > known_until):
        return NO_DATA, Basis.NO_DATA
    if past and past[-1].controller != UNKNOWN:
        return past[-1].controller, Basis.REPORTED
    coming = next((record for record in chain if record.valid_from > on), None)
    covered = bool(past) and past[-1].valid_from == on
    near = coming and (coming.valid_from - on).days <= reach and on <= known_until and not covered
    if near and coming and coming.taken_from:
        return coming.taken_from, Basis.IMPLIED
    return UNKNOWN, Basis.UNKNOWN


def answer_in(dataset: Dataset, place_id: str, on: date) -> tuple[str, Basis]:
    """The same for a place of a dataset."""
    chain = [record for record in dataset.control if record.place_id == place_id]
    return answer(chain, on, dataset.conflict.implied_days, dataset.control_known_until)
