"""What readers bring: addresses that mail programs had, other scripts, their own day, their own tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from geodash.browser.bundle import PROGRAM
from geodash.link.pasted import read_address
from tests.browser.unit.conftest import with_exports
from tests.link.test_tiles import REFUSED, TAKEN

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

ADDRESSES = [
    "date=2025-01-27&lang=fr",
    "?date=2025-01-27&lang=fr",
    "date=2025-01-27&amp;lang=fr",
    "amp;date=2025-01-27&amp;amp;lang=fr",
    "DATE=2025-01-27&Lang=fr",
    "date%3D2025-01-27&lang=fr",
    "date%3D2025-01-27%26lang%3Dfr",
    "%3Fdate=2025-01-27",
    "utm_source=mail&embed=true",
    "from=2025-01-01&to=2025-03-17&by=rwanda",
    "against=m23&role=any&since=2025-02-01&from=2025-01-01",
    "by=rwanda&against=belgium",
    "from=timeline&to=2025-03-17&by=",
    "ref=https%3A%2F%2Fnews.example%2F%3Fdate%3D2025-01-28&date=2025-01-27",
    "",
]


def test_an_address_is_read_as_python_reads_it(program: Program) -> None:
    said = program.answers("core/address", "(query) => textsOf(scene, query)", [[each] for each in ADDRESSES])
    expected = [read_address(parse_qs(each, keep_blank_values=True)) for each in ADDRESSES]
    assert said == expected


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("date", "2025\u201103\u201117", "2025-03-17"),
        ("date", "2025-03-17.", "2025-03-17"),
        ("date", "17 March 2025", None),
        ("date", "x" * 5_000, None),
        ("lang", "FR", "fr"),
        ("tab", "Places,", "places"),
        ("event", "goma\u2011captured\u201120250127", "goma-captured-20250127"),
        ("days", "ALL", "all"),
        ("days", "0", None),
        ("view", "-1.5,29,9", "-1.5,29,9"),
        ("view", ",29,9", None),
        ("view", "0x10,29,9", None),
    ],
)
def test_a_value_that_went_through_a_text_is_understood(
    program: Program, name: str, text: str, meant: str | None
) -> None:
    read = """(name, text) => {
      const state = readState(scene, { [name]: text }, [name]);
      return name in state ? textOf(scene, name, state[name]) : null;
    }"""
    assert program.answer("core/params", read, name, text) == meant


def test_the_browser_takes_the_same_tile_addresses(program: Program) -> None:
    read = "(tiles) => readState(scene, { tiles }, ['tiles']).tiles ?? ''"
    texts = [text for text in (*TAKEN, *REFUSED) if text]
    said = program.answers("core/params", read, [[text] for text in texts])
    assert said == [text if text in TAKEN else "" for text in texts]


ARABIC = "\u0627\u0644\u0642\u0648\u0627\u062a"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Goma", None),
        ("\u4e2d\u6587", None),
        (f"{ARABIC} 23: x", "auto"),
        ("\u05d2\u05d5\u05de\u05d4", "auto"),
    ],
)
def test_text_from_the_right_says_so(program: Program, text: str, direction: str | None) -> None:
    made = "(text) => [el('p', {}, text), el('p', {}, ['a', text])].map((node) => node.getAttribute('dir'))"
    assert program.answer("core/dom", made, text) == [direction, direction]
    late = "(text) => { const node = el('p'); setText(node, text); return node.getAttribute('dir'); }"
    assert program.answer("core/dom", late, text) == direction


def test_texts_on_one_line_keep_their_places(program: Program) -> None:
    line = "(texts) => inOneLine(texts)"
    assert program.answer("core/dom", line, ["Goma", "", None, False, "M23"]) == "Goma · M23"
    assert program.answer("core/dom", line, ["Goma", ARABIC, "17"]) == f"Goma · \u2068{ARABIC}\u2069 · 17"
    said = program.answer(
        "core/scene", "(text) => translate(scene, 'en', 'wording.pair', {one: text, two: 'M23'})", ARABIC
    )
    assert f"\u2068{ARABIC}\u2069" in said


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Pacific/Auckland", "2026-03-16T19:00:00Z", "17 March 2026"),
        ("America/Los_Angeles", "2026-03-17T03:00:00Z", "16 March 2026"),
        ("Africa/Kinshasa", "2026-03-16T23:30:00Z", "17 March 2026"),
        ("UTC", "2026-03-16T23:30:00Z", "16 March 2026"),
    ],
)
def test_a_citation_is_accessed_on_the_readers_day(
    chromium: Browser, program: Program, zone: str, moment: str, day: str
) -> None:
    context = chromium.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    strings = program.answer("core/scene", "() => ({ strings: scene.strings, v: scene.v })")
    said = page.evaluate(
        f"(scene) => {{ {with_exports('parts/copying')} return citation(scene, 'en', 20000); }}", strings
    )
    context.close()
    assert f"Accessed on {day}" in said


@pytest.mark.parametrize(
    ("changes", "address", "behind", "expected"),
    [
        (
            {"event": "x", "place": None},
            "https://h.example/?date=2025-01-27&place=goma",
            "search",
            "?date=2025-01-27&event=x",
        ),
        ({"place": "goma"}, "https://h.example/m/?layers=a,b#x", "search", "?layers=a,b&place=goma#x"),
        ({"event": "x"}, "file:///page.html", "hash", "#event=x"),
        ({"event": None}, "file:///page.html#event=x&lang=fr", "hash", "#lang=fr"),
    ],
)
def test_a_new_tab_has_an_address_of_its_own(
    program: Program, changes: dict[str, str], address: str, behind: str, expected: str
) -> None:
    said = program.answer("core/linking", "addressWith", changes, address, behind)
    assert said == re.sub(r"[?#].*", "", address) + expected


def test_a_refused_storage_is_no_error(program: Program) -> None:
    refused = """() => {
      const kept = Object.getOwnPropertyDescriptor(window, "localStorage");
      const refuse = () => { throw new DOMException("no", "SecurityError"); };
      Object.defineProperty(window, "localStorage", { configurable: true, get: refuse });
      try { return chooseTheme("Dark"); }
      finally { Object.defineProperty(window, "localStorage", kept); }
    }"""
    assert program.answer("core/host", refused) is False


KEYS = re.compile(r"\bArrow(?:Left|Right|Up|Down)\b")


@pytest.mark.parametrize("path", sorted(PROGRAM.rglob("*.js")), ids=lambda path: path.stem)
def test_keys_with_alt_ctrl_or_command_stay_the_browsers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if '"keydown"' in text and KEYS.search(text):
        assert "isShortcut(event)" in text


@pytest.mark.parametrize("path", sorted(PROGRAM.rglob("*.js")), ids=lambda path: path.stem)
def test_storage_is_touched_where_a_browser_may_refuse_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"sessionStorage|indexedDB|document\.cookie", text)
    assert path.stem in {"host", "keeping"} or "localStorage" not in text
