"""What the search box tells the server, without a browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from geodash.link.state import DashboardState
from geodash.ui import session
from geodash.ui.header import SEARCH_KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.app.conftest import Page

    OpenPage = Callable[..., Page]


class Store(dict[str, Any]):
    """A session as the callback finds it: what the box sent, and a state."""

    def after(self, sent: object) -> DashboardState:
        self[SEARCH_KEY] = SimpleNamespace(filter=sent)
        session.take_search(SEARCH_KEY, "filter")
        state: DashboardState = self["geodash_state"]
        return state


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    found = Store(geodash_state=DashboardState(q="goma", actor=frozenset({"m23"})), geodash_notices=[])
    monkeypatch.setattr("geodash.ui.session.st.session_state", found)
    return found


def test_the_box_gets_little(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", q="belgium", lang="fr")
    sent = page.sent_to("search")
    assert sent.keys() == {"scene", "lang", "label", "q"}
    assert sent["scene"] == page.sent_to("panel")["scene"]
    assert (sent["q"], sent["lang"]) == ("belgium", "fr")


def test_words_take_the_place_of_words_and_none_clear_them(store: Store) -> None:
    assert store.after({"q": "  bukavu  airport "}) == DashboardState(
        q="bukavu airport", actor=frozenset({"m23"})
    )
    assert store.after({"q": ""}).q == ""


def test_a_party_is_added_to_the_parties(store: Store) -> None:
    assert store.after({"actor": "belgium"}).actor == {"m23", "belgium"}
    assert store["geodash_state"].q == "goma"


@pytest.mark.parametrize("sent", [None, 3, "q=1", [], {}, {"tab": "places"}, {"brief": "1"}])
def test_nothing_else_is_taken_in(store: Store, sent: object) -> None:
    before = store["geodash_state"]
    assert store.after(sent) == before


@pytest.mark.parametrize("sent", [{"q": "x" * 201}, {"actor": "<b>"}, {"actor": {"a": 1}}])
def test_what_makes_no_sense_is_said(store: Store, sent: dict[str, object]) -> None:
    before = store["geodash_state"]
    after = store.after(sent)
    assert after.actor == before.actor
    assert [notice.key for notice in store["geodash_notices"]] == ["notice.bad_value"]


def test_clearing_all_filters_empties_the_box(open_page: OpenPage) -> None:
    page = open_page(date="2025-03-17", q="bukavu", actor="m23").open_menu("w_filters")
    page.test.button(key="w_clear").click()
    page.again()
    assert page.sent_to("search")["q"] == ""
    assert page.query == {"date": "2025-03-17"}
