"""The overlays beside a package, as additions to its dataset."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodash.errors import DatasetError, Problem
from geodash.model.dataset import Credit
from geodash.model.overlay import Addition, DataSet
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.overlay import read_overlay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geodash.model.dataset import Dataset
    from geodash.package.overlay import Overlay


def read_additions(folders: Sequence[Path], base: Dataset) -> list[Addition]:
    """Read overlays against a base package.

    Raises
    ------
    DatasetError
        If anything is wrong with any of them. It holds all problems, each file with its folder.
    """
    problems: list[Problem] = []
    found: dict[str, Addition] = {}
    for folder in folders:
        try:
            addition = as_addition(read_overlay(folder, base))
        except DatasetError as error:
            problems += (replace(each, file=f"{folder.name}/{each.file}") for each in error.problems)
            continue
        if found.setdefault(addition.data_set.id, addition) is not addition:
            remedy = "open one data set of this id at a time, or import the other with an id of its own"
            where = f"{folder.name}/{DESCRIPTOR}"
            problems.append(Problem(where, 0, "geodash.overlay.id", addition.data_set.id, remedy))
    if problems:
        raise DatasetError(problems)
    return [*found.values()]


def as_addition(overlay: Overlay) -> Addition:
    """An overlay as the model holds it."""
    meta = overlay.meta
    data_set = DataSet(
        id=meta.id,
        title_en=meta.title_en,
        title_fr=meta.title_fr,
        credit=Credit(meta.licence, meta.attribution_en, meta.attribution_fr),
        citation=meta.citation,
        version=meta.source_version or overlay.version,
        retrieved=meta.retrieved,
        first_day=meta.first_day,
        last_day=meta.last_day,
        restricted=meta.restricted,
    )
    return Addition(data_set, overlay.places, overlay.actors, overlay.sources, overlay.events)
