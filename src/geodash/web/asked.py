"""What a request asks for: the state of a link, and the address under which its sender sees us."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from streamlit import config

from geodash.link.home import told_home
from geodash.link.pasted import parse_address
from geodash.link.state import settle
from geodash.ui.known import as_known
from geodash.ui.resources import load_resources

if TYPE_CHECKING:
    from starlette.requests import Request

    from geodash.link.state import DashboardState, Notice
    from geodash.model.dataset import Dataset
    from geodash.ui.resources import Resources

_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?|\[[0-9a-f:.]+\](:[0-9]{1,5})?", re.IGNORECASE)
_SCHEMES = ("http", "https")
_PATH = "server.baseUrlPath"


def looked_at(request: Request) -> tuple[Resources, DashboardState, list[Notice]]:
    """What the query of a request looks at, and how: the record of today, or as it was known on a day.

    Raises
    ------
    DatasetError
        If there are no data.
    """
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    resources = as_known(load_resources(), parse_address(query)[0].known)
    return resources, *state_of(request, resources.dataset)


def state_of(request: Request, dataset: Dataset) -> tuple[DashboardState, list[Notice]]:
    """The state that the query of a request asks for, as the page reads it, and what could not be met."""
    query = {name: request.query_params.getlist(name) for name in request.query_params}
    asked, notices = parse_address(query)
    state, fitted = settle(asked, dataset)
    return state, [*notices, *fitted]


def take_environment() -> None:
    """Take the page's path from the environment where another server than Streamlit's runs the application.

    ``streamlit run`` has done so by then, and a path on its command line goes before.
    """
    told = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH")
    if told is not None and not str(config.get_where_defined(_PATH)).startswith("command-line"):
        config.set_option(_PATH, told)


def base_path() -> str:
    """Where the page lies on its host: "/" or, say, "/maps/"."""
    inner = str(config.get_option(_PATH) or "").strip("/")
    return f"/{inner}/" if inner else "/"


def home_of(request: Request) -> str:
    """Address of the page as its reader knows it, with a slash at its end.

    It is what GEODASH_URL says, else host and scheme of the request, as a proxy before us forwards them.
    """
    if told := told_home():
        return told
    host, scheme = (
        (request.headers.get(f"x-forwarded-{name}") or usual).split(",")[0].strip()
        for name, usual in (("host", request.headers.get("host", "")), ("proto", request.url.scheme))
    )
    if not _HOST.fullmatch(host) or scheme not in _SCHEMES:
        return base_path()
    return f"{scheme}://{host}{base_path()}"
