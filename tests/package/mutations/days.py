"""Days that are odd, in the tables and in the descriptor."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

from tests.package.drafts import DATES, DAYS, Draft

if TYPE_CHECKING:
    from random import Random

    from tests.package.drafts import Draft


def _moved(day: str, years: int) -> str:
    year = max(1, min(9999, int(day[:4]) + years)) if day[:4].isdigit() else 1
    return f"{year:04d}{day[4:]}" if day[5:] != "02-29" else f"{year:04d}-02-28"


def move_days(draft: Draft, years: int) -> None:
    """Move every day of the package."""
    for name, columns in DATES.items():
        for row in draft.tables[name]:
            row.update({column: _moved(row[column], years) for column in columns if row[column]})
    for name in {*DAYS, "events_thin_from"} & draft.descriptor.keys():
        draft.descriptor[name] = _moved(draft.descriptor[name], years)


def all_days_moved(draft: Draft, chance: Random) -> None:
    move_days(draft, chance.choice([-9999, -1900, -1000, -145, -95, -56, -55, 75, 1000, 9999]))


def days_at_the_ends(draft: Draft, chance: Random) -> None:
    draft.descriptor["first_day"] = chance.choice(["0001-01-01", "1000-01-01", draft.descriptor["first_day"]])
    for name in DAYS[1:]:
        draft.descriptor[name] = chance.choice(["9999-12-31", "3000-01-01", draft.descriptor[name]])
    name = chance.choice([*DATES])
    for row in draft.tables[name][:1]:
        row[DATES[name][0]] = chance.choice(
            ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31", "1582-10-10"]
        )


def one_day(draft: Draft, _: Random) -> None:
    day = "2024-02-29"
    for name, columns in DATES.items():
        for row in draft.tables[name]:
            row.update({column: day for column in columns if row[column]})
    draft.descriptor.update(dict.fromkeys(DAYS, day))


def days_of_the_descriptor(draft: Draft, chance: Random) -> None:
    first = dt.date.fromisoformat(draft.descriptor["first_day"])
    day = first + dt.timedelta(days=chance.choice([0, 0, 1, 40, 4000]))
    draft.descriptor[chance.choice([*DAYS, "events_thin_from"])] = day.isoformat()
    draft.conflict["span_from"] = chance.choice(["0001-01-01", day.isoformat(), "9999-12-31", "soon"])
