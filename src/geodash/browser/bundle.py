"""Modules of the program as one script: a browser asks once, and a page in one file has no one to ask.

A module becomes a function that gives what it exports, in an order in which each comes after those that it
imports. Only the forms that the program uses are understood; any other is an error, not a broken page.

What is imported on first use, by ``import("./name.js")``, is a script of its own where a server can hand it
out (`later`), which takes the modules that it shares with the first from there; elsewhere it is in the one.
"""

from __future__ import annotations

import posixpath
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROGRAM = Path(__file__).parent
"""Folder of the program's rooms: core, map, parts, timeline, page, tabs."""
_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[\w/-]+)\.js";$', re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.\.?/[\w/-]+)\.js"\)')
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b(?!\().*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
"""A comment on lines of its own: half of what a browser would be sent, and for readers of the source only."""
_ASIDE = re.compile(r"(?<=[;,{(\[]) // [^\n\"'`]*$", re.MULTILINE)
"""A comment behind code; one with a quotation mark stays, as it may be within a text."""
_INDENT = re.compile(r"^\s+", re.MULTILINE)
"""A fourteenth of what a browser would be sent; it means nothing, as no text of ours goes over lines."""
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def bundle(entry: str, folder: Path = PROGRAM, apart: Mapping[str, str] | None = None) -> str:
    """One script that does what the module ``entry`` of the program does, with all that it imports.

    Modules are named by their path in the folder, without ``.js``. In the script a module's exports are the
    properties of a constant named after it: ``variable(name)``. ``apart`` has the file names of what is
    imported on first use and stands beside the script; all else is in it.

    Raises
    ------
    ValueError
        If a module imports itself, over others or not, or has a form that is not understood.
    """
    order = _order(folder, entry, apart or {})
    asked = {name: _asked_for(folder, name, file, order) for name, file in (apart or {}).items()}
    script = "\n".join(_as_function(name, _source(folder, name), asked) for name in order)
    if found := _ENDS_SCRIPT.search(script):
        raise ValueError(f"A script in a page cannot hold {found[0]!r}.")
    return script


def first_used(entry: str, folder: Path = PROGRAM) -> list[str]:
    """Names of the modules that a program imports on first use."""
    order = _order(folder, entry, {})
    return sorted({found for name in order for found in _imported(folder, name, _LATER)})


def later(entry: str, name: str, folder: Path = PROGRAM) -> str:
    """The script of what the program of ``entry`` imports on first use, with what that adds to the first."""
    first = _order(folder, entry, dict.fromkeys(first_used(entry, folder), ""))
    own = [each for each in _order(folder, name, {}) if each not in first]
    body = "\n".join(_as_function(each, _source(folder, each), {}) for each in own)
    taken = ", ".join(map(variable, _shared(folder, own, first)))
    return f"export const make = ({{ {taken} }}) => {{\n{body}return {variable(name)};\n}};\n"


def _order(folder: Path, entry: str, apart: Mapping[str, str]) -> list[str]:
    order: list[str] = []
    _visit(folder, entry, (), order, apart)
    return order


def _shared(folder: Path, own: list[str], first: list[str]) -> list[str]:
    """What modules import of those of the first script."""
    used = {imported for each in own for imported in _imported(folder, each, _IMPORT)}
    return sorted(used.intersection(first))


def _asked_for(folder: Path, name: str, file: str, first: list[str]) -> str:
    """How a first script gets a module that is apart."""
    own = [each for each in _order(folder, name, {}) if each not in first]
    given = ", ".join(map(variable, _shared(folder, own, first)))
    return f'import("./{file}").then(({{ make }}) => make({{ {given} }}))'


def variable(name: str) -> str:
    """Name of the constant that holds the exports of a module.

    >>> variable("page/main")
    '$page_main'
    """
    return "$" + re.sub(r"\W", "_", name)


def _source(folder: Path, name: str) -> str:
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    return _INDENT.sub("", _ASIDE.sub("", _COMMENT.sub("", source)))


def _visit(
    folder: Path, name: str, path: tuple[str, ...], order: list[str], apart: Mapping[str, str]
) -> None:
    if name in path:
        raise ValueError(f"Modules import each other: {' -> '.join((*path, name))}.")
    if name in order or name in apart:
        return
    for imported in (*_imported(folder, name, _IMPORT), *_imported(folder, name, _LATER)):
        _visit(folder, imported, (*path, name), order, apart)
    order.append(name)


def _imported(folder: Path, name: str, form: re.Pattern[str]) -> Iterator[str]:
    """Names of what a module imports in a form, whose last group is the path."""
    return (_resolve(name, found[found.lastindex or 0]) for found in form.finditer(_source(folder, name)))


def _resolve(name: str, imported: str) -> str:
    """Name of what a module imports, from the path that it writes."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), imported))


def _as_function(name: str, source: str, asked: Mapping[str, str]) -> str:
    def at_first_use(found: re.Match[str]) -> str:
        imported = _resolve(name, found[1])
        return asked.get(imported, f"Promise.resolve({variable(imported)})")

    exported = [found[1] for found in _EXPORT.findall(source)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(partial(_as_constants, name), source))
    body = _LATER.sub(at_first_use, body)
    if other := _OTHER.search(body):
        raise ValueError(f"{name}.js: this form is not understood: {other[0]}")
    return f"const {variable(name)} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"


def _as_constants(name: str, found: re.Match[str]) -> str:
    return f"const {{{found[1].replace(' as ', ': ')}}} = {variable(_resolve(name, found[2]))};"
