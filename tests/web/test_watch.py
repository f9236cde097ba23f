"""What the server counts and writes down: kinds of addresses, never what a visitor wrote."""

from __future__ import annotations

import json
import logging
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit.logger

from geodash.errors import DatasetError, Problem
from geodash.web import health, logs
from geodash.web.application import routes
from geodash.web.watch import REQUESTS, route_of
from tests.web.client import get

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = "wordofavisitor"
HOSTING = (Path(__file__).parents[2] / "docs" / "hosting.md").read_text(encoding="utf-8")


def counted(name: str, **labels: str) -> float:
    """A figure as it stands at /metrics, or 0 where it is not there yet."""
    wanted = ",".join(f'{label}="{value}"' for label, value in sorted(labels.items()))
    found = re.search(
        rf"^{name}{re.escape(f'{{{wanted}}}') if wanted else ''} (\S+)$", get("/metrics").text, re.MULTILINE
    )
    return float(found[1]) if found else 0.0


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """What is written as JSON lines; all of logging is put back afterwards."""
    root, manager = logging.getLogger(), logging.root.manager.loggerDict
    kept = {
        name: (logger, list(logger.handlers), logger.propagate, logger.level, logger.disabled)
        for name, logger in [("", root), *manager.items()]
        if isinstance(logger, logging.Logger)
    }
    monkeypatch.setattr(streamlit.logger, "setup_formatter", streamlit.logger.setup_formatter)
    for module, name in (("sys", "excepthook"), ("threading", "excepthook"), ("logging", "raiseExceptions")):
        monkeypatch.setattr(f"{module}.{name}", getattr(__import__(module), name))
    monkeypatch.setenv(logs.SETTING, "json")
    logs.begin()

    def written() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    with warnings.catch_warnings():
        yield written
    logging.captureWarnings(capture=False)
    for logger, handlers, propagate, level, disabled in kept.values():
        logger.handlers, logger.propagate, logger.disabled = handlers, propagate, disabled
        logger.setLevel(level)


def test_every_address_of_ours_has_a_kind_of_its_own() -> None:
    for route in routes():
        path = route.path.replace("{path:path}", "scenes/a.json").replace("{table}", "events")
        assert route_of(path) != "other", path
    for path in ("/nothing", f"/api/v1/{WORD}", "/_stcore/", "//", ""):
        assert route_of(path) == "other"


def test_requests_are_counted_by_kind_and_status() -> None:
    before = counted("geodash_requests_total", route="other", status="404")
    assert get(f"/{WORD}", {"q": WORD}).status == 404
    assert counted("geodash_requests_total", route="other", status="404") == before + 1
    assert counted("geodash_request_seconds_count", route="other") == before + 1
    assert WORD not in get("/metrics").text


def test_metrics_tell_of_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    told = get("/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert re.search(r'^geodash_data_info\{version="\d+\.\d+\.\d+"\} 1\.0$', told.text, re.MULTILINE)
    assert counted("geodash_data_ready") == 1
    assert counted("geodash_data_problems") == 0
    assert counted("process_resident_memory_bytes") > 0

    def broken() -> None:
        raise DatasetError([Problem("events.csv", 3, "id", "x", "say it once")] * 2)

    monkeypatch.setattr(health, "load_resources", broken)
    assert counted("geodash_data_ready") == 0
    assert counted("geodash_data_problems") == 2
    assert "geodash_data_info{" not in get("/metrics").text


def test_hosts_are_told_of_every_figure() -> None:
    documented = set(re.findall(r"`(geodash_\w+?)(?:\{[\w,]+\})?`", HOSTING))
    counted_here = re.findall(r"^# TYPE (geodash_\w+) ", get("/metrics").text, re.MULTILINE)
    assert documented == set(counted_here)


def test_metrics_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(health.COUNTING, "off")
    assert get("/metrics").status == 404


def test_pictures_by_address_are_counted() -> None:
    before = counted("geodash_export_seconds_count", kind="address", outcome="made")
    assert get("/picture.svg", {"date": "2024-05-04"}).status == 200
    assert counted("geodash_export_seconds_count", kind="address", outcome="made") == before + 1


def test_a_request_is_one_line_without_its_query(lines: Any) -> None:
    answer = get("/healthz", {"q": WORD}, referer=f"https://maps.example/?q={WORD}")
    (line,) = lines()
    assert line["logger"] == REQUESTS
    assert (line["method"], line["path"], line["status"], line["bytes"]) == ("GET", "/healthz", 200, 2)
    assert line["id"] == answer.headers["x-request-id"]
    assert line["ms"] >= 0
    assert line["time"].endswith("Z")
    assert WORD not in json.dumps(line)


def test_a_request_that_fails_is_a_line_too(lines: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError(WORD)

    monkeypatch.setattr(health, "load_resources", broken)
    with pytest.raises(RuntimeError):
        get("/readyz")
    (line,) = lines()
    assert (line["path"], line["status"], line["bytes"]) == ("/readyz", 500, 0)
    assert WORD not in json.dumps(line)


def test_the_number_of_a_proxy_is_kept_and_no_other_text() -> None:
    number = "0123456789abcdef" * 2
    assert get("/healthz", x_request_id=number).headers["x-request-id"] == number
    assert re.fullmatch("[0-9a-f]{32}", get("/healthz", x_request_id=WORD).headers["x-request-id"])


def test_problems_are_told_without_what_was_typed(lines: Any) -> None:
    before = counted("geodash_problems_total", level="error")
    lines()
    try:
        int(WORD)
    except ValueError:
        logging.getLogger("geodash.ui.export").exception(
            "The file could not be made: %s as %s", "data", "csv"
        )
        streamlit.logger.get_logger("streamlit.of_tomorrow").exception("Not read: %s\nof %s", WORD, WORD)
    ours, library = lines()
    assert ours["message"] == "The file could not be made: data as csv"
    assert library["message"] == "Not read: %s"
    for line in (ours, library):
        assert line["exception"] == "ValueError"
        assert line["at"][-1].endswith("test_problems_are_told_without_what_was_typed")
        assert line["id"]
        assert WORD not in json.dumps(line)
    assert counted("geodash_problems_total", level="error") == before + 2


def test_what_libraries_say_when_all_is_well_is_no_line(lines: Any) -> None:
    logging.getLogger("uvicorn.error").info("Uvicorn running on %s", "http://127.0.0.1")
    logging.getLogger("uvicorn.access").info('%s - "%s"', "127.0.0.1", f"/?q={WORD}")
    assert lines() == []


def test_a_warning_of_python_is_a_line(lines: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"{WORD} is old", DeprecationWarning, stacklevel=1)
    (line,) = lines()
    assert "DeprecationWarning" in line["message"]
    assert WORD not in json.dumps(line)


def test_the_usual_log_of_requests_has_no_query(caplog: pytest.LogCaptureFixture) -> None:
    logs.begin()
    logger = logging.getLogger("uvicorn.error")
    with caplog.at_level(logging.INFO, "uvicorn.error"):
        logger.info('%s - "WebSocket %s" [accepted]', "127.0.0.1", f"/_stcore/stream?q={WORD}")
    assert '"WebSocket /_stcore/stream" [accepted]' in caplog.text
    assert WORD not in caplog.text
