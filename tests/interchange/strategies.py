"""Exports that hypothesis makes up: every kind of value, texts as hostile as they come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from geodash.interchange.fields import ABOUT, TABLES, Exported, Kind, Row, Value

if TYPE_CHECKING:
    from geodash.interchange.fields import Column

HOSTILE = (
    "=1+1",
    "'=1+1",
    "+cmd|' /C calc'!A0",
    "-5 soldiers",
    "@SUM(A1)",
    "\t=1+1",
    "\r\n=1",
    ' "=1+1"',
    'a;=HYPERLINK("http://x.example","y")',
    "；＝1+1",
    "'Tis",
    "''",
    "<script>alert(1)</script>",
    "]]><b>&amp;&lt;",
    "_x0041_",
    "_x005F_x0041_",
    "_x0041\x01",
    "\x00\x07\x0b\x1f\ufffe\uffff",
    " leading and trailing ",
    "line\nbreak\r\nand\rmore",
    "#N/A",
    "true",
    "1.0",
    "2025-01-27",
    "null",
    "C:\\;\\",
    ",\"quoted\",'single'",
    "Événement \U0001f54a \u202eright to left",
)

texts = st.sampled_from(HOSTILE) | st.text(max_size=20)
days = st.dates(min_value=date(1800, 1, 1))
_VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: st.just("") | texts,
    Kind.LIST: st.lists(texts.filter(bool), max_size=3).map(tuple),
    Kind.DATE: st.none() | days,
    Kind.INTEGER: st.none() | st.integers(0, 10**9),
    Kind.BOOLEAN: st.none() | st.booleans(),
}
_positions = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def rows(draw: st.DrawFn, columns: tuple[Column, ...]) -> Row:
    """One row; its position is known or not, and has as many decimals as exports have."""
    lat, lon = draw(_positions) or (None, None)
    position: dict[str, float | None] = {
        "lat": None if lat is None else round(lat, 7),
        "lon": None if lon is None else round(lon, 7),
    }
    others: Row = {c.name: draw(_VALUES[c.kind]) for c in columns if c.name not in position}
    return {c.name: position[c.name] if c.name in position else others[c.name] for c in columns}


exports = st.builds(
    Exported,
    about=st.fixed_dictionaries(dict.fromkeys(ABOUT, texts) | {"language": st.sampled_from(["en", "fr"])}),
    control=st.lists(rows(TABLES["control"]), max_size=2).map(tuple),
    events=st.lists(rows(TABLES["events"]), max_size=2).map(tuple),
)
