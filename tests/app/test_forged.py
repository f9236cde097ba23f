"""What a browser that is none of ours sends: it costs its sender a notice, and others nothing."""

from __future__ import annotations

import json
import time
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from geodash.link.state import FROM_BROWSER
from geodash.ui import resources

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Page

    OpenPage = Callable[..., Page]

TEXTS = ["", "x", "<b>", "../..", "\u202e", "2025-01-27", "9" * 400, "x" * 5_000]
VALUES: list[Any] = [*TEXTS, None, True, -1, 0, 2**63, 1e308, [], {}, [[]], {"a": {"b": []}}, [1] * 2_000]
LONG = "x" * 900_000
"""As long as a message may be that the server takes in."""
TOO_LONG = "x" * 10_000_000


def deep(levels: int) -> Any:
    value: Any = "x"
    for number in range(levels):
        value = [value] if number % 2 else {"date": value}
    return value


def send(page: Page, widget: str, field: str, value: Any) -> Page:
    """Hand the page a value for one of its widgets, as a message of the browser does."""
    states = WidgetStates()
    state = states.widgets.add()
    state.id = widget
    if field.endswith("array_value"):
        getattr(state, field).data.extend(value)
    else:
        setattr(state, field, value)
    page.test._run(states)  # noqa: SLF001  the public way sends only what its widgets can hold
    return page


def triggered(page: Page, component: str, event: str, value: Any) -> Page:
    """The same, for what one of our parts of the page tells."""
    (found,) = [
        element.proto.id
        for element in page.test.get("bidi_component")
        if element.proto.component_name == component
    ]
    told = json.dumps([{"event": event, "value": value}])
    return send(page, f"$$STREAMLIT_INTERNAL_KEY_{found}__events", "json_trigger_value", told)


def kept(page: Page) -> Any:
    return page.test.session_state["geodash_state"]


@pytest.fixture(scope="module")
def forged_settles() -> list[dict[str, Any]]:
    chance = Random(3)
    one_by_one: list[dict[str, Any]] = [{name: value} for name in FROM_BROWSER for value in VALUES]
    mixed = [
        {chance.choice([*FROM_BROWSER, "rev", "lang", "x"]): chance.choice(VALUES) for _ in range(4)}
        for _ in range(100)
    ]
    return [*one_by_one, *mixed, {"rev": "x"}, {"rev": -1}, {"rev": 1e300}, {"rev": []}, {"rev": True}]


def test_no_forged_settle_ends_in_an_error(open_page: OpenPage, forged_settles: list[dict[str, Any]]) -> None:
    page = open_page(date="2025-03-17")
    for value in Random(1).sample(forged_settles, 60):
        page = triggered(page, "timeline", "settle", value)
        assert not page.test.exception, value
        assert page.sent_to("timeline")["settled"]["rev"] <= 1e12


SENSELESS = ["x", 3, [], None, deep(50), {"date": deep(400)}, {"date": LONG}, {"story": LONG}]


@pytest.mark.parametrize("value", SENSELESS)
def test_what_is_not_understood_changes_nothing(open_page: OpenPage, value: Any) -> None:
    page = open_page(date="2025-03-17", q="goma")
    begun = time.process_time()
    for component, event in (("timeline", "settle"), ("search", "filter")):
        page = triggered(page, component, event, value)
        assert not page.test.exception
    assert page.query == {"date": "2025-03-17", "q": "goma"}
    assert time.process_time() - begun < 5
    assert len(page.texts) < 500_000


@pytest.mark.parametrize(
    "value", [*filter(None, VALUES), None, "war", ["battle"], {"battle": 1}, deep(50), LONG]
)
def test_a_category_that_the_legend_does_not_have_is_not_kept(open_page: OpenPage, value: Any) -> None:
    page = open_page(date="2025-03-17", cat="battle")
    page = triggered(page, "panel", "filter", {"keep": value})
    assert not page.test.exception
    assert page.query == {"date": "2025-03-17", "cat": "battle"}


