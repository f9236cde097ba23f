"""Bytes and JSON documents of the package: read, compared with the descriptor, parsed."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from geodash.errors import Problem
from geodash.limits import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodash.package.source import Files

UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, invisible marks that reorder text, halves of characters, and what XML cannot hold."""
TOO_LONG = f"shorten the text to {LONGEST_TEXT} characters"
REFRESH = "run `python geodata/build/describe.py` after checking that the change is meant"


def read_bytes(files: Files, path: str, problems: list[Problem]) -> bytes | None:
    """Content of a file of the package, or None with a problem."""
    try:
        return files.read(path)
    except FileNotFoundError:
        remedy = "the file is missing: restore it, or correct its path in datapackage.json"
    except (OSError, ValueError):
        remedy = "the file cannot be read: check that it is a plain file and that you may open it"
    problems.append(Problem(path, 0, "", "", remedy))
    return None


def verify(path: str, content: bytes, digest: str, size: int | None, problems: list[Problem]) -> None:
    """Report content whose size or sha256 is not the one described; an empty digest checks nothing."""
    if not digest:
        return
    if digest != f"sha256:{hashlib.sha256(content).hexdigest()}":
        remedy = f"the file is not the one that datapackage.json describes: {REFRESH}"
        problems.append(Problem(path, 0, "hash", digest[:15], remedy))
    elif size != len(content):
        remedy = f"the size in datapackage.json is stale: {REFRESH}"
        problems.append(Problem(path, 0, "bytes", str(size), remedy))


def parse_object(file: str, content: bytes, problems: list[Problem]) -> dict[str, Any] | None:
    """A JSON object from the bytes of a file, or None with a problem that names the line."""
    line, remedy = 1, "write one JSON object"
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line, remedy = content.count(b"\n", 0, error.start) + 1, "save the file as UTF-8"
    except json.JSONDecodeError as error:
        line, remedy = error.lineno, f"correct the JSON ({error.msg})"
    except RecursionError:
        remedy = "correct the JSON: it is nested too deeply"
    except ValueError as error:
        remedy = f"correct the JSON ({error})"
    else:
        if isinstance(document, dict):
            return document
    problems.append(Problem(file, line, "", "", remedy))
    return None


def text_problems(file: str, document: object) -> Iterator[Problem]:
    """Texts of a JSON document that no product could write: with control characters, or without an end."""
    for where, text in _texts_in(document):
        if found := UNWANTED.search(text):
            yield Problem(file, 0, where, repr(found[0])[1:-1], "remove the control character")
        elif len(text) > LONGEST_TEXT:
            yield Problem(file, 0, where, f"{text[:40]}…", TOO_LONG)


def _texts_in(document: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a JSON document, names of members among them, and where it stands.

    >>> [*_texts_in({"a": ["b", {"c": 1}]})]
    [('', 'a'), ('a[0]', 'b'), ('a[1]', 'c')]
    """
    if isinstance(document, str):
        yield where, document
    elif isinstance(document, list):
        for position, each in enumerate(document):
            yield from _texts_in(each, f"{where}[{position}]")
    elif isinstance(document, dict):
        for name, each in document.items():
            yield where, name
            shown = UNWANTED.sub("", name)[:40]
            yield from _texts_in(each, f"{where}.{shown}" if where else shown)
