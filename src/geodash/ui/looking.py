"""A file before it is on the map: what its columns mean, what becomes of its rows, under which terms."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING, get_args

import streamlit as st

from geodash.imports.columns.dates import Order
from geodash.imports.fields import NAMES
from geodash.imports.uploaded import TABLE, Choices
from geodash.limits import LONGEST_NAME, LONGEST_TITLE, MAX_TEXT, SHOWN_REFUSALS, UPLOAD_COLUMNS, UPLOAD_ROWS
from geodash.ui.added import store
from geodash.wording.plain import one_line
from geodash.wording.refusal import in_words
from geodash.wording.territory import country_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geodash.i18n import Translator
    from geodash.imports.pipeline import Imported
    from geodash.imports.uploaded import Upload
    from geodash.model.dataset import Dataset
    from geodash.ui.added.store import Added, Result

_MAIN = ("date", "place", "lat", "lon", "type", "actor", "target", "deaths")
"""Meanings that nearly every table has a column for; the others stand folded away."""
_REST = tuple(name for name in NAMES if name not in {*_MAIN, "controller"})
_MOST_UNUSED = 12
_SAMPLE = 3


def looked_at(
    added: Added, dataset: Dataset, tr: Translator, attempt: Callable[[Choices], Result]
) -> Choices | None:
    """Draw what a file would give, and what must be said of it; the choices once they are confirmed."""
    upload, turn = added.pending, added.turn
    if upload is None:
        raise AssertionError("There is no file to look at.")
    name = escape(one_line(upload.name))
    kind = escape(tr(f"added.kind.{upload.kind}"))
    st.html(
        f'<p class="gd-data-head" dir="auto">{name}</p><p class="gd-data-set" lang="{tr.lang}">{kind}</p>'
    )
    columns = _columns(upload, turn, tr) if upload.kind == TABLE else ()
    home = dataset.conflict.home
    only = st.checkbox(
        tr("added.home", country=country_name(dataset.conflict, home, tr)), value=True, key=f"w_home_{turn}"
    )
    read = Choices(columns, home=home if only else "")
    result = attempt(read)
    added.asks_order |= result == "order"
    if added.asks_order:
        read = Choices(columns, order=_order(turn, tr), home=read.home)
        result = attempt(read) if read.order else None
    if isinstance(result, str):
        values = {"columns": UPLOAD_COLUMNS, "rows": UPLOAD_ROWS, **(added.said[1] if added.said else {})}
        text = tr(f"added.failed.{result}", **values)
        st.html(f'<p class="gd-failed" role="alert" lang="{tr.lang}">{escape(text)}</p>')
    elif result is not None:
        _result(result, dataset, tr)
    return _confirmed(added, read, result, tr)


def _confirmed(added: Added, read: Choices, result: Result, tr: Translator) -> Choices | None:
    """The terms, and the buttons that end it."""
    upload, turn = added.pending, added.turn
    texts: dict[str, str] = {}
    is_open = False
    if upload is not None and upload.kind == TABLE:
        texts = _terms(upload, turn, tr)
        is_open = st.checkbox(tr("added.open"), key=f"w_open_{turn}")
    with st.container(horizontal=True, key="gd_add_end"):
        is_on = st.button(
            tr("added.confirm"), key=f"w_confirm_{turn}", type="primary", disabled=not _has_rows(result)
        )
        st.button(tr("added.cancel"), key=f"w_cancel_{turn}", on_click=store.drop_pending, args=(added,))
    if not is_on:
        return None
    if missing := [tr(f"added.{name}") for name, text in texts.items() if not text]:
        text = escape(tr("added.missing", names=", ".join(missing)))
        st.html(f'<p class="gd-failed" role="alert" lang="{tr.lang}">{text}</p>')
        return None
    return Choices(read.columns, read.order, read.home, **texts, restricted=not is_open)


def _has_rows(result: Result) -> bool:
    return result is not None and not isinstance(result, str) and bool(result.counts["taken"])


def _columns(upload: Upload, turn: int, tr: Translator) -> tuple[tuple[str, str], ...]:
    """Draw a choice of column for every meaning; those that were chosen."""
    st.html(f'<p class="gd-data-label" lang="{tr.lang}">{escape(tr("added.columns"))}</p>')
    chosen = dict(_choices(_MAIN, upload, turn, tr))
    with st.expander(tr("added.columns_more")):
        chosen |= dict(_choices(_REST, upload, turn, tr))
    unused = [one_line(name) for name in upload.headers if name not in chosen.values()]
    if unused:
        names = ", ".join(unused[:_MOST_UNUSED])
        rest = len(unused) - _MOST_UNUSED
        names = tr("added.and_more", names=names, count=rest) if rest > 0 else names
        text = escape(tr("added.unused", names=names))
        st.html(f'<p class="gd-data-set" dir="auto">{text}</p>')
    return tuple(chosen.items())


def _choices(fields: Sequence[str], upload: Upload, turn: int, tr: Translator) -> Iterator[tuple[str, str]]:
    options = ("", *upload.headers)
    sides = st.columns(2)
    for number, field in enumerate(fields):
        seems = upload.columns.get(field, "")
        found = sides[number % 2].selectbox(
            tr(f"added.column.{field}"),
            options,
            index=options.index(seems) if seems in options else 0,
            key=f"w_column_{turn}_{field}",
            format_func=lambda name: one_line(name) or tr("added.column_none"),
        )
        if found:
            yield field, found


def _order(turn: int, tr: Translator) -> Order | None:
    """Ask whether day, month or year comes first: it is never guessed."""
    found: Order | None = st.segmented_control(
        tr("added.order"),
        get_args(Order),
        key=f"w_order_{turn}",
        format_func=lambda order: tr(f"added.order.{order}"),
    )
    return found


def _terms(upload: Upload, turn: int, tr: Translator) -> dict[str, str]:
    """Ask which data it is and under which terms."""
    typed = {
        "title": st.text_input(
            tr("added.title"), _name_of(upload), key=f"w_title_{turn}", max_chars=LONGEST_NAME
        ),
        "licence": st.text_input(
            tr("added.licence"),
            key=f"w_licence_{turn}",
            max_chars=LONGEST_TITLE,
            placeholder=tr("added.licence_hint"),
        ),
        "citation": st.text_input(
            tr("added.citation"),
            key=f"w_citation_{turn}",
            max_chars=MAX_TEXT,
            placeholder=tr("added.citation_hint"),
        ),
    }
    return {name: " ".join(one_line(text).split()) for name, text in typed.items()}


def _name_of(upload: Upload) -> str:
    """The title that is proposed: the name of the file, as words."""
    return " ".join(one_line(upload.stem).replace("_", " ").split())[:LONGEST_NAME].strip()


def _result(result: Imported, dataset: Dataset, tr: Translator) -> None:
    """What becomes of the rows: how many are taken, how they will read, which are not and why."""
    counts = result.counts
    early = int((result.built.events["date"] < dataset.first_day.isoformat()).sum())
    parts = [tr("added.result", taken=counts["taken"] - early, count=sum(counts.values()))]
    if result.days is not None:
        parts.append(tr("added.result_days", first=tr.date(result.days[0]), last=tr.date(result.days[1])))
    numbers = {"outside": counts["outside"], "empty": counts["empty"], "early": early}
    parts += [tr(f"added.result_{name}", rows=number) for name, number in numbers.items() if number]
    parts += [
        tr("added.result_note", note=in_words(note, tr).capitalize(), rows=rows)
        for note, rows in sorted(result.notes.items())
    ]
    text = escape(" ".join(parts))
    st.html(f'<p class="gd-shown" role="status" lang="{tr.lang}">{text}</p>{_sample(result, dataset, tr)}')
    if result.refusals:
        st.html(_refused(result, tr))


def _sample(result: Imported, dataset: Dataset, tr: Translator) -> str:
    """Some rows as the list of events will show them."""
    events = result.built.events
    events = events[events["date"] >= dataset.first_day.isoformat()].head(_SAMPLE)
    if events.empty:
        return ""
    rows = zip(events["date"], events[f"title_{tr.lang}"], strict=True)
    items = "".join(
        f'<li dir="auto">{escape(tr.date(dt.date.fromisoformat(day)))} · {escape(title)}</li>'
        for day, title in rows
    )
    return f'<p class="gd-data-label">{escape(tr("added.sample"))}</p><ul class="gd-sample">{items}</ul>'


def _refused(result: Imported, tr: Translator) -> str:
    """Rows that cannot be taken, each with its line, column, value and the reason."""
    heads = "".join(
        f'<th scope="col">{escape(tr(f"added.head.{name}"))}</th>'
        for name in ("line", "column", "value", "why")
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td dir="auto">{escape(str(cell))}</td>'
            for cell in (each.line, each.column, each.value, in_words(each.why, tr))
        )
        + "</tr>"
        for each in result.refusals[:SHOWN_REFUSALS]
    )
    rest = len(result.refusals) - SHOWN_REFUSALS
    more = f"<p>{escape(tr('added.refused_more', count=rest))}</p>" if rest > 0 else ""
    heading = escape(tr("added.refused", count=result.counts["not taken"]))
    return (
        f'<details class="gd-refused" lang="{tr.lang}"><summary>{heading}</summary><div>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}</div></details>"
    )
