# ruff: noqa: PLC0415  a command loads what it works with when it runs
"""The command ``geodash export``: what a link shows, as files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from geodash.command import options
from geodash.command.asking import ask, check_day, day_of, tell, today
from geodash.command.outputs import Target
from geodash.limits import LONGEST_TITLE
from geodash.products.formats import FORMATS, MOST_PAGES, SIZES, kind_of
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geodash.command.asking import Asked
    from geodash.products.order import File, Order

_MOST_BESIDE = 3
_APPLIES: Mapping[str, frozenset[str]] = {
    "size": frozenset({"picture"}),
    "dpi": frozenset({"picture", "compare"}),
    "title": frozenset({"picture", "compare", "slide", "brief"}),
    "subtitle": frozenset({"picture", "slide", "brief"}),
    "compare": frozenset({"compare"}),
    "since": frozenset({"animation", "brief"}),
    "pages": frozenset({"brief"}),
}
"""Kinds of files that each option is for."""


@click.command()
@options.date
@options.link
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    required=True,
    help="May be given again, with a folder as output.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR/|-",
    required=True,
    help="A file; a folder, in which files get names of their own; or - for the standard output.",
)
@click.option("--size", type=click.Choice(SIZES), help="Of a picture; 16:9 when left out.")
@click.option("--dpi", type=click.IntRange(50, 600), help="Of a PNG; 150 when left out.")
@click.option("--title", help="Instead of the usual title.")
@click.option("--subtitle", help="Instead of the usual subtitle.")
@click.option(
    "--compare",
    "others",
    multiple=True,
    metavar=options.DAY_METAVAR,
    help="Another day beside the first in a picture: up to three times, or the link's.",
)
@click.option(
    "--since",
    metavar=options.DAY_METAVAR,
    help="First day of an animation; of a brief, the day since which it tells what changed.",
)
@click.option("--pages", type=click.IntRange(1, MOST_PAGES), help="Of a brief, at most; 1 when left out.")
@click.option("--quiet", is_flag=True, help="Say nothing on stderr but notices and errors.")
@options.strict
@options.data
def export(
    folder: Path | None,
    link: str | None,
    date: str | None,
    output: str,
    *,
    strict: bool,
    quiet: bool,
    **choices: Any,  # noqa: ANN401
) -> None:
    """Write what a link shows to files: pictures, slides, briefs, data. All are made, then written."""
    formats = tuple(dict.fromkeys(choices.pop("formats")))
    target = Target.of(output, formats)
    _check(formats, choices)
    asked = ask(folder, link, {"date": date})
    orders, notices = _orders(asked, formats, choices)
    tell((*asked.notices, *notices), strict=strict)
    files = [_made(asked, order, strict=strict, quiet=quiet) for order in orders]
    for file in files:
        place = target.write(file.name, file.content)
        if not quiet:
            click.echo(one_line(f"Wrote {place} ({len(file.content):,} bytes)."), err=True)


def _check(formats: Sequence[str], choices: Mapping[str, Any]) -> None:
    """Refuse what makes no sense whatever the data are."""
    kinds = {kind_of(fmt) for fmt in formats}
    for other in choices["others"]:
        check_day(other, "--compare")
    check_day(choices["since"], "--since")
    if len(choices["others"]) > _MOST_BESIDE:
        raise click.UsageError(f"At most {_MOST_BESIDE} days stand beside the first: --compare.")
    if "animation" in kinds and not choices["since"]:
        raise click.UsageError("An animation needs its first day: --since YYYY-MM-DD.")
    for name in ("title", "subtitle"):
        if len(choices[name] or "") > LONGEST_TITLE:
            text = f"it has more than {LONGEST_TITLE} characters."
            raise click.BadParameter(text, param_hint=f"--{name}")
    if choices["others"]:
        kinds = {"compare" if kind == "picture" else kind for kind in kinds}
    elif "picture" in kinds:
        kinds.add("compare")  # a link may name a second day
    _refuse_useless(choices, kinds, formats)


def _refuse_useless(choices: Mapping[str, Any], kinds: set[str], formats: Sequence[str]) -> None:
    """Refuse an option that no file asked for has a use for: what was wanted of it would not be there."""
    given = {name for name in _APPLIES if choices.get("others" if name == "compare" else name)}
    useless = {name for name in given if not _APPLIES[name] & kinds}
    if "png" not in formats:
        useless |= given & {"dpi"}
    if useless:
        named = ", ".join(f"--{name}" for name in sorted(useless))
        made = (
            "days side by side" if kinds == {"compare"} else ", ".join(FORMATS[fmt].label for fmt in formats)
        )
        raise click.UsageError(f"{named} does not apply to {made}.")


def _orders(
    asked: Asked, formats: Sequence[str], choices: Mapping[str, Any]
) -> tuple[list[Order], tuple[str, ...]]:
    """What the options ask for of each format, and what could not be met, in words."""
    from geodash.link.state import nearest_day
    from geodash.products.order import Order, left_out

    days, told = {}, []
    for option, texts in (("--compare", choices["others"]), ("--since", filter(None, (choices["since"],)))):
        found = [nearest_day(day_of(text, option, asked.dataset), asked.dataset) for text in texts]
        days[option] = [day for day, _ in found]
        told += [asked.tr(f"page.{each.key}", **each.values) for _, notices in found for each in notices]
    spans = {
        "animation": (*days["--since"], asked.date),
        "brief": tuple(days["--since"]),
        "compare": _side_by_side(asked, days["--compare"]),
    }
    if choices["since"] and days["--since"][0] >= asked.date:
        raise click.BadParameter(
            f"{days['--since'][0]} is not before the last day, {asked.date}.", param_hint="--since"
        )
    texts = {name: " ".join((choices[name] or "").split()) for name in ("title", "subtitle")}
    asked_for = {name: choices[name] for name in ("size", "dpi", "pages") if choices[name]} | texts
    orders = []
    for fmt in formats:
        kind = kind_of(fmt)
        kind = "compare" if kind == "picture" and spans["compare"] else kind
        _refuse_in_link(kind, choices, formats)
        orders.append(
            Order(kind, fmt, days=spans.get(kind, ()), view=asked.state.view, today=today(), **asked_for)
        )
    orders = _beside_each_other(asked, orders)
    absent = (left_out(asked.dataset, asked.state, order.kind, asked.tr) for order in orders)
    return orders, tuple(dict.fromkeys((*told, *filter(None, absent))))


def _beside_each_other(asked: Asked, orders: Sequence[Order]) -> list[Order]:
    """The orders; a brief in Markdown shows the picture that is made with it, if one is."""
    from geodash.products.order import name_of

    pictures = [order for order in orders if order.fmt in {"png", "svg"}]
    names = [name_of(asked.dataset, asked.state, order) for order in pictures[:1]]
    return [replace(order, picture=names[0]) if names and order.fmt == "md" else order for order in orders]


def _side_by_side(asked: Asked, others: Sequence[dt.date]) -> tuple[dt.date, ...]:
    """The days of a comparison in order; none where there is but one day."""
    second = asked.state.compare
    days = {asked.date, *(others or ([second] if second else []))}
    if others and len(days) == 1:
        raise click.BadParameter(f"it names the date itself, {asked.date}.", param_hint="--compare")
    return tuple(sorted(days)) if len(days) > 1 else ()


def _refuse_in_link(kind: str, choices: Mapping[str, Any], formats: Sequence[str]) -> None:
    """Refuse options of one day where the link names two."""
    if kind == "compare" and not choices["others"]:
        kinds = {"compare"} | {kind_of(fmt) for fmt in formats} - {"picture"}
        _refuse_useless(choices, kinds, formats)


def _made(asked: Asked, order: Order, *, strict: bool, quiet: bool) -> File:
    """One file; strictly, one without a letter that could not be drawn."""
    from geodash.products.order import make_file

    if not quiet:
        click.echo(f"Making {FORMATS[order.fmt].label} ...", err=True)
    try:
        file = make_file(asked.dataset, asked.state, order)
    except (OSError, ValueError) as error:
        raise click.ClickException(one_line(str(error))) from None
    except MemoryError:
        raise click.ClickException("the machine has too little memory for this file.") from None
    if file.undrawn:
        tell((asked.tr("share.undrawn", letters=file.lacking),), strict=strict)
    return file
