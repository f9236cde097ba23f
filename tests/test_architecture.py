"""Imports point one way, the core stays free of the page's libraries, and files and functions stay short."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geodash.browser.bundle import PROGRAM, bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_LINES, MOST_OF_A_FUNCTION = 320, 55
SOURCE = Path(__file__).parents[1] / "src" / "geodash"

SAYING = {"model", "link", "i18n", "wording"}
"""Records, what is looked at, and how either is said."""
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "files": set(),
    "limits": set(),
    "shelf": set(),
    "switches": set(),
    "metrics": set(),
    "memory": set(),
    "model": {"errors"},
    "link": {"model", "errors", "limits"},
    "i18n": {"model"},
    "look": {"model"},
    "database": {"errors", "limits"},
    "package": {"model", "errors", "limits", "i18n", "look", "database"},
    "wording": {"model", "i18n", "link"},
    "browser": set(),
    "scene": SAYING | {"look"},
    "pictures": SAYING | {"look", "scene"},
    "interchange": SAYING | {"look"},
    "imports": {"model", "errors", "files", "limits", "i18n", "package", "wording", "interchange"},
    "products": SAYING | {"limits", "look", "scene", "browser", "pictures", "interchange", "memory"},
    "ui": SAYING
    | {
        "look",
        "scene",
        "browser",
        "pictures",
        "products",
        "package",
        "database",
        "imports",
        "errors",
        "files",
        "limits",
        "shelf",
        "switches",
        "metrics",
        "memory",
    },
    "web": SAYING
    | {
        "interchange",
        "pictures",
        "products",
        "ui",
        "errors",
        "limits",
        "shelf",
        "switches",
        "scene",
        "metrics",
        "memory",
    },
    "command": SAYING
    | {"interchange", "products", "package", "database", "imports", "errors", "files", "limits"},
    "cli": {"command"},
    "__main__": {"cli"},
}
"""What each part of the package may import from the others."""

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(text_of(path))))


def part_of(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


@cache
def imports_of(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            found.add(node.module or "")
            if node.module == "geodash":
                found |= {f"geodash.{alias.name}" for alias in node.names}
    return frozenset(found)


def libraries_of(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports_of(path)}


def found_in(paths: Iterable[Path], wrong: Callable[[Path], object]) -> dict[str, object]:
    """What is wrong, by the file in which it is."""
    return {name_of(path): found for path in paths if (found := wrong(path))}


def test_imports_point_one_way() -> None:
    def wrong(path: Path) -> set[str]:
        part = part_of(path)
        used = {name.split(".")[1] for name in imports_of(path) if name.startswith("geodash.")}
        return set() if part == "__init__" else used - {part} - MAY_IMPORT[part]

    assert found_in(MODULES, wrong) == {}


def test_only_page_and_server_import_streamlit() -> None:
    may = {"ui": set(), "web": {"folium"}}
    page = {"streamlit", "streamlit_folium", "folium"}
    assert found_in(MODULES, lambda path: libraries_of(path) & may.get(part_of(path), page)) == {}


ASKING = {"urllib.request", "http.client", "socket", "ssl", "ftplib", "requests", "httpx", "aiohttp"}
UNPACKING = {"pickle", "marshal", "shelve", "tarfile", "lxml"}
CONNECTING = re.compile(r"\.(connect|connect_ex|create_connection|send\w*)\(")
HANDED = {"products/handing.py", "products/worker.py"}
"""What writes for the processes that make files, and what opens it in these."""
READING = re.compile(
    r"\bET\.(parse|fromstring|iterparse|XML)\(|load_workbook|extractall|unpack_archive|read_excel"
)


def test_no_code_asks_a_host_or_opens_an_archive_or_xml() -> None:
    """So no address leads the server anywhere, and no bomb goes off: what is read is CSV and JSON.

    Imports unpack archives too, in `imports/reading` only, which bounds what comes out of them.
    `web/promptly.py` sets an option of sockets that are there, and connects none.
    """

    def wrong(path: Path) -> set[str]:
        text = text_of(path)
        allowed = {"socket"} if path.name == "promptly.py" and not CONNECTING.search(text) else set()
        allowed |= {"pickle"} if name_of(path) in HANDED else set()
        reading = {found[0] for found in READING.finditer(text)}
        if "reading" not in path.parts:
            reading |= {"python_calamine"} if "python_calamine" in text else set()
            reading |= set() if '"w"' in text else set(re.findall(r"ZipFile\([^)]*\)", text))
        return reading | imports_of(path) & (ASKING | UNPACKING) - allowed

    assert found_in(MODULES, wrong) == {}


def test_only_the_room_of_databases_speaks_to_one() -> None:
    speaking = {"psycopg", "psycopg_pool", "sqlalchemy", "alembic"}
    others = [path for path in MODULES if part_of(path) != "database"]
    assert found_in(others, lambda path: libraries_of(path) & speaking) == {}


def test_a_server_opens_no_pickle_and_its_workers_only_what_it_wrote() -> None:
    """One that is opened can run code: it travels from the server to a process of its own, never back."""
    opening = re.compile(r"\bpickle\.(loads?|Unpickler)\b|\bfrom pickle\b|\bmultiprocessing\b")
    texts = {name_of(path): text_of(path) for path in MODULES}
    assert [name for name, text in texts.items() if opening.search(text)] == ["products/worker.py"]
    assert "pickle.Unpickler" in texts["products/worker.py"]
    imported = re.compile(r"\bproducts(\.| import .*\b)worker\b")
    importing = {name for name, text in texts.items() if imported.search(text)}
    assert importing == {"products/errand.py", "products/worker.py"}  # which names the program, and itself
    assert '"-m", "geodash.products.worker"' in texts["products/errand.py"]


def test_the_core_loads_without_streamlit_and_folium() -> None:
    script = (
        "import sys, geodash.model.snapshot, geodash.model.changes, geodash.model.relations, "
        "geodash.model.selection, geodash.package, geodash.link.state; "
        "print([name for name in ('streamlit', 'folium') if name in sys.modules])"
    )
    run = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=SOURCE.parent
    )
    assert run.stdout.strip() == "[]"


def test_to_read_the_data_takes_no_library_that_is_slow_to_import() -> None:
    script = (
        "import sys; from geodash.package import load_dataset; load_dataset().event_columns; "
        "print([name for name in ('pandas', 'geopandas', 'pyproj') if name in sys.modules])"
    )
    run = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=SOURCE.parents[1]
    )
    assert run.stdout.strip() == "[]"


BROWSER_MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "map": {"core"},
    "parts": {"core"},
    "timeline": {"core", "parts"},
    "tabs": {"core", "parts"},
    "page": {"core", "map", "parts", "timeline", "tabs"},
}
"""What each room of the browser program may import from the others."""

SCRIPTS = sorted(PROGRAM.rglob("*.js"))


def script_name(path: Path) -> str:
    return path.relative_to(PROGRAM).with_suffix("").as_posix()


def test_rooms_of_the_browser_program_import_one_way() -> None:
    form = re.compile(r'^import .* from "([^"]+)";$|\bimport\("([^"]+)"\)', re.MULTILINE)

    def wrong(path: Path) -> set[str]:
        room = path.parent.name
        imported = [at_once or later for at_once, later in form.findall(text_of(path))]
        used = {(path.parent / name).resolve().parent.name for name in imported}
        return used - {room} - BROWSER_MAY_IMPORT[room]

    assert found_in(SCRIPTS, wrong) == {}


def test_no_script_imports_itself_over_others() -> None:
    for path in SCRIPTS:
        assert bundle(script_name(path))  # which raises where a circle is closed


def test_files_stay_short() -> None:
    lines = {name_of(path): len(text_of(path).splitlines()) for path in [*MODULES, *SCRIPTS]}
    assert {name: length for name, length in lines.items() if length > MOST_LINES} == {}


def test_functions_stay_short() -> None:
    def long(path: Path) -> dict[str, int]:
        functions = [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef)]
        lengths = [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions]
        return {name: length for name, length in lengths if length > MOST_OF_A_FUNCTION}

    assert found_in(MODULES, long) == {}


FUNCTION = re.compile(
    r"^( *)(?:export )?(?:async )?"
    r"(?:function (\w+)|(?:const|let) (\w+) = (?:async )?(?:\([^()]*\)|\w+) =>|(?:get )?(\w+)\().*\{$"
)
"""First line of a function or a method, as formatted; it ends at the brace under its beginning."""


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function of a script."""
    lines = text_of(path).splitlines()
    for start, line in enumerate(lines):
        if found := FUNCTION.match(line):
            end = next(row for row in range(start + 1, len(lines)) if lines[row].startswith(f"{found[1]}}}"))
            yield found[2] or found[3] or found[4], end - start + 1


def test_functions_of_the_browser_program_stay_short() -> None:
    def long(path: Path) -> dict[str, int]:
        return {name: length for name, length in functions_of(path) if length > MOST_OF_A_FUNCTION}

    assert found_in(SCRIPTS, long) == {}


def test_no_style_sheet_looks_at_what_is_inside() -> None:
    for path in (SOURCE / "browser").rglob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert ":has(" not in rules, f"{path.name}: :has() makes a browser check every ancestor of a change"
