"""The inverted index against a plain loop, with keys that few rows carry and keys that many do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.postings import Keys, Postings

KEYS = st.lists(st.sampled_from(["goma", "gomas", "bukavu", "uvira", "masisi"]), max_size=4)


@given(st.lists(KEYS, max_size=90), st.integers(0, 90))
def test_rows_of_a_key_are_those_that_name_it(keys_of_rows: list[list[str]], empty: int) -> None:
    rows = [*keys_of_rows, *([[]] * empty)]  # some keys are carried by one row in a hundred
    postings = Postings.of(rows)
    for key in ("goma", "gomas", "bukavu", "uvira", "masisi", "nowhere"):
        expected = [row for row, keys in enumerate(rows) if key in keys]
        found = postings.rows_of(key)
        assert found.tolist() == expected
        assert found.dtype == np.int32
        assert np.flatnonzero(postings.flags([key])).tolist() == expected
    either = postings.flags(["bukavu", "uvira"])
    assert either.tolist() == [bool({"bukavu", "uvira"} & {*keys}) for keys in rows]


def test_a_key_that_many_rows_carry_takes_a_bit_of_each() -> None:
    size = 100_000
    rows = np.arange(size, dtype=np.int32)
    often = Keys(["often", "rare"], (rows % 1_000 == 0).astype(np.int32), rows)
    postings = Postings.of_keys(size, [often, often])  # named twice, counted once
    assert len(postings.rows_of("often")) == size - size // 1_000
    assert postings.rows_of("rare").tolist() == list(range(0, size, 1_000))
    taken = postings.rows.nbytes + sum(bits.nbytes for bits in postings.bits.values())
    assert taken <= size / 8 + 4 * size / 1_000
