"""The read-only interface for programs: tables, asked for with the parameters of links."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from geodash.errors import DatasetError
from geodash.i18n import Translator
from geodash.interchange.answers import about_answer, objects_of
from geodash.interchange.csvzip import csv_of
from geodash.interchange.geojson import feature_of
from geodash.interchange.tables import ANSWERS
from geodash.limits import MAX_TEXT, MOST_ANSWERED
from geodash.link.pasted import foreign_names
from geodash.web.answers import no_data, problem, tagged
from geodash.web.asked import home_of, looked_at
from geodash.web.openapi import FORMATS, USUAL_LIMIT, description
from geodash.wording.preview import unmet

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geodash.interchange.fields import Row
    from geodash.interchange.tables import Table
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

PATH = "api/v1"
_WHOLE = re.compile("[0-9]{1,9}")
_BESIDE = frozenset({"format", "limit", "offset"})
"""Parameters of a question that no link has."""
_OF_THE_HOST = frozenset({"embed", "embed_options"})
"""What Streamlit reads in the address of a page."""
_HEADERS = {
    "Cache-Control": "public, max-age=60",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count",
}


async def answer(request: Request) -> Response:
    """One table, as ``format`` says; problems of the link are an answer of their own."""
    return await run_in_threadpool(_answer, request)


async def contents(request: Request) -> Response:
    """The OpenAPI document: what can be asked for, with what, and what comes back."""
    return JSONResponse(description(home_of(request) + PATH), headers={"Access-Control-Allow-Origin": "*"})


class _RefusedError(Exception):
    """A question that has no answer but why."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(title)
        self.answer = problem(status, title, detail)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for beside the link."""

    table: Table
    fmt: str
    limit: int
    offset: int


def _answer(request: Request) -> Response:
    try:
        question = _asked(request)
        dataset, state, tr = _linked(request)
    except _RefusedError as refused:
        return refused.answer
    except DatasetError:
        return no_data()
    rows = question.table.rows(dataset, state, tr)
    today = dt.datetime.now(dt.UTC).date()
    about = about_answer(question.table, dataset, state, tr, today) | _place_of(question, len(rows), request)
    shown = rows[question.offset : question.offset + question.limit]
    return _written(request, question, shown, about)


def _asked(request: Request) -> _Question:
    """The table, its format and the page of it."""
    name, fmt = str(request.path_params["table"]), request.query_params.get("format", "json")
    table = ANSWERS.get(name)
    if table is None:
        raise _RefusedError(404, "There is no such table.", f"There are {', '.join(ANSWERS)}.")
    if fmt not in FORMATS:
        raise _RefusedError(400, "There is no such format.", f"Formats are {', '.join(FORMATS)}.")
    if fmt == "geojson" and "lat" not in {column.name for column in table.columns}:
        raise _RefusedError(400, "This table has no places.", "Ask for json or csv.")
    given = {name: request.query_params.getlist(name) for name in request.query_params.keys() - _BESIDE}
    if foreign := sorted({*foreign_names(given)} - _OF_THE_HOST):  # else rows of another question would come
        raise _RefusedError(
            400, "There is no such parameter.", f"{', '.join(foreign)[:MAX_TEXT]}: see openapi.json."
        )
    limit = _number(request.query_params.get("limit", f"{USUAL_LIMIT}"))
    offset = _number(request.query_params.get("offset", "0"))
    if limit is None or offset is None or not 1 <= limit <= MOST_ANSWERED:
        known = f"limit is from 1 to {MOST_ANSWERED:,}, offset from 0 on."
        raise _RefusedError(400, "There is no such page.", known)
    return _Question(table, fmt, limit, offset)


def _linked(request: Request) -> tuple[Dataset, DashboardState, Translator]:
    """What the link looks at, its state, and its language."""
    resources, state, notices = looked_at(request)
    dataset = resources.dataset
    tr = Translator(state.lang, dataset.conflict)
    if said := unmet(notices, tr):
        raise _RefusedError(400, "The link cannot be shown as it is.", " ".join(said))
    return dataset, state, tr


def _number(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _place_of(question: _Question, count: int, request: Request) -> dict[str, Any]:
    """How many rows there are, which these are, and where the next ones are."""
    limit, offset = question.limit, question.offset
    following = None
    if offset + limit < count:
        following = f"?{urlencode(dict(request.query_params) | {'offset': str(offset + limit)})}"
    return {"count": count, "limit": limit, "offset": offset, "next": following}


def _written(request: Request, question: _Question, rows: tuple[Row, ...], about: dict[str, Any]) -> Response:
    columns = question.table.columns
    if question.fmt == "csv":
        content = csv_of(columns, rows).encode()
    elif question.fmt == "geojson":
        features = [feature_of(columns, row) for row in rows]
        content = _json({"type": "FeatureCollection", "geodash": about, "features": features})
    else:
        content = _json({"about": about, "rows": objects_of(columns, rows)})
    headers = _HEADERS | {"X-Total-Count": str(about["count"])}
    if about["next"]:
        headers["Link"] = f'<{about["next"]}>; rel="next"'
    return tagged(request, content, FORMATS[question.fmt], headers)


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
