# ruff: noqa: PLC0415  a command loads what it works with when it runs
"""The commands that say what the data hold: a snapshot, and the tables that programs ask the page for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from geodash.command import options
from geodash.command.asking import ask, check_day, day_of, tell, today
from geodash.command.outputs import answer
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geodash.command.asking import Asked
    from geodash.command.options import F
    from geodash.interchange.fields import Column, Row

_STYLES = ("text", "json", "csv", "md")
_style = click.option("--format", "style", type=click.Choice(_STYLES), default="text", show_default=True)


def _since(text: str) -> Callable[[F], F]:
    return click.option("--since", metavar=options.DAY_METAVAR, help=text)


@click.command()
@click.argument("day", metavar="DATE")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
@options.lang
@options.strict
@options.data
def snapshot(day: str, style: str, lang: str | None, folder: Path | None, *, strict: bool) -> None:
    """Say who held each place on DATE: YYYY-MM-DD, latest (the last day with known control) or today."""
    check_day(day, "DATE")
    asked = ask(folder, None, {"date": day, "lang": lang})
    tell(asked.notices, strict=strict)
    from geodash.interchange.snapshots import SNAPSHOT_FORMATS

    answer(SNAPSHOT_FORMATS[style](asked.dataset, asked.date, asked.state.lang))


@click.command()
@options.date
@_since("Only what ended on this day or later.")
@options.filters("days", "cat", "actor", "pair", "conf", "deaths", "set", "q")
@options.link
@_style
@options.lang
@options.strict
@options.data
def events(**given: Any) -> None:  # noqa: ANN401
    """List the events of a window that pass the filters, oldest first: those of a link, or of options."""
    _table("events", given)


@click.command()
@options.date
@_since("The earlier day that the date is compared with; the day before the window when left out.")
@options.filters("days")
@options.link
@_style
@options.lang
@options.strict
@options.data
def changes(**given: Any) -> None:  # noqa: ANN401
    """List the places whose holder differs between two days."""
    _table("changes", given)


@click.command()
@options.date
@_since("Only relations that have been as they are since this day or a later one.")
@click.option("--actor", "party", help="Only relations of this party, by id.")
@options.link
@_style
@options.lang
@options.strict
@options.data
def relations(**given: Any) -> None:  # noqa: ANN401
    """List the state of each relation on a day, and the act that made it so."""
    _table("relations", given)


@click.command()
@options.date
@_since("Only pages published on this day or later.")
@_style
@options.lang
@options.strict
@options.data
def sources(**given: Any) -> None:  # noqa: ANN401
    """List the pages that the record rests on; with a date, those published by then."""
    _table("sources", {**given, "link": None})


def _table(name: str, given: dict[str, Any]) -> None:
    """Write one table of what is asked for, as the page gives it to programs."""
    folder, link, style, strict = (given.pop(key) for key in ("folder", "link", "style", "strict"))
    since, party = given.pop("since"), given.pop("party", None)
    check_day(since, "--since")
    if since and given.get("days"):
        raise click.UsageError("Give --since or --days, not both.")
    asked = ask(folder, link, {**given, "compare": since} if name == "changes" else given)
    if party and party not in asked.dataset.actors:
        raise click.BadParameter(one_line(f"{party!r} is not in the data."), param_hint="--actor")
    first = day_of(since, "--since", asked.dataset) if since else None
    is_bounded = name != "sources" or bool(given["date"])
    if first and is_bounded and first > asked.date:
        raise click.BadParameter(f"{first} is later than the date, {asked.date}.", param_hint="--since")
    if first and name == "events":
        days = (asked.date - first).days + 1 if first > asked.dataset.first_day else None
        asked = replace(asked, state=replace(asked.state, days=days))
    tell(asked.notices, strict=strict)
    from geodash.interchange.tables import ANSWERS

    table = ANSWERS[name]
    rows = table.rows(asked.dataset, asked.state, asked.tr)
    until = asked.date if is_bounded else None
    rows = tuple(row for row in rows if _is_wanted(name, row, first, until, party))
    answer(_written(name, style, asked, table.columns, rows))


def _is_wanted(name: str, row: Row, first: dt.date | None, until: dt.date | None, party: str | None) -> bool:
    """Whether a row passes what the table itself does not ask."""
    if name == "relations":
        return (first is None or str(row["since"]) >= f"{first}") and (
            party is None or party in {row["actor_a"], row["actor_b"]}
        )
    if name != "sources" or not (first or until):
        return True
    published = str(row["published"])
    # A month or a year is enough where any of its days would be.
    return bool(published) and (
        (first is None or published >= f"{first}"[: len(published)])
        and (until is None or published <= f"{until}"[: len(published)])
    )


def _written(name: str, style: str, asked: Asked, columns: Sequence[Column], rows: tuple[Row, ...]) -> str:
    """The rows as text, with whom to cite where the format has room for it."""
    from geodash.interchange.answers import about_answer, objects_of
    from geodash.interchange.csvzip import csv_of
    from geodash.interchange.listing import entries_of, listed_markdown, listed_text
    from geodash.interchange.tables import days_compared
    from geodash.wording.plain import plain_json

    if style == "csv":
        return csv_of(tuple(columns), rows)
    about = about_answer(asked.dataset, asked.state, asked.tr, today())
    if style == "json":
        told: dict[str, object] = {**about, "count": len(rows)}
        return plain_json({"about": told, "rows": objects_of(columns, rows)})
    heading = [about["citation"]]
    if name == "events":
        heading.append(about["filter"])
    elif name == "changes":
        heading.append(" → ".join(map(str, days_compared(asked.dataset, asked.state))))
    entries = entries_of(name, rows, asked.tr)
    if style == "md":
        closing = " ".join((about["licence"], about["attribution"]))
        return listed_markdown(entries, heading, asked.dataset, asked.tr, closing)
    return listed_text(entries, heading, asked.tr)
