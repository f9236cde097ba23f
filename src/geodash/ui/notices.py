"""What the user must be told: values in a link that made no sense, data that is broken."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from geodash.i18n import Translator
from geodash.limits import SHOWN_PROBLEMS
from geodash.link.state import DATA_CHANGED
from geodash.ui.resources import DATABASE
from geodash.wording.since import changed_since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodash.errors import Problem
    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset
    from geodash.wording.since import Since


def notice_bar(
    notices: Sequence[Notice],
    problems: Sequence[Problem],
    dataset: Dataset,
    state: DashboardState,
    tr: Translator,
) -> None:
    """Show notices over the map, where they can be folded away; nothing where there is nothing to say."""
    parts = [_notice(notice, notices, dataset, state, tr) for notice in notices]
    parts += [escape(text) for text in _of_data(problems, tr)]
    if dataset.known:
        parts.insert(0, escape(tr("page.notice.known", date=tr.date(dataset.known))))
    if not parts:
        return
    items = "".join(f'<li dir="auto">{part}</li>' for part in parts)
    title = f"<summary>{escape(tr('page.notice.title', count=len(parts)))}</summary>"
    with st.container(key="gd_notices"):
        st.html(f'<details open class="gd-notices">{title}<ul role="status">{items}</ul></details>')


def _of_data(problems: Sequence[Problem], tr: Translator) -> list[str]:
    """What is said of data while the last good version is shown; of a database what it means for readers."""
    if not problems:
        return []
    if problems[0].field == DATABASE:
        return [tr(f"page.notice.database_{problems[0].value}")]
    named = (str(replace(problem, file=_named(problem.file))) for problem in problems[:5])
    return [tr("page.notice.stale_data", count=len(problems)), *named]


def _notice(
    notice: Notice, notices: Sequence[Notice], dataset: Dataset, state: DashboardState, tr: Translator
) -> str:
    """One notice as HTML. The list of what changed since a pinned link was made can be folded away."""
    if notice.key != DATA_CHANGED:
        return escape(tr(f"page.{notice.key}", **notice.values))
    since = changed_since(dataset, state, notice.values["value"], notices, tr)
    return _listed(since, is_open=not state.brief)


def _listed(since: Since, *, is_open: bool) -> str:
    """A sentence, and below it, where there are any, the records that it counts."""
    if not since.lines:
        return escape(since.heading)
    items = "".join(f"<li>{escape(line)}</li>" for line in since.lines)
    return (
        f'<details{" open" if is_open else ""} class="gd-since"><summary>{escape(since.heading)}</summary>'
        f"<ul>{items}</ul><p>{escape(since.rest)}</p></details>"
    )


def broken_page(problems: Sequence[Problem]) -> None:
    """One page that names every problem of the data package, in English and French.

    A problem that names no file is one of the server: there the page says what to do about it.
    """
    english, french = Translator("en"), Translator("fr")
    if not any(problem.file for problem in problems):
        of_database = [problem.value for problem in problems if problem.field == DATABASE]
        name = f"page.database_{of_database[0]}" if of_database else "page.unread"
        st.html(
            f"<main class='gd-broken'><h1>{escape(english(f'{name}_title'))}</h1>"
            f"<p>{escape(english(f'{name}_help'))}</p>"
            f"<p lang='fr'>{escape(french(f'{name}_help'))}</p></main>"
        )
        return
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td dir='auto'>{escape(str(cell))}</td>"
            for cell in (
                _named(problem.file),
                problem.line or "",
                problem.field,
                problem.value,
                problem.remedy,
            )
        )
        + "</tr>"
        for problem in problems[:SHOWN_PROBLEMS]
    )
    rest = len(problems) - SHOWN_PROBLEMS
    more = f"<p>{escape(english('page.broken_more', count=rest))}</p>" if rest > 0 else ""
    heads = "".join(f"<th scope='col'>{escape(english(f'page.broken_{name}'))}</th>" for name in _COLUMNS)
    st.html(
        f"<main class='gd-broken'><h1>{escape(english('page.broken_title', count=len(problems)))}</h1>"
        f"<p>{escape(english('page.broken_help'))}</p><p lang='fr'>{escape(french('page.broken_help'))}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}</main>"
    )


def _named(file: str) -> str:
    """A file as visitors may see it: inside the package, or by its name, without the server's folders."""
    return PurePath(file).name if PurePath(file).is_absolute() else file


_COLUMNS = ("file", "line", "field", "value", "remedy")
