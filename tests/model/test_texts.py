"""Packed texts are the texts, row for row, however they came and in whatever order they are asked for."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.texts import Packing, Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = ("one", "two")
TEXTS = st.sampled_from(["", "a", "l\u2019armée", "two\nlines", "long " * 90])
PARTS = st.lists(st.lists(st.tuples(TEXTS, TEXTS), max_size=9), max_size=4)


def packed(parts: Sequence[Sequence[tuple[str, ...]]], times: int = 1) -> Texts:
    packing = Packing(FIELDS)
    for part in parts:
        columns = [pa.array([row[at] for row in part] * times, pa.string()) for at in range(len(FIELDS))]
        packing.add(dict(zip(FIELDS, columns, strict=True)))
    return packing.texts()


@given(PARTS, st.sampled_from([1, 200]), st.data())
def test_texts_are_those_that_were_packed(
    parts: list[list[tuple[str, str]]], times: int, data: st.DataObject
) -> None:
    texts = packed(parts, times)
    rows = [row for part in parts for row in part * times]
    assert len(texts) == len(rows)
    wanted = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=20)) if rows else []
    assert [tuple(texts.cells(row).values()) for row in wanted] == [rows[row] for row in wanted]
    for at, field in enumerate(FIELDS):
        found = texts.take(field, np.array(wanted, np.int64))
        assert found == [rows[row][at] for row in wanted]
    columns = [[text for part in texts.parts(700) for text in part[at].to_pylist()] for at in range(2)]
    assert columns == [[row[at] for row in rows] for at in range(2)]


def test_they_travel_to_another_process() -> None:
    texts = packed([[("a", "b"), ("c", "d")]])
    assert texts.cells(1) == {"one": "c", "two": "d"}
    assert pickle.loads(pickle.dumps(texts)).cells(1) == {"one": "c", "two": "d"}  # noqa: S301  our own


def test_they_take_less_room_than_they_are_long() -> None:
    texts = packed([[(f"Clash near town {n % 90}, message {n}", "reported " * 9) for n in range(20_000)]])
    assert len(pickle.dumps(texts)) < 20_000 * 30
