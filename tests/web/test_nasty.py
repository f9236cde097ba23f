"""Every address beside the page, asked for as nobody means well: an answer at once, and none of them 500."""

from __future__ import annotations

import logging
import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from geodash.interchange.tables import ANSWERS
from geodash.products.order import File
from geodash.web import picture
from geodash.web.application import routes
from tests.link.test_nasty import NASTY, asked
from tests.web.client import get

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset

COUNT = 100
OWN = ("limit", "offset", "format", "size")
"""What addresses take beside the parameters of links."""
RAW = (
    b"%ff=%fe",
    b"date=%ed%a0%80",
    b"q=%00",
    b"&&&===;;;",
    b"%",
    b"date=1" * 3_000,
    b"?" * 2_000,
)
"""Queries that no program writes; the server lets no other bytes through."""


def addresses() -> list[str]:
    """One address of each route, and of each table."""
    found = [*dict.fromkeys(route.path for route in routes())]
    tables = [path.replace("{table}", name) for path in found if "{table}" in path for name in ANSWERS]
    plain = [path for path in found if "{" not in path]
    return [
        "/",
        *plain,
        *tables,
        *(path.replace("{path:path}", "scenes/x/cards/y") for path in found if ":" in path),
    ]


@pytest.fixture(autouse=True)
def _no_picture_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long one takes is no matter here."""
    monkeypatch.setattr(picture, "have_made", lambda *_: File("x.svg", b"<svg/>", "image/svg+xml"))


@pytest.mark.parametrize("path", addresses())
def test_no_query_is_an_error_of_ours(path: str, dataset: Dataset, caplog: pytest.LogCaptureFixture) -> None:
    chance, slowest = Random(path), 0.0
    for number in range(COUNT):
        query = {name: texts[-1].replace("\ud800", "") for name, texts in asked(dataset, chance).items()}
        if number % 3 == 0:
            query[chance.choice(OWN)] = chance.choice(NASTY).replace("\ud800", "")
        sent = chance.choice(RAW) if number % 5 == 0 else query
        header = chance.choice(NASTY).encode("ascii", "ignore").decode()[:8_000]
        began = time.process_time()
        answer = get(path, sent, host=header, if_none_match=header, accept_encoding=header)
        slowest = max(slowest, time.process_time() - began)
        assert answer.status < 500, (path, sent)
        assert b"Traceback" not in answer.content
    assert slowest < 2, path  # the first of a kind reads what it answers with
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
