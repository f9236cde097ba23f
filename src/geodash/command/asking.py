# ruff: noqa: PLC0415  a command loads what it works with when it runs
"""What a command is asked for: the data, a settled state of links and options, and what could not be met."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from geodash.errors import DatasetError
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geodash.i18n import Translator
    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset

T = TypeVar("T")
P = TypeVar("P", "Path", "Path | None")

LATEST, TODAY = "latest", "today"
_DAYS = frozenset({"date", "compare"})
"""Parameters that may be one of these words on the command line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A settled state of the data, its texts, and in words what of the link the page would tell about."""

    dataset: Dataset
    state: DashboardState
    tr: Translator
    notices: tuple[str, ...]

    @property
    def date(self) -> dt.date:
        """The day of the state."""
        if self.state.date is None:
            raise AssertionError("A settled state has a date.")
        return self.state.date


def ask(folder: Path | None, link: str | None, options: Mapping[str, str | None]) -> Asked:
    """Read the data and what is asked of them: parameters of a link, and options that go before them.

    What is typed is read before the data are. The state is that of the page for the same address.

    Raises
    ------
    click.BadParameter
        If the link cannot be understood, or the value of an option makes no sense or names nothing.
    """
    given = {name: text for name, text in options.items() if text is not None}
    query, foreign = _linked(link)
    for name, text in given.items():
        _check(name, text)
    if "days" in given:
        query.pop("since", None)
    dataset = _known(load(folder), query.get("known"), folder)
    for name in given.keys() & _DAYS:
        given[name] = day_of(given[name], f"--{name}", dataset).isoformat()
    return _settled(dataset, query | given, given, foreign)


def _known(dataset: Dataset, text: str | None, folder: Path | None) -> Dataset:
    """The record as a link wants it known; that of today where it names no day, or none is known then."""
    from geodash.link.codec import KNOWN, read_value
    from geodash.package.known import dataset_known

    try:
        day: dt.date | None = read_value(KNOWN, text) if text else None
    except ValueError:  # of which a notice tells
        return dataset
    return (day and read(lambda _: dataset_known(dataset, day, folder), folder)) or dataset


def _settled(
    dataset: Dataset, query: Mapping[str, str], given: Mapping[str, str], foreign: list[Notice]
) -> Asked:
    from geodash.i18n import Translator
    from geodash.link.pasted import parse_address
    from geodash.link.state import settle

    asked, notices = parse_address({name: [text] for name, text in query.items()})
    state, fitted = settle(asked, dataset)
    tr = Translator(state.lang, dataset.conflict)
    for notice in fitted:
        name = notice.values.get("name")
        if name in given:
            text = f"{notice.values['value']!r} is not in the data."
            raise click.BadParameter(one_line(text), param_hint=f"--{name}")
    told = (_text_of(each, dataset, state, fitted, tr) for each in (*foreign, *notices, *fitted))
    return Asked(dataset, state, tr, tuple(told))


def check_day(text: str | None, option: str) -> None:
    """Refuse what is no day.

    Raises
    ------
    click.BadParameter
        If it is neither YYYY-MM-DD nor one of the words for days.
    """
    if text not in {None, LATEST, TODAY}:
        _day(str(text), option)


def day_of(text: str, option: str, dataset: Dataset) -> dt.date:
    """The day that is meant: the last one with known control, today on this machine, or the one written.

    It may lie outside the days that the data cover.

    Raises
    ------
    click.BadParameter
        If it is none of them.
    """
    return {LATEST: dataset.control_known_until, TODAY: today()}.get(text) or _day(text, option)


def today() -> dt.date:
    """Today where the command runs."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def tell(notices: tuple[str, ...], *, strict: bool) -> None:
    """Say what was not taken as it is, one line each; strictly that is the end, with exit code 1."""
    for text in notices:
        click.echo(one_line(text), err=True)
    if strict and notices:
        raise click.ClickException("nothing was made, as --strict asks.")


def load(folder: Path | None) -> Dataset:
    """Read the package in a folder, or the usual one; exit 1 where it has problems."""
    from geodash.package import load_dataset

    return read(load_dataset, folder)


def read(reader: Callable[[P], T], folder: P) -> T:
    """Read a package, or name every problem on stderr and exit 1."""
    try:
        return reader(folder)
    except DatasetError as error:
        for problem in error.problems:
            click.echo(one_line(str(problem)), err=True)
        sys.exit(1)
    except OSError as error:  # of a database: it says what to do
        click.echo(one_line(str(error)), err=True)
        sys.exit(1)


def _linked(link: str | None) -> tuple[dict[str, str], list[Notice]]:
    """What a pasted link asks for; one that cannot be understood must not become an answer of another day."""
    from geodash.link.pasted import read_link

    if link is None:
        return {}, []
    try:
        return read_link(link)
    except ValueError as error:
        raise click.BadParameter(one_line(f"{error}."), param_hint="--link") from None


def _check(name: str, text: str) -> None:
    """Refuse a value of an option that makes no sense."""
    from geodash.link.codec import read_value
    from geodash.link.state import PARAMS

    if name in _DAYS:
        check_day(text, f"--{name}")
        return
    kind = next(param.kind for param in PARAMS if param.name == name)
    try:
        read_value(kind, text)
    except ValueError:
        raise click.BadParameter(
            one_line(f"{text!r} cannot be read{_words(name, kind.words)}."), param_hint=f"--{name}"
        ) from None


def _words(name: str, words: tuple[str, ...]) -> str:
    """The words that there are for an option, to end a sentence."""
    from geodash.model.vocabulary import EventCategory

    known = tuple(EventCategory) if name == "cat" else words
    return f": there are {', '.join(known)}" if known else ""


def _day(text: str, option: str) -> dt.date:
    from geodash.link.codec import DATE, read_value

    try:
        day: dt.date = read_value(DATE, text)
    except ValueError:
        words = f"is not a day written YYYY-MM-DD, {LATEST} or {TODAY}"
        raise click.BadParameter(one_line(f"{text!r} {words}."), param_hint=option) from None
    return day


def _text_of(
    notice: Notice, dataset: Dataset, state: DashboardState, fitted: list[Notice], tr: Translator
) -> str:
    """A notice on one line; of what changed since a pinned link was made, how much, and how to see it."""
    from geodash.link.state import DATA_CHANGED
    from geodash.wording.since import changed_since, every_change

    if notice.key != DATA_CHANGED:
        return tr(f"page.{notice.key}", **notice.values)
    version = notice.values["value"]
    since = changed_since(dataset, state, version, fitted, tr)
    return " ".join(part for part in (since.heading, every_change(dataset, version, tr)) if part)
