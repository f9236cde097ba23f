"""The dated state of bilateral relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geodash.model.dataset import Dataset
    from geodash.model.records import Relation

Pair = tuple[str, str]


def relations_at(dataset: Dataset, on: date) -> Mapping[Pair, Relation]:
    """The latest recorded state of each pair on a day; a pair without a record yet is absent.

    Nothing is asserted after ``dataset.events_known_until``.
    """
    if on > dataset.events_known_until:
        return {}
    current: dict[Pair, Relation] = {}
    for relation in sorted(dataset.relations, key=lambda r: r.valid_from):
        if relation.valid_from <= on:
            current[relation.actor_a, relation.actor_b] = relation
    return current
