"""An error of ours on a real server: a calm page with a number, and that number in the log."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import free_port
from tests.browser.contexts import ROOT
from tests.browser.hosts import started
from tests.browser.steps import go

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.opened import Dashboard

pytestmark = pytest.mark.browser
WORD = "sanctions"
SCRIPT = """
import streamlit as st
from geodash.ui import header, page
from geodash.ui.session import count_answered

draw = page.notice_bar

def fail(notices, problems, dataset, state, tr):
    if state.q:
        raise ValueError(f"not {state.q}")
    draw(notices, problems, dataset, state, tr)

@st.fragment
def part():
    if st.button("Fail"):
        raise KeyError(st.query_params["date"])

page.notice_bar = fail
page.main()
part()
"""


@pytest.fixture
def faulty(tmp_path: Path) -> list[str]:
    """The command of a server whose page fails where words filter, and a part of it on demand."""
    (tmp_path / "script.py").write_text(SCRIPT)
    text = (ROOT / "app.py").read_text()
    (tmp_path / "app.py").write_text(text.replace("st.App(PAGE", f"st.App({str(tmp_path / 'script.py')!r}"))
    return [sys.executable, "-m", "streamlit", "run", str(tmp_path / "app.py"), "--server.headless=true"]


def test_an_error_is_one_calm_page_with_a_number_of_the_log(
    faulty: list[str], dashboard: Callable[..., Dashboard]
) -> None:
    port = free_port()
    given = os.environ | {"GEODASH_LOG": "json"}
    with started([*faulty, f"--server.port={port}"], port, cwd=ROOT, env=given) as server:
        opened = dashboard(server=server.address)
        opened.page.goto(f"{server.address}/?date=2025-01-27&lang=fr&q={WORD}")
        shown = opened.page.locator(".gd-stopped")
        shown.get_by_role("heading", name="Cette page n’a pas pu être affichée").wait_for()
        text = shown.inner_text()
        assert WORD not in text
        assert shown.get_attribute("lang") == "fr"
        assert shown.bounding_box() == {"x": 0, "y": 0, "width": 1440, "height": 900}
        go(opened, f"{server.address}/?date=2025-01-27")
        assert shown.count() == 0
        assert opened.state()["date"] == "2025-01-27"
        opened.page.get_by_role("button", name="Fail").evaluate("(button) => button.click()")
        opened.page.get_by_text("This part could not be drawn.").wait_for(state="attached")
        assert shown.count() == 0
        assert json.loads(server.ask("/readyz").content)["problems"] == 0
    lines = [json.loads(line) for line in server.stderr.read_text().splitlines()]
    problems = [line for line in lines if line["logger"] != "geodash.request"]
    assert {line["exception"] for line in problems} == {"ValueError", "KeyError"}
    assert all(line["level"] == "error" and line["logger"] == "geodash.ui.failed" for line in problems)
    assert any(line["id"] in text for line in problems)
    assert any("script.py" in place for line in problems for place in line["at"])
    assert WORD not in server.stderr.read_text() + server.stdout.read_text()
