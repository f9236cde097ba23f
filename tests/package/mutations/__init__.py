"""Ways in which a data package may be odd, chosen by chance with a seed.

Each takes a draft and a source of chance and changes the draft. What follows from a change, such as a
reference to a row that is gone, is mended in three packages of four; the fourth is left as it fell.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.package.drafts import Draft, mend
from tests.package.mutations.days import all_days_moved, days_at_the_ends, days_of_the_descriptor, one_day
from tests.package.mutations.descriptor import (
    area_codes,
    classes,
    conflict_texts,
    members,
    own_names,
    own_texts,
    released,
    resources,
    version,
)
from tests.package.mutations.layers import a_layer_more, layer_gone, layer_odd, properties, roles, shapes
from tests.package.mutations.places import home, points, some_points_gone, system, uncertain, window
from tests.package.mutations.records import (
    addresses,
    figures,
    holders,
    id_odd,
    ids_doubled,
    kinds,
    parents,
    relation_turns,
    steps,
    to_itself,
)
from tests.package.mutations.tables import (
    a_column_gone,
    cell_odd,
    cells_blank,
    columns_turned,
    everything_followed,
    few_rows,
    many_rows,
    no_rows,
    nothing_at_all,
    one_or_two_followed,
    text_hostile,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Mutation = Callable[[Draft, Random], object]


MUTATIONS: list[Mutation] = [
    no_rows, nothing_at_all, few_rows, one_or_two_followed, many_rows, everything_followed, a_column_gone,
    columns_turned, cells_blank, cell_odd, text_hostile, all_days_moved, days_at_the_ends, one_day,
    days_of_the_descriptor, points, points, points, some_points_gone, uncertain, window, window, system, home,
    layer_gone, shapes, a_layer_more, a_layer_more, roles, properties, layer_odd, classes, conflict_texts,
    own_texts, own_names, area_codes, released, released, members, resources, version, id_odd, ids_doubled,
    to_itself, parents, figures, holders, kinds, addresses, steps, relation_turns,
]  # fmt: skip


def mutated(drafts: list[Draft], seed: int) -> tuple[Draft, str]:
    """One of the drafts after one to three changes, and what was done to it."""
    chance = Random(seed)
    draft = chance.choice(drafts).copy()
    chosen = chance.sample(MUTATIONS, chance.choice([1, 1, 2, 3]))
    done = [f"seed {seed}"]
    for mutation in chosen:
        try:
            mutation(draft, chance)
        except (AttributeError, KeyError, TypeError):
            continue  # an earlier change has taken away what this one changes
        done.append(mutation.__name__)
    if chance.random() < 0.75:
        try:
            mend(draft)
            done.append("mended")
        except (AttributeError, KeyError, TypeError, ValueError):
            done.append("beyond mending")
    return draft, ", ".join(done)
