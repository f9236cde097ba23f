# ruff: noqa: PLC0415  a command loads what it works with when it runs
"""The commands that say what the data hold: a snapshot, and the tables that programs ask the page for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from geodash.command import options
from geodash.command.asking import ask, check_day, day_of, load, tell, today
from geodash.command.outputs import answer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geodash.command.asking import Asked
    from geodash.command.options import F
    from geodash.interchange.fields import Row
    from geodash.link.state import DashboardState

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
@options.filters("days", "cat", "actor", "role", "where", "pair", "conf", "deaths", "set", "q")
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
@click.option(
    "--since-version",
    "version",
    metavar="VERSION",
    help="Instead: all records added, changed or removed since a released version of the data.",
)
@options.filters("days", "place")
@options.link
@_style
@options.lang
@options.strict
@options.data
def changes(version: str | None, **given: Any) -> None:  # noqa: ANN401
    """List the places whose holder differs between two days, or what a version of the data changed."""
    if version is None:
        _table("changes", given)
        return
    folder, style = given["folder"], given["style"]
    if any(given[name] for name in ("date", "since", "days", "place", "link")):
        raise click.UsageError("--since-version is of the whole record: give no day, place or link with it.")
    from geodash.command.package import revision_of
    from geodash.i18n import Translator
    from geodash.wording.revision import DIFF_FORMATS

    dataset = load(folder)
    revision = revision_of(version, dataset.version, dataset, "--since-version")
    answer(DIFF_FORMATS[style](revision, Translator("fr" if given["lang"] == "fr" else "en")))


@click.command()
@options.date
@_since("Only relations that have been as they are since this day or a later one.")
@options.filters("actor", "pair")
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
@options.filters("q")
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
    since = given.pop("since")
    check_day(since, "--since")
    if since and given.get("days"):
        raise click.UsageError("Give --since or --days, not both.")
    asked = ask(folder, link, {**given, "compare": since} if name == "changes" else given)
    first = day_of(since, "--since", asked.dataset) if since else None
    is_bounded = name != "sources" or bool(given["date"])
    if first and is_bounded and first > asked.date:
        raise click.BadParameter(f"{first} is later than the date, {asked.date}.", param_hint="--since")
    if first and name == "events":
        days = (asked.date - first).days + 1 if first > asked.dataset.first_day else None
        asked = replace(asked, state=replace(asked.state, days=days, since=first if days else None))
    tell(asked.notices, strict=strict)
    from geodash.interchange.tables import ANSWERS

    table = ANSWERS[name]
    rows = table.rows(asked.dataset, asked.state, asked.tr)
    if name == "relations":
        rows = tuple(row for row in rows if first is None or str(row["since"]) >= f"{first}")
    elif name == "sources":
        rows = tuple(row for row in rows if _is_of(row, first, asked.date if is_bounded else None))
    rows = tuple(row for row in rows if _passes(name, row, asked.state, given))
    narrowed = "" if table.filtered else _narrowed(asked, given, None if name == "changes" else first)
    answer(_written(name, style, asked, narrowed, rows))


def _is_of(source: Row, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether a page was published in a span; a month or a year is enough where any of its days would be."""
    published = str(source["published"])
    if not published:
        return first is None and last is None
    return (first is None or published >= f"{first}"[: len(published)]) and (
        last is None or published <= f"{last}"[: len(published)]
    )


def _passes(name: str, row: Row, state: DashboardState, given: Mapping[str, str | None]) -> bool:
    """Whether a row passes the options that its table does not look at; those of a link narrow events."""
    if name == "changes":
        return not given["place"] or row["place_id"] == state.place
    if name == "relations":
        parties = {row["actor_a"], row["actor_b"]}
        has_actor = not given["actor"] or bool(parties & state.actor)
        return has_actor and (not given["pair"] or parties == set(state.pair or ()))
    if name == "sources":
        from geodash.model.selection import fold, words_of

        text = fold(f"{row['publisher']} {row['title']}")
        return all(word in text for word in words_of(state.q))
    return True


def _narrowed(asked: Asked, given: Mapping[str, str | None], first: dt.date | None) -> str:
    """What the options left out of a table that a link does not narrow, in words."""
    from geodash.link.state import DashboardState
    from geodash.wording.citation import active_filters

    state, tr = asked.state, asked.tr
    chosen = DashboardState(
        actor=state.actor if given.get("actor") else frozenset(),
        pair=state.pair if given.get("pair") else None,
        where=frozenset({state.place}) if given.get("place") and state.place else frozenset(),
        q=state.q if given.get("q") else "",
    )
    parts = active_filters(asked.dataset, chosen, tr)
    if first:
        parts.append(tr("export.filter_first", date=tr.date(first)))
    text = tr("export.filter_separator").join(parts)
    return text[:1].upper() + text[1:]


def _written(name: str, style: str, asked: Asked, narrowed: str, rows: tuple[Row, ...]) -> str:
    """The rows as text, with whom to cite where the format has room for it, and what was left out of them."""
    from geodash.interchange.answers import about_answer, objects_of
    from geodash.interchange.csvzip import csv_of
    from geodash.interchange.listing import entries_of, listed_markdown, listed_text
    from geodash.interchange.tables import ANSWERS
    from geodash.link.days import days_compared
    from geodash.wording.plain import plain_json

    table, tr = ANSWERS[name], asked.tr
    if style == "csv":
        return csv_of(table.columns, rows)
    about = about_answer(table, asked.dataset, asked.state, tr, today())
    about["filter"] = about["filter"] or narrowed
    if style == "json":
        told: dict[str, object] = {**about, "count": len(rows)}
        return plain_json({"about": told, "rows": objects_of(table.columns, rows)})
    heading = [about["citation"]]
    if name == "changes":
        heading.append(" → ".join(map(str, days_compared(asked.dataset, asked.state))))
    heading += [each for each in (about["filter"], "" if rows else tr("export.no_rows")) if each]
    entries = entries_of(name, rows, tr)
    if style == "md":
        closing = " ".join((about["licence"], about["attribution"]))
        return listed_markdown(entries, heading, asked.dataset, tr, closing)
    return listed_text(entries, heading, tr)


@click.command()
@_since("All that began on this day or later, instead of the latest fifty.")
@click.option(
    "--base-url",
    "home",
    metavar="URL",
    help="Address of the page that it links to; GEODASH_URL when left out.",
)
@options.lang
@click.option("-o", "--output", default="-", metavar="FILE|-", help="The standard output when left out.")
@options.data
def feed(since: str | None, home: str | None, lang: str | None, output: str, folder: Path | None) -> None:
    """Write the latest changes of control and the major events as an Atom feed."""
    from geodash.command.outputs import Target
    from geodash.interchange.atom import feed_of
    from geodash.link.home import as_home, told_home

    check_day(since, "--since")
    address = as_home(home) if home else told_home()
    if not address.startswith(("https://", "http://")):
        raise click.UsageError("A feed links to a page: give its address as --base-url https://host/path/.")
    target = Target.of(output, ["atom"])
    dataset = load(folder)
    first = day_of(since, "--since", dataset) if since else None
    target.write("feed.atom", feed_of(dataset, address, "fr" if lang == "fr" else "en", first))
