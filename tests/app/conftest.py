"""A page under AppTest, with short ways to what it sent to the browser."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urljoin

import pytest
from streamlit.testing.v1 import AppTest

from geodash.ui import resources
from tests.web.client import get

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

APP = Path(__file__).parents[2] / "src" / "geodash" / "ui" / "script.py"


@dataclass(frozen=True)
class Page:
    """One run of the page."""

    test: AppTest

    @property
    def query(self) -> dict[str, str]:
        return {
            name: values if isinstance(values, str) else values[-1] for name, values in self._params.items()
        }

    @property
    def _params(self) -> dict[str, Any]:
        return dict(self.test.query_params)

    def sent_to(self, component: str) -> dict[str, Any]:
        """Data of one of our browser components."""
        for element in self.test.get("bidi_component"):
            if element.proto.component_name == component:
                data: dict[str, Any] = json.loads(element.proto.json)
                return data
        raise AssertionError(f"The page has no {component}.")

    @property
    def card(self) -> dict[str, Any]:
        """The card that the panel is told to show."""
        sent = self.sent_to("panel")
        path, _, query = urljoin(f"/{sent['scene']}", sent["detail"]).partition("?")
        card: dict[str, Any] = json.loads(get(path, dict(parse_qsl(query))).content)
        return card

    @property
    def map_arguments(self) -> dict[str, Any]:
        (element,) = self.test.get("component_instance")
        arguments: dict[str, Any] = json.loads(element.proto.json_args)
        return arguments

    @property
    def texts(self) -> str:
        return "\n".join(element.proto.body for element in self.test.get("html"))

    def open_menu(self, key: str) -> Page:
        """Open a menu of the header: what is in it is sent only then."""
        self.test.session_state[key] = True
        return self.again()

    def change(self, **values: object) -> Page:
        """Change the state as a part of the page in the browser does."""
        state = self.test.session_state["geodash_state"]
        self.test.session_state["geodash_state"] = replace(state, **values)
        self.test.session_state["geodash_changed"] = True
        return self.again()

    def again(self) -> Page:
        self.test.run()
        assert not self.test.exception
        return self


@pytest.fixture
def open_page() -> Callable[..., Page]:
    """Open the page at a query string."""

    def open_at(**query: str) -> Page:
        test = AppTest.from_file(str(APP), default_timeout=60)
        for name, text in query.items():
            test.query_params[name] = text
        return Page(test).again()

    return open_at


@pytest.fixture
def fresh_data() -> Iterator[None]:
    """No version of the data is loaded yet, and none of this test stays."""

    def forget() -> None:
        resources._load.cache_clear()  # noqa: SLF001
        resources._LAST_GOOD.clear()  # noqa: SLF001
        resources._VERSIONS.clear()  # noqa: SLF001

    forget()
    yield
    forget()