def test_the_legend_keeps_the_categories_that_it_names(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", cat="battle")
    page = triggered(page, "panel", "filter", {"keep": "battle,sanctions"})
    assert page.query["cat"] == "battle,sanctions" == page.sent_to("panel")["settled"]["cat"]
    page = triggered(page, "panel", "filter", {"keep": ""})
    assert "cat" not in page.query


def test_a_bad_value_is_said_to_its_sender_only(open_page: OpenPage) -> None:
    other, page = open_page(date="2025-01-27"), open_page(date="2025-03-17")
    page = triggered(page, "timeline", "settle", {"rev": 3, "date": "<b>soon</b>", "days": {"a": 1}})
    assert "&lt;b&gt;soon&lt;/b&gt;" in page.texts
    assert "days “dict” could not be read" in page.texts
    assert page.query == {"date": "2025-03-17"}
    assert "could not be read" not in other.again().texts
    assert other.query == {"date": "2025-01-27"}


@pytest.mark.parametrize("told", [1, "x", "nan,nan,nan", "1,2", [1, 2, 3], {"a": 1}, deep(200), LONG])
def test_a_forged_view_of_the_map_is_none(open_page: OpenPage, told: Any) -> None:
    page = open_page(date="2025-03-17").open_menu("w_export")
    (found,) = [
        element.proto.id
        for element in page.test.get("bidi_component")
        if element.proto.component_name == "viewport"
    ]
    page.test.session_state["w_export"] = True
    send(page, found, "json_value", json.dumps({"view": told}))
    assert not page.test.exception


PLAIN = {
    "trigger_value": True,
    "bool_value": True,
    "double_value": float("nan"),
    "int_value": -(2**62),
    "string_value": "x" * 1_000_000,
    "json_value": '{"view": {}}',
    "bytes_value": b"\x00" * 1_000,
    "json_trigger_value": '[{"event": "settle", "value": {"date": []}}]',
    "int_array_value": [99, -1],
    "double_array_value": [1e308],
    "string_array_value": ["x", "\u202e"],
}


def test_every_widget_takes_every_type_of_value(open_page: OpenPage) -> None:
    """Streamlit shows the sender an error, at worst, without what went wrong; the next run is well."""
    assert PLAIN.keys() <= {field.name for field in WidgetState.DESCRIPTOR.fields}
    other = open_page(date="2025-01-27")
    page = open_page(date="2025-03-17")
    for menu in ("w_filters", "w_layers_pop", "w_data", "w_export"):
        page = page.open_menu(menu)
    found = [*page.test.main, *page.test.get("bidi_component"), *page.test.get("component_instance")]
    ids = {getattr(element.proto, "id", "") for element in found if hasattr(element, "proto")}
    assert len(ids) > 20
    for widget in sorted(filter(None, ids)):
        for field, value in PLAIN.items():
            send(page, widget, field, value)
            shown = " ".join(each.value for each in page.test.exception)
            assert "Traceback" not in shown, (widget, field)
            assert "geodash" not in shown, (widget, field)
    assert other.again().query == {"date": "2025-01-27"}


def assert_told_nothing(page: Page) -> None:
    """The sender sees that there was an error, and not which."""
    (shown,) = page.test.exception
    assert "redacted" in shown.value
    assert not shown.proto.stack_trace


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5_000, f'{{"date": {"[" * 9_000}{"]" * 9_000}}}'])
def test_what_python_itself_refuses_to_read_costs_its_sender_one_run(open_page: OpenPage, value: str) -> None:
    other, page = open_page(date="2025-01-27"), open_page(date="2025-03-17")
    (found,) = [
        element.proto.id
        for element in page.test.get("bidi_component")
        if element.proto.component_name == "timeline"
    ]
    told = f'[{{"event": "settle", "value": {value}}}]'
    assert_told_nothing(send(page, f"$$STREAMLIT_INTERNAL_KEY_{found}__events", "json_trigger_value", told))
    assert page.again().query == {"date": "2025-03-17"}
    assert other.again().query == {"date": "2025-01-27"}


def test_a_message_beyond_all_measure_is_refused(open_page: OpenPage) -> None:
    other, page = open_page(date="2025-01-27"), open_page(date="2025-03-17")
    page = triggered(page, "timeline", "settle", {"date": TOO_LONG})
    assert_told_nothing(page)
    assert page.again().query == {"date": "2025-03-17"}
    assert other.again().query == {"date": "2025-01-27"}


@pytest.mark.usefixtures("fresh_data")
def test_emptying_streamlits_caches_costs_others_nothing(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(date="2025-03-17")

    def read_again(*_: object) -> None:
        raise AssertionError("the data were read again")

    monkeypatch.setattr(resources, "load_dataset", read_again)
    st.cache_data.clear()
    st.cache_resource.clear()
    assert page.again().query == {"date": "2025-03-17"}
    assert open_page(date="2025-01-27").query == {"date": "2025-01-27"}


def test_a_session_that_has_emptied_itself_goes_on(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", q="goma")
    for key in ("geodash_state", "geodash_written", "geodash_notices", "geodash_rev"):
        if key in page.test.session_state:
            del page.test.session_state[key]
    page = triggered(page, "timeline", "settle", {"rev": 2, "date": "2025-01-27"})
    assert not page.test.exception
    assert page.query == {"date": "2025-03-17", "q": "goma"}
