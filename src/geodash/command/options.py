"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")

LANGUAGES = ("en", "fr")
"""As ``model.records`` has them, which is slow to load; a test compares."""
DAY_METAVAR = "latest|today|DAY"
data = click.option("--data", "folder", type=click.Path(path_type=Path), help="Folder of the data package.")
lang = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of texts; English when left out.")
link = click.option(
    "--link", help="A link, or what stands behind its ?: day, window, filters, selection, language, view."
)
date = click.option(
    "--date",
    "date",
    metavar=DAY_METAVAR,
    help="As-of day, YYYY-MM-DD; `latest` is the last day with known control, as is none without a link.",
)
strict = click.option(
    "--strict",
    is_flag=True,
    help="Exit 1, and make nothing, where something asked for was not taken as it is.",
)
FILTERS = {
    "days": "Only the last N days up to the date, or `all`; 30 when left out.",
    "cat": "Only these categories of events, separated by commas.",
    "actor": "Only these parties, by id, separated by commas.",
    "role": "What those parties do: any, by (they act) or toward (they are acted upon).",
    "where": "Only what happened at these places, or in these provinces or territories: ids.",
    "pair": "Only where both of these parties take part: two ids, `a,b`.",
    "conf": "Least confidence: low, medium or high.",
    "deaths": "Least number of deaths.",
    "set": "Data sets, separated by commas; `record` is ours.",
    "q": "Only what contains all of these words.",
    "place": "Only this place, by id.",
}
"""Parameters of links that are options too."""


def filters(*names: str) -> Callable[[F], F]:
    """Options that narrow a table: the parameters of links of these names."""

    def add(command: F) -> F:
        for name in reversed(names):
            command = click.option(f"--{name}", name, help=FILTERS[name])(command)
        return command

    return add
