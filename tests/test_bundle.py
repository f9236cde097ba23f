"""The browser program as scripts: what is imported on first use stands apart, or within the one script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geodash.browser.bundle import bundle, first_used, later
from geodash.ui.resources import program

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "page/main": 'import { one } from "../core/one.js";\nexport const open = () => import("./rare.js");\n'
    "export const first = () => one();\n",
    "page/rare": 'import { one } from "../core/one.js";\nimport { two } from "../core/two.js";\n'
    "export const rare = () => one() + two();\n",
    "core/one": "export const one = () => 1;\n",
    "core/two": "export const two = () => 2;\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / f"{name}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_what_is_used_later_is_in_the_script_where_it_stands_nowhere_else(folder: Path) -> None:
    script = bundle("page/main", folder)
    assert "const $page_rare =" in script
    assert "Promise.resolve($page_rare)" in script
    assert "import(" not in script


def test_apart_it_takes_what_both_share_from_the_first(folder: Path) -> None:
    assert first_used("page/main", folder) == ["page/rare"]
    script = bundle("page/main", folder, {"page/rare": "rare-1.js"})
    assert 'import("./rare-1.js").then(({ make }) => make({ $core_one }))' in script
    assert "$page_rare" not in script
    assert "$core_two" not in script
    part = later("page/main", "page/rare", folder)
    assert part.startswith("export const make = ({ $core_one }) => {")
    assert "const $core_one =" not in part
    assert "const $core_two =" in part
    assert part.rstrip().endswith("return $page_rare;\n};")


def test_a_circle_over_a_later_use_is_refused(folder: Path) -> None:
    (folder / "core/two.js").write_text('import { open } from "../page/main.js";\nexport const two = open;\n')
    with pytest.raises(ValueError, match="import each other"):
        bundle("page/main", folder)


def test_a_server_hands_out_every_part() -> None:
    names = program().keys()
    main = next(content for name, content in program().items() if name.startswith("page-main"))
    parts = [name for name in names if name.startswith("parts-partycard-")]
    assert len(parts) == 1
    assert f'import("./{parts[0]}")'.encode() in main
