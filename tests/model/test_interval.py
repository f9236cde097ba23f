from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.model.interval import Interval

days = st.dates(date(2012, 1, 1), date(2027, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(days)
    length = draw(st.none() | st.integers(1, 2000))
    return Interval(start, None if length is None else start + timedelta(length))


def test_the_day_of_a_change_belongs_to_the_new_interval() -> None:
    change = date(2025, 1, 27)
    old, new = Interval(date(2025, 1, 1), change), Interval(change)
    assert change not in old
    assert change in new
    assert not old.overlaps(new)


@pytest.mark.parametrize("length", [0, -1])
def test_an_interval_ends_after_it_starts(length: int) -> None:
    start = date(2025, 1, 1)
    with pytest.raises(ValueError, match="must be after"):
        Interval(start, start + timedelta(length))


@given(intervals(), intervals())
def test_overlap_means_sharing_a_day(one: Interval, two: Interval) -> None:
    first_shared = max(one.start, two.start)
    assert one.overlaps(two) == (first_shared in one and first_shared in two)
    assert one.overlaps(two) == two.overlaps(one)
