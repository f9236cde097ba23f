"""The page of data and links that mean ill: what they hold is shown as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geodash.link.state import PARAMS
from tests.test_hostile import MARKUP, filled

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Page
    from tests.conftest import TinyPackage

    OpenPage = Callable[..., Page]


def assert_text_only(page: Page) -> None:
    """Our own HTML has none of the markup, and what Streamlit renders as Markdown has none of it either."""
    assert "<img" not in page.texts
    assert "alert(2)</script>" not in page.texts
    assert not page.test.markdown
    assert (
        "<"
        not in json.dumps(page.map_arguments["feature_group"])
        .replace("<\\\\/", "")
        .partition("geodashSettled = ")[2]
        .partition(";")[0]
    )


@pytest.mark.usefixtures("fresh_data")
def test_every_column_is_text_on_the_page(
    open_page: OpenPage, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled(tiny_package, MARKUP) >= 30
    monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
    for query in (
        {"days": "all"},
        {"event": "break-20250317"},
        {"place": "goma", "lang": "fr"},
        {"brief": "1"},
        {"v": "0.1"},
    ):
        page = open_page(**query)
        assert_text_only(page)
        if "event" in query or "place" in query:
            assert MARKUP in json.dumps(page.card, ensure_ascii=False)


@pytest.mark.parametrize("name", [param.name for param in PARAMS])
def test_every_parameter_is_text_on_the_page(open_page: OpenPage, name: str) -> None:
    assert_text_only(open_page(**{name: MARKUP}))


def test_every_parameter_at_once(open_page: OpenPage) -> None:
    page = open_page(**{param.name: MARKUP for param in PARAMS})
    assert_text_only(page)
    assert page.texts.count("&lt;img") >= len(PARAMS) - 2
