"""Modules of the program as one script: a browser asks once, and a page in one file has no one to ask.

A module becomes a function that gives what it exports, in an order in which each comes after those that it
imports. Only the forms that the program uses are understood; any other is an error, not a broken page.
"""

from __future__ import annotations

import posixpath
import re
from functools import partial
from pathlib import Path

PROGRAM = Path(__file__).parent
"""Folder of the program's rooms: core, map, parts, timeline, page, tabs."""
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[\w/-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
"""A comment on lines of its own: half of what a browser would be sent, and for readers of the source only."""
_ASIDE = re.compile(r"(?<=[;,{(\[]) // [^\n\"'`]*$", re.MULTILINE)
"""A comment behind code; one with a quotation mark stays, as it may be within a text."""
_INDENT = re.compile(r"^\s+", re.MULTILINE)
"""A fourteenth of what a browser would be sent; it means nothing, as no text of ours goes over lines."""
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def bundle(entry: str, folder: Path = PROGRAM) -> str:
    """One script that does what the module ``entry`` of the program does, with all that it imports.

    Modules are named by their path in the folder, without ``.js``. In the script a module's exports are the
    properties of a constant named after it: ``variable(name)``.

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


def variable(name: str) -> str:
    """Name of the constant that holds the exports of a module.

    >>> variable("page/main")
    '$page_main'
    """
    return "$" + re.sub(r"\W", "_", name)


def _source(folder: Path, name: str) -> str:
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    return _INDENT.sub("", _ASIDE.sub("", _COMMENT.sub("", source)))


def _visit(folder: Path, name: str, path: tuple[str, ...], order: list[str]) -> None:
    if name in path:
        raise ValueError(f"Modules import each other: {' -> '.join((*path, name))}.")
    if name in order:
        return
    for _, imported in _IMPORT.findall(_source(folder, name)):
        _visit(folder, _resolve(name, imported), (*path, name), order)
    order.append(name)


def _resolve(name: str, imported: str) -> str:
    """Name of what a module imports, from the path that it writes."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), imported))


def _as_function(name: str, source: str) -> str:
    exported = [found[1] for found in _EXPORT.findall(source)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(partial(_as_constants, name), source))
    if other := _OTHER.search(body):
        raise ValueError(f"{name}.js: this form is not understood: {other[0]}")
    return f"const {variable(name)} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"


def _as_constants(name: str, found: re.Match[str]) -> str:
    return f"const {{{found[1].replace(' as ', ': ')}}} = {variable(_resolve(name, found[2]))};"
