"""When and where made-up events happen: episodes around a place, growth, years of war, quiet Sundays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

DAYS_PER_YEAR = 365.25
EVENTS_PER_EPISODE = 14
SHARE_IN_EPISODES = 0.72
MEAN_EPISODE_DAYS = 12.0
NEIGHBOURS = 24
MONDAY_TO_SUNDAY = np.array([1.0, 1.0, 0.97, 0.98, 1.0, 0.84, 0.72])
"""Share of reports that a weekday gets, against the best one."""

GROWTH_YEARS = 4.0
OFFENSIVES = (
    (0.8, 0.35, 0.25),
    (1.8, 0.15, 0.2),
    (10.6, 0.4, 0.6),
    (12.1, 0.35, 0.6),
    (13.1, 0.12, 1.9),
    (13.9, 0.25, 1.9),
)
"""Peaks of violence: years after 2012, width in years, height against today's background."""


@dataclass(frozen=True)
class Happenings:
    """One entry per event: its place (a row) and its first day (days since the first day), in time order."""

    place: NDArray[np.int64]
    day: NDArray[np.int64]


@dataclass(frozen=True)
class Calendar:
    """First day of the package, how many days it knows events for, and how many last ones without control."""

    first: date
    days: int
    without_control: int


def place_chances(known: int, invented: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Share of events per place, heavy-tailed; the known towns come first and see more."""
    weight = rng.pareto(0.9, known + invented) + 0.05
    weight[:known] += 6
    capped = np.minimum(weight, np.quantile(weight, 0.998))
    share: NDArray[np.float64] = capped / capped.sum()
    return share


def daily_rate(days: int) -> NDArray[np.float64]:
    """Expected share of events per day since the first day."""
    year = np.arange(days) / DAYS_PER_YEAR
    rate = np.exp((year - year[-1]) / GROWTH_YEARS) * (1 + 0.15 * np.sin(2 * np.pi * year))
    for centre, width, height in OFFENSIVES:
        rate += height * np.exp(-(((year - centre) / width) ** 2))
    share: NDArray[np.float64] = rate / rate.sum()
    return share


def happen(
    points: NDArray[np.float64],
    chance: NDArray[np.float64],
    calendar: Calendar,
    count: int,
    rng: np.random.Generator,
) -> Happenings:
    """Draw ``count`` events over places (longitude and latitude, chance) and the days of a calendar."""
    days, first_weekday = calendar.days, calendar.first.weekday()
    rate = daily_rate(days)
    near = _neighbours(points)
    episodes = max(1, count // EVENTS_PER_EPISODE)
    places, when = [], []
    missing = count
    while missing > 0:
        place, day = _candidates(near, chance, rate, (episodes, 2 * missing), rng)
        weekday = (day + first_weekday) % 7
        kept = (day < days) & (rng.random(len(day)) < MONDAY_TO_SUNDAY[weekday])
        places.append(place[kept][:missing])
        when.append(day[kept][:missing])
        missing -= len(places[-1])
    place, day = np.concatenate(places), np.concatenate(when)
    order = np.lexsort((place, day))
    return Happenings(place[order], day[order])


def _candidates(
    near: NDArray[np.int64],
    chance: NDArray[np.float64],
    rate: NDArray[np.float64],
    sizes: tuple[int, int],
    rng: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places and days of more events than needed; some days lie past the end."""
    episodes, count = sizes
    centre = rng.choice(len(chance), episodes, p=chance)
    start = rng.choice(len(rate), episodes, p=rate)
    length = rng.exponential(MEAN_EPISODE_DAYS, episodes) + 1
    size = rng.pareto(1.4, episodes) + 0.1
    episode = rng.choice(episodes, count, p=size / size.sum())
    neighbour = np.minimum(rng.geometric(0.2, count) - 1, near.shape[1] - 1)
    inside = rng.random(count) < SHARE_IN_EPISODES
    place = np.where(inside, near[centre[episode], neighbour], rng.choice(len(chance), count, p=chance))
    spread = rng.exponential(1, count) * length[episode]
    day = np.where(inside, start[episode] + spread.astype(np.int64), rng.choice(len(rate), count, p=rate))
    return place, day


def _neighbours(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Nearest places of each place, itself first."""
    near = np.empty((len(points), min(NEIGHBOURS, len(points))), dtype=np.int64)
    for row, point in enumerate(points):
        distance = ((points - point) ** 2).sum(axis=1)
        distance[row] = -1
        closest = np.argpartition(distance, near.shape[1] - 1)[: near.shape[1]]
        near[row] = closest[np.argsort(distance[closest], kind="stable")]
    return near
