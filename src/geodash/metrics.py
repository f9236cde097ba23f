"""What is counted of a running server, for whoever watches it. No label is ever a text of a visitor."""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

disable_created_metrics()  # type: ignore[no-untyped-call]
TYPE = "text/plain; version=0.0.4; charset=utf-8"
REGISTRY = CollectorRegistry()
"""Ours alone: what libraries register elsewhere is not told."""
ProcessCollector(registry=REGISTRY)
_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_SLOW = (0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320)

_SESSIONS = Gauge("geodash_sessions", "Pages connected now.", registry=REGISTRY)
_SETTLES = Histogram(
    "geodash_settle_seconds",
    "Runs of the page that answered a settled change, from its arrival to the last element sent.",
    buckets=_QUICK,
    registry=REGISTRY,
)
_EXPORTS = Histogram(
    "geodash_export_seconds",
    "Files ordered, from the order to its end, by kind and by what became of them.",
    ("kind", "outcome"),
    buckets=_SLOW,
    registry=REGISTRY,
)
_REQUESTS = Counter(
    "geodash_requests", "Requests answered, by kind of address.", ("route", "status"), registry=REGISTRY
)
_LATENCY = Histogram(
    "geodash_request_seconds",
    "Time from a request to the end of its answer; connections of pages are not among them.",
    ("route",),
    buckets=_QUICK,
    registry=REGISTRY,
)
_DATA = Gauge("geodash_data_info", "Version of the data that is shown.", ("version",), registry=REGISTRY)
_READY = Gauge("geodash_data_ready", "1 if there are data to show, else 0.", registry=REGISTRY)
_FAULTS = Gauge(
    "geodash_data_problems", "Problems of the data package as it is on disk now.", registry=REGISTRY
)
_TO_SHRINK = Gauge(
    "geodash_files_to_shrink", "Files that will be packed smaller once no page opens.", registry=REGISTRY
)
_PROBLEMS = Counter(
    "geodash_problems", "Problems that the log tells of, by level.", ("level",), registry=REGISTRY
)


def page_connected(change: int) -> None:
    """Count a page that connects (1) or goes (-1)."""
    _SESSIONS.inc(change)


def count_to_shrink(number: int) -> None:
    """Set how many files will be packed smaller."""
    _TO_SHRINK.set(number)


def count_settle(seconds: float) -> None:
    """Count a settled change that was answered within so many seconds."""
    _SETTLES.observe(seconds)


def count_export(kind: str, outcome: str, seconds: float) -> None:
    """Count a file that was ordered; kind and outcome are words of ours, never of a visitor."""
    _EXPORTS.labels(kind, outcome).observe(seconds)


def count_request(route: str, status: int, seconds: float | None) -> None:
    """Count an answer by the kind of its address; without seconds it was a connection that stayed open."""
    _REQUESTS.labels(route, str(status)).inc()
    if seconds is not None:
        _LATENCY.labels(route).observe(seconds)


def count_problem(level: str) -> None:
    """Count a line of the log, of level ``warning``, ``error`` or ``critical``."""
    _PROBLEMS.labels(level).inc()


def tell_data(version: str | None, problems: int) -> None:
    """Say which version of the data is shown, if any, and how many problems the package on disk has."""
    _DATA.clear()
    if version is not None:
        _DATA.labels(version).set(1)
    _READY.set(version is not None)
    _FAULTS.set(problems)


def exposition() -> bytes:
    """All of it in the text format of Prometheus, as ``TYPE`` says."""
    return generate_latest(REGISTRY)
