"""Who held a place before, span by span: for programs that go back in time over one file."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geodash.interchange.rows import control_row
from geodash.model.snapshot import place_control_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from geodash.i18n import Translator
    from geodash.interchange.fields import Row
    from geodash.model.dataset import Dataset
    from geodash.model.holdings import Holding

_ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """Days over which one answer holds; ``begin`` is None where it holds from ever on. Both are included."""

    begin: dt.date | None
    end: dt.date


def spans_until(chain: Sequence[Holding], on: dt.date, known_until: dt.date) -> tuple[Span, ...]:
    """All days up to and including one, cut where the answer for a place changes, oldest first.

    After ``known_until`` what was unknown is without data, so that its next day is a cut too.

    >>> import datetime as dt
    >>> spans_until((), dt.date(2025, 1, 27), dt.date(2026, 3, 16))
    (Span(begin=None, end=datetime.date(2025, 1, 27)),)
    """
    starts = {holding.interval.start for holding in chain}
    starts |= {holding.interval.end for holding in chain if holding.interval.end}
    starts |= {known_until + _ONE_DAY} if known_until < on else set()
    cuts = [None, *sorted(day for day in starts if day <= on), on + _ONE_DAY]
    return tuple(Span(first, after - _ONE_DAY) for first, after in pairwise(cuts) if after)


def earlier_rows(dataset: Dataset, on: dt.date, tr: Translator) -> Iterator[tuple[Span, Row]]:
    """Each answer before that of a day, as a row of control on its last day, by place and time."""
    for chain in dataset.holdings.values():
        for span in spans_until(chain, on, dataset.control_known_until)[:-1]:
            yield span, control_row(dataset, place_control_at(dataset, chain, span.end), span.end, tr)


def present_spans(dataset: Dataset, on: dt.date) -> dict[str, Span]:
    """Since when the answer of a day has held for each place, up to the day."""
    known = dataset.control_known_until
    return {place_id: spans_until(chain, on, known)[-1] for place_id, chain in dataset.holdings.items()}
