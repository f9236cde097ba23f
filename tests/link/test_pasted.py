"""What people paste as a link is understood, or refused: never taken for another day."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.link.strategies import states

from geodash.limits import LONGEST_LINK
from geodash.link.pasted import read_address, read_link
from geodash.link.state import PARAMS, DashboardState, format_query, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = {"date": "2025-01-27"}
BOTH = DAY | {"lang": "fr"}
HOST = "https://host.example"

UNDERSTOOD = [
    ("?date=2025-01-27&lang=fr", BOTH),
    ("date=2025-01-27&lang=fr", BOTH),
    ("lang=fr&date=2025-01-27", BOTH),
    # whole addresses
    (f"{HOST}/?date=2025-01-27&lang=fr", BOTH),
    (f"{HOST}?date=2025-01-27&lang=fr", BOTH),
    (f"{HOST}/tools/map/?date=2025-01-27&lang=fr", BOTH),
    ("HTTP://Host.Example:8501/?date=2025-01-27&lang=fr", BOTH),
    ("http://[::1]:8501/?date=2025-01-27", DAY),
    ("http://[half/?date=2025-01-27", DAY),
    ("localhost:8501/?date=2025-01-27&lang=fr", BOTH),
    ("host.example/map?date=2025-01-27", DAY),
    # the page in one file
    ("#date=2025-01-27&lang=fr", BOTH),
    ("file:///home/me/a%20page.html#date=2025-01-27&lang=fr", BOTH),
    ("page.html#date=2025-01-27", DAY),
    (f"{HOST}/page.html#date=2025-01-27&lang=fr", BOTH),
    (f"{HOST}/?lang=fr#date=2025-01-27", BOTH),
    (f"{HOST}/?date=2025-01-27#date=2025-01-27", DAY),
    (f"{HOST}/?date=2025-01-27#", DAY),
    (f"{HOST}/#?date=2025-01-27", DAY),
    # what stands around it
    (f"  {HOST}/?date=2025-01-27\r\n", DAY),
    (f"\ufeff{HOST}/?date=2025-01-27\u200b", DAY),
    (f"<{HOST}/?date=2025-01-27>", DAY),
    (f'"{HOST}/?date=2025-01-27"', DAY),
    (f"'{HOST}/?date=2025-01-27'.", DAY),
    (f"«\u00a0{HOST}/?date=2025-01-27\u00a0»", DAY),
    (f"({HOST}/?date=2025-01-27).", DAY),
    (f"{HOST}/?date=2025-01-27.", DAY),
    (f"{HOST}/?date=2025-01-27,", DAY),
    (f"{HOST}/?date=2025-01-27;", DAY),
    (f"{HOST}/?date=2025-01-27>;", DAY),
    (f"{HOST}/?date=2025-01-27%3E", DAY),
    (f"{HOST}/?date=2025-01-27&lang=fr&.", BOTH),
    (f"{HOST}/?date=2025-01-27&v=1.0.0.", DAY | {"v": "1.0.0"}),
    (f"{HOST}/?date=2025-01-27&\r\nlang=fr", BOTH),
    (f"{HOST}/?date=2025-\n  01-27", DAY),
    # escaped
    (f"{HOST}/?date=2025-01-27&amp;lang=fr", BOTH),
    (f"{HOST}/?date=2025-01-27&amp;amp;lang=fr", BOTH),
    (f"{HOST}/?date=2025-01-27&#38;lang=fr", BOTH),
    ("date%3D2025-01-27", DAY),
    (f"{HOST}/?date%3D2025-01-27&lang=fr", BOTH),
    (f"{HOST}/?date%3d2025-01-27%26lang%3dfr", BOTH),
    ("%3Fdate%3D2025-01-27", DAY),
    (quote(f"{HOST}/?date=2025-01-27&lang=fr", safe=""), BOTH),
    (f"{HOST}/?d%61te=2025-01-27", DAY),
    (f"{HOST}/?DATE=2025-01-27&Lang=fr", BOTH),
    # values as they are
    ("q=kigali+embassy&date=2025-01-27", DAY | {"q": "kigali embassy"}),
    ("q=kigali embassy", {"q": "kigali embassy"}),
    ("q=%26amp%3B", {"q": "&amp;"}),
    ("q=who%3F", {"q": "who?"}),
    ("q=etc.", {"q": "etc."}),
    (f"<{HOST}/?q=goma>.", {"q": "goma"}),
    ("layers=", {"layers": ""}),
    ("layers=&date=2025-01-27", DAY | {"layers": ""}),
    ("date=2025-01-27&date=2025-01-27", DAY),
    ("date=soon", {"date": "soon"}),
    ("date=2025-01-27 or so", {"date": "2025-01-27 or so"}),
]

NOT_UNDERSTOOD = [
    ("", "names none"),
    (" ?", "names none"),
    ("hello", "'hello'"),
    ("2025-01-27", "'2025-01-27'"),
    ("example.com", "'example.com'"),
    ("example.com/foo", "'example.com/foo'"),
    ("https://example.com/foo", "'https://example.com/foo'"),
    (f"{HOST}/?embed=true", "names none"),
    (f"{HOST}/date=2025-01-27", "names none"),
    ("ftp://host.example/?date=2025-01-27&lang=fr", "'ftp://host.example/?date'"),
    ("look: https://host.example/?date=2025-01-27&lang=fr", "look: https"),
    ("example.com/foo&date=2025-01-27", "'example.com/foo'"),
    ("hello?date=2025-01-27&lang=fr", "'hello?date'"),
    (f"{HOST}/?lang=fr&next/date=2025-01-27", "'next/date'"),
    ("date=2025-01-27&date=2025-01-28", "'2025-01-28'"),
    (f"{HOST}/?date=2025-01-27#date=2025-01-28", "'2025-01-28'"),
    ("DATE=2025-01-27&date=2025-01-28", "'2025-01-28'"),
    (f"https://www.google.com/url?q={quote(HOST, safe='')}%2F%3Fdate%3D2025-01-27&sa=D", "q holds"),
    (f"https://a.safelinks.example/?url={quote(HOST, safe='')}%2F%3Fdate%3D2025-01-27&data=05", "url holds"),
    (f'<a href="{HOST}/?date=2025-01-27&lang=fr">', "href holds"),
    (f'href="{HOST}/?date=2025-01-27&lang=fr"', "href holds"),
]


@pytest.mark.parametrize(("text", "named"), UNDERSTOOD)
def test_what_is_pasted_is_understood(text: str, named: dict[str, str]) -> None:
    assert read_link(text) == (named, [])


@pytest.mark.parametrize(("text", "why"), NOT_UNDERSTOOD)
def test_what_is_not_understood_is_named(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=r"names|parameter|twice|holds") as caught:
        read_link(text)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (f"{HOST}/?embed=true&date=2025-01-27&utm_source=mail", "embed, utm_source"),
        (f"{HOST}/?date=2025-01-27&fbclid", "fbclid"),
        (f"{HOST}/?date=2025-01-27&from=timeline", "from"),
        (f"{HOST}/?date=2025-01-27&ref=https://news.example/?id=1", "ref"),
        (f"{HOST}/?date=2025-01-27#section", "section"),
        (f"{HOST}/?date=2025-01-27#:~:text=M23", ":~:text"),
    ],
)
def test_what_belongs_to_others_is_named_and_does_no_harm(text: str, foreign: str) -> None:
    found, notices = read_link(text)
    assert found == DAY
    assert [(notice.key, notice.values["value"]) for notice in notices] == [("notice.foreign_names", foreign)]


def capitals(query: dict[str, str]) -> str:
    return urlencode({name.upper(): value for name, value in query.items()})


FORMS: list[Callable[[dict[str, str]], str]] = [
    lambda query: f"?{urlencode(query)}",
    lambda query: f"{HOST}/base/?{urlencode(query)}",
    lambda query: f"file:///page.html#{urlencode(query)}",
    lambda query: f"<{HOST}/?{urlencode(query, safe=',:')}>",
    lambda query: f"{HOST}/?{urlencode(query, quote_via=quote)}".replace("&", "&amp;"),
    lambda query: f"{HOST}/?{quote(urlencode(query))}",
    lambda query: quote(f"{HOST}/?{urlencode(query)}", safe=""),
    lambda query: f" {HOST}/?{capitals(query)}\n",
]


@given(state=states, form=st.sampled_from(FORMS))
def test_the_address_of_any_state_leads_back_to_it(
    state: DashboardState, form: Callable[[dict[str, str]], str]
) -> None:
    query = format_query(state)
    assume(query)
    found, notices = read_link(form(query))
    assert (found, notices) == (query, [])
    assert parse_query(found) == (state, [])


@settings(max_examples=300)
@example("TO")
@given(st.text(max_size=60) | st.from_regex(r"(https?://)?[a-z./?#&=%<>;+0-9 -]{0,40}"))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        found, _ = read_link(text)
    except ValueError:
        pass
    else:
        assert found
        assert found.keys() <= {param.name for param in PARAMS}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("date=2025-01-27&lang=fr", BOTH),
        ("date=2025-01-27&amp;lang=fr", BOTH),
        ("amp;date=2025-01-27&amp;amp;lang=fr", BOTH),
        ("DATE=2025-01-27&Lang=fr", BOTH),
        ("date%3D2025-01-27&lang=fr", BOTH),
        ("date%3D2025-01-27%26lang%3Dfr", BOTH),
        ("date%3d2025-01-27=", DAY),
        ("%3Fdate=2025-01-27", DAY),
        ("date=2025-01-27&date=2025-01-27", DAY),
        ("date=2025-01-27&DATE=2025-01-28", DAY),
        ("date=2025-01-27&date=2025-01-28", {"date": "2025-01-27,2025-01-28"}),
        ("cat=battle&cat=sanctions", {"cat": "battle,sanctions"}),
        ("layers=", {"layers": ""}),
        ("utm_source=mail&embed=true", {}),
        ("from=2025-01-01&to=2025-01-27", {"since": "2025-01-01"} | DAY),
        ("to=2025-03-17&date=2025-01-27&BY=m23", {"actor": "m23", "role": "by"} | DAY),
        ("against=m23,afc-m23&role=any", {"actor": "m23,afc-m23", "role": "any"}),
        ("by=rwanda&against=belgium", {"pair": "rwanda,belgium"}),
        ("from=timeline&to=&date=2025-01-27", DAY),
        ("ref=https%3A%2F%2Fnews.example%2F%3Fdate%3D2025-01-28&date=2025-01-27", DAY),
    ],
)
def test_an_address_bar_is_read_as_it_was_meant(query: str, meant: dict[str, str]) -> None:
    assert read_address(parse_qs(query, keep_blank_values=True)) == meant


SLOW = [
    '"' * 16_000 + "x",
    "." * 16_000,
    "./:" * 5_000 + "?",
    "&" * 16_000,
    "&amp;" + "amp;" * 3_900,
    "date%3D" * 2_000,
    "%3D%26" * 2_600,
    "d" + "%25" * 5_000 + "3D1",
    "=".join("%" + "25" * n + "3D" for n in range(100)),
    "https://x/?q=" * 1_200,
    "?#" * 8_000,
    "date=" + "9" * 15_000,
]


@pytest.mark.parametrize("text", [*SLOW, *(f"https://host.example/?{text}" for text in SLOW)])
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    with suppress(ValueError):
        read_link(text[:LONGEST_LINK])
    read_address({text: ["1"], "date": [text]})
    assert time.process_time() - begun < 0.2


def test_a_text_longer_than_any_link_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than"):
        read_link("date=2025-01-27&q=" + "x" * LONGEST_LINK)
