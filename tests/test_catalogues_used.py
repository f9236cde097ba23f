"""Every text of the catalogues is asked for somewhere, in full or by a name that is put together."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from geodash.i18n import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src" / "geodash"
ANY = "\0"
"""Stands for what a string is completed with when the program runs."""
IN_JAVASCRIPT = re.compile(r"\"([\w.-]+)\"|`([^`]*)`|\b(\w+):")
"""Short strings, templates, and names of fields: what a key can be made of."""


def strings_of(path: Path) -> Iterator[str]:
    """String literals of a module, with ANY for each value put into one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        for string, template, field in IN_JAVASCRIPT.findall(text):
            yield string or field or re.sub(r"\$\{[^{}]*\}", ANY, template)
            yield from re.findall(r"\"([\w.-]+)\"", template)
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else ANY for part in node.values)


def matches(said: str, key: str) -> bool:
    pattern = ".+".join(map(re.escape, said.split(ANY)))
    return re.fullmatch(pattern, key) is not None


def test_every_key_is_used() -> None:
    paths = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.js")]
    keys = {re.sub(r"_(one|other)$", "", key) for key in catalogue("en")}
    said = {text for path in paths for text in strings_of(path) if re.fullmatch(r"[\w.\0-]+", text)}
    plain = {text for text in said if ANY not in text}
    # A module that asks with `relations.{key}` names the rest elsewhere: there the rest is looked for alone.
    open_ended = {part for part in {key.partition(".")[0] for key in keys} if f"{part}.{ANY}" in said}
    built = {text for text in said - plain if len(text.replace(ANY, "")) > 2}
    built -= {f"{name}.{ANY}" for name in open_ended}
    endings = [text for text in plain if text.startswith("_")]

    def is_used(key: str) -> bool:
        part, _, name = key.partition(".")
        names = {key, name} if part in open_ended else {key}
        names |= {each.removesuffix(ending) for each in names for ending in endings}
        return bool(names & plain) or any(matches(text, each) for text in built for each in names)

    unused = sorted(key for key in keys if not is_used(key))
    assert not unused, "\n".join(unused)
