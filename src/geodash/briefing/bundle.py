"""Modules of the assets as one script, for a page that fetches nothing.

A module becomes a function that gives what it exports, in an order in which each comes after those that it
imports. Only the forms that the assets use are understood; any other is an error, not a broken page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def bundle(folder: Path, entry: str) -> str:
    """One script that does what the module ``entry`` of a folder does, with all that it imports.

    Raises
    ------
    ValueError
        If a module imports itself, over others or not, or has a form that is not understood.
    """
    order: list[str] = []
    _visit(folder, entry, (), order)
    script = "\n".join(_as_function(name, _source(folder, name)) for name in order)
    if found := _ENDS_SCRIPT.search(script):
        raise ValueError(f"A script in a page cannot hold {found[0]!r}.")
    return script


def _source(folder: Path, name: str) -> str:
    return (folder / f"{name}.js").read_text(encoding="utf-8")


def _visit(folder: Path, name: str, path: tuple[str, ...], order: list[str]) -> None:
    if name in path:
        raise ValueError(f"Modules import each other: {' -> '.join((*path, name))}.")
    if name in order:
        return
    for _, imported in _IMPORT.findall(_source(folder, name)):
        _visit(folder, imported, (*path, name), order)
    order.append(name)


def _as_function(name: str, source: str) -> str:
    exported = [found[1] for found in _EXPORT.findall(source)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(_as_constants, source))
    if other := _OTHER.search(body):
        raise ValueError(f"{name}.js: this form is not understood: {other[0]}")
    return f"const {_variable(name)} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"


def _as_constants(found: re.Match[str]) -> str:
    return f"const {{{found[1].replace(' as ', ': ')}}} = {_variable(found[2])};"


def _variable(name: str) -> str:
    return "$" + name.replace("-", "_")
