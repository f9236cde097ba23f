"""What to do about a cell that the model refuses, in one short sentence."""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any

from geodash.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

DATE = "write the date as YYYY-MM-DD"
URL = "write an address that begins with http:// or https:// and has no spaces"
VALUE_LENGTH = 80

_PATTERNS = {
    "url": URL,
    "language": "write the two-letter code of the language, such as en or fr",
    "country": "write the three-letter code of the country, such as COD",
    "published": "write a day as YYYY-MM-DD, a month as YYYY-MM, or leave the cell empty",
    "field": "write the name of a column, or leave the cell empty where the record was added",
    "cameo": "write a CAMEO code of two to four digits, or leave the cell empty",
    "plover": "write a PLOVER category in capitals, with the mode after a slash if it is known",
}
_REMEDIES = {
    "missing": "fill in this cell: it must not be empty",
    "too_short": "name at least one, separated by semicolons",
    "int_parsing": "write a whole number in digits",
    "int_parsing_size": "write a smaller whole number",
    "int_from_float": "write a whole number in digits",
    "float_parsing": "write a number in decimal degrees, with a point",
    "finite_number": "write a finite number",
}
_MEMBER_REMEDIES = {
    "missing": "add this member: it must not be left out",
    "extra_forbidden": "take this member out, or correct its name (see the data dictionary, section 7)",
    "enum": "write one of the words that the data dictionary has for it, in section 7",
    "string_type": "write a text between quotation marks",
    "string_too_short": "write a text: it must not be empty",
    "dict_type": "write an object",
    "model_type": "write an object",
    "tuple_type": "write a list",
    "too_short": "write at least one",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
}
_MEMBER_PATTERNS = {
    "home": _PATTERNS["country"],
    "file_stem": "write lower-case letters, digits and hyphens only",
    "id": "write an id: a lower-case letter, then lower-case letters, digits and underscores only",
    "resource": "write the name of a resource: lower-case letters, digits, hyphens and underscores only",
    "light": "write a colour as #RRGGBB",
    "dark": "write a colour as #RRGGBB",
}


def did_you_mean(value: str, known: Collection[str]) -> str:
    """A hint such as " (did you mean `town`?)", or nothing where no known value resembles it."""
    close = get_close_matches(value, known, n=1, cutoff=0.6) if len(value) <= VALUE_LENGTH else []
    return f" (did you mean `{close[0]}`?)" if close else ""


def shorten(value: object) -> str:
    """A value as it may be shown in a problem: text on one line, cut where it is long."""
    text = "" if value is None else str(value)
    return text if len(text) <= VALUE_LENGTH else f"{text[: VALUE_LENGTH - 1]}…"


def cell_remedy(field: str, annotation: object, error: ErrorDetails) -> str:
    """What to do about one error that pydantic reports for a field with an annotation."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "enum":
        return _of_vocabulary(annotation, str(error["input"]))
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(field, "write an id: lower-case letters, digits and hyphens only")
    if kind.startswith("date"):
        return DATE
    if kind == "value_error":
        return DATE if "date" in str(context.get("error")) else "write true or false"
    if kind in {"greater_than", "greater_than_equal", "less_than_equal"}:
        return _of_range(kind, context)
    return _REMEDIES.get(kind, f"correct the value: {error['msg']}")


def member_remedy(error: ErrorDetails) -> str:
    """What to do about one error that pydantic reports for a member of the descriptor."""
    kind, field = error["type"], str(error["loc"][-1]) if error["loc"] else ""
    if kind == "string_pattern_mismatch":
        return _MEMBER_PATTERNS.get(field, "write a text without braces: it must not be empty")
    if kind.startswith("date"):
        return DATE
    if kind in {"greater_than", "greater_than_equal", "less_than_equal"}:
        return _of_range(kind, error["ctx"])
    return _MEMBER_REMEDIES.get(kind) or _REMEDIES.get(kind) or error["msg"].removeprefix("Value error, ")


def member_problems(file: str, member: str, error: ValidationError) -> Iterator[Problem]:
    """A problem for each thing that pydantic reports of a member of the descriptor."""
    for each in error.errors():
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in each["loc"])
        plain = each["type"] != "missing" and isinstance(each["input"], str | int | float)
        given = shorten(each["input"]) if plain else ""
        yield Problem(file, 0, member + where, given, member_remedy(each))


def _of_vocabulary(annotation: object, value: str) -> str:
    if not (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return "use a value of the vocabulary"
    words = [str(member.value) for member in annotation]
    return f"use one of {', '.join(words)}{did_you_mean(value, words)}"


def _of_range(kind: str, context: Mapping[str, Any]) -> str:
    words = {"greater_than": "above", "greater_than_equal": "of at least", "less_than_equal": "of at most"}
    limit = context.get("gt", context.get("ge", context.get("le")))
    return f"write a number {words[kind]} {limit}"
