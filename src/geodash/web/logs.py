"""The log: as Python and Streamlit write it, or one JSON object a line, without a word of a visitor's.

``GEODASH_LOG=json`` asks for the latter. A line is a request (``geodash.request``) or a problem. Messages of
libraries are told without what they put into them, and exceptions by their types and places: a value that
could not be read may be what somebody typed.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import secrets
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit.logger

from geodash import metrics
from geodash.web.watch import REQUEST_ID, REQUESTS

if TYPE_CHECKING:
    from types import TracebackType

SETTING = "GEODASH_LOG"
_OURS = "geodash"
_FRAMES = 12
"""Places of a traceback that a line names, the last ones."""


def begin() -> None:
    """Set up the log as the environment asks for it. May be called again when more loggers have come."""
    _once(logging.getLogger("uvicorn.access"), _Shortened())
    _once(logging.getLogger("uvicorn.error"), _Shortened())
    _once(logging.getLogger("streamlit.error_util"), _ToldByUs())
    if os.environ.get(SETTING, "").strip().lower() != "json":
        return
    root = logging.getLogger()
    if not any(isinstance(handler, _Lines) for handler in root.handlers):
        root.handlers = [_Lines()]
        sys.excepthook = _uncaught
        threading.excepthook = _uncaught_in_thread
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # what cannot be written is not printed in another form
    logging.getLogger(REQUESTS).setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True
    # Streamlit gives each of its loggers a handler of its own, those that come later too.
    streamlit.logger.setup_formatter = _hand_on
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            _hand_on(logger)


def _once(logger: logging.Logger, added: logging.Filter) -> None:
    if not any(isinstance(each, type(added)) for each in logger.filters):
        logger.addFilter(added)


def _hand_on(logger: logging.Logger) -> None:
    """Let the root's handler write what a logger says, and no other."""
    logger.handlers = []
    logger.propagate = True


class _Shortened(logging.Filter):
    """Takes the query of an address out of the lines that the server writes of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, shortened."""
        if isinstance(record.args, tuple) and "%s" in str(record.msg):
            record.args = tuple(
                each.partition("?")[0] if isinstance(each, str) and each.startswith("/") else each
                for each in record.args
            )
        return True


class _ToldByUs(logging.Filter):
    """Leaves out Streamlit's word on an error of the page, which `ui/failed.py` tells with its number."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every other record pass."""
        return record.msg != "Uncaught app execution"


class _Lines(logging.Handler):
    """Writes requests and problems to stderr, a line each."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(_Line())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, if it is one of these, and count a problem."""
        is_problem = record.levelno >= logging.WARNING
        if is_problem:
            metrics.count_problem(record.levelname.lower())
        if is_problem or record.name == REQUESTS:
            try:
                sys.stderr.write(self.format(record) + "\n")
                sys.stderr.flush()
            except (OSError, ValueError):  # nobody reads it any more
                self.handleError(record)


class _Line(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Write when, how grave, of whom and what; and under which number to find what belongs to it."""
        when = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {
            "time": when.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "id": getattr(record, "id", "") or REQUEST_ID.get() or secrets.token_hex(4),
        }
        said |= getattr(record, "told", None) or {"message": _message(record)} | _failure(record)
        return json.dumps(said, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """What is said, on one line: of ours all of it, of libraries only the fixed part."""
    if record.name.partition(".")[0] == _OURS:
        return " ".join(record.getMessage().split())
    if record.name == "py.warnings":  # place, class and text
        place, _, rest = record.getMessage().partition(": ")
        return f"{_place(place)}: {rest.partition(':')[0]}"
    return str(record.msg).strip().partition("\n")[0]


def _failure(record: logging.LogRecord) -> dict[str, Any]:
    """Type and places of the exception that a record tells of, and of the one behind it; no value of it."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return {}
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    found = {
        "exception": _type_of(error),
        "at": [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    behind = error.__cause__ or error.__context__
    return found | ({"cause": _type_of(behind)} if behind is not None else {})


def _place(file: str) -> str:
    """A file of code by its last names, without the folders of the server."""
    return "/".join(Path(file).parts[-3:])


def _type_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(_OURS).critical("The server has failed.", exc_info=(kind, error, trace))


def _uncaught_in_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        found = (failed.exc_type, failed.exc_value, failed.exc_traceback)
        logging.getLogger(_OURS).critical("A thread has failed.", exc_info=found)
