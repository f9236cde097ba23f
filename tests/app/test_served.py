"""Files for browsers: swept away, on a full disk, by several at once. The page goes on."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import streamlit as st

from geodash.package import load_dataset
from geodash.ui import resources, served
from tests.smalldisk import mounted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geodash.model.dataset import Dataset
    from tests.app.conftest import Page
    from tests.conftest import TinyPackage

    OpenPage = Callable[..., Page]

SELECTED = {"date": "2025-01-27", "place": "goma"}
SMALL_DISK = "200k"

WRITER = """
import json, sys
from pathlib import Path
from geodash.package import load_dataset
from geodash.ui import resources, served
served.root = lambda: Path(sys.argv[1])
resources.KEPT_CARDS = 10
for number in range(150):
    address = resources.publish_card({"title": f"{sys.argv[2]} {number}", "text": "x" * 5000})
    assert address.startswith("../../cards/"), address
    resources.publish_card({"title": "the card that all look at"})
"""


def files_of(folder: Path) -> set[str]:
    """Files for browsers: not the one whose lock says that the folder is in use."""
    return {str(path.relative_to(folder)) for path in folder.rglob("[!.]*") if path.is_file()}


STAYS = """
import signal
from geodash.ui import served
print(served.root(), flush=True)
signal.pause()
"""


def test_a_killed_server_leaves_nothing_for_good(tmp_path: Path) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    started: list[subprocess.Popen[str]] = []

    def start() -> Path:
        process = subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, "-c", STAYS], env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        assert folder.is_dir()
        return folder

    try:
        killed, alive = start(), start()
        (tmp_path / "geodash-of-somebody").mkdir()
        started[0].kill()
        started[0].wait()
        young = start()
        assert killed.is_dir()  # a process has a minute to take hold of its folder
        for folder in (killed, alive):
            os.utime(folder / ".in-use", (0, 0))
        last = start()
        assert {path.name for path in tmp_path.iterdir()} == {
            alive.name,
            young.name,
            last.name,
            "geodash-of-somebody",
        }
    finally:
        for process in started:
            process.kill()
            process.communicate()


@pytest.fixture
def own_folder() -> Iterator[None]:
    """Another folder than that of other tests."""
    served._made.cache_clear()  # noqa: SLF001
    yield
    served._made.cache_clear()  # noqa: SLF001


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path, SMALL_DISK):
        yield tmp_path


def fill(disk: Path) -> Path:
    """Take all room of a disk; the file that does."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return ballast


@pytest.mark.usefixtures("fresh_data", "own_folder")
class TestSweptAway:
    def test_the_whole_folder(self, open_page: OpenPage) -> None:
        page = open_page(**SELECTED)
        folder = served.root()
        before = files_of(folder)
        assert {name.split("/", maxsplit=1)[0] for name in before} == {"code", "scenes", "cards"}
        shutil.rmtree(folder)
        page.again()
        assert files_of(folder) == before
        assert page.card["title"]

    @pytest.mark.parametrize("part", ["code", "scenes", "cards"])
    def test_one_old_file(self, open_page: OpenPage, part: str) -> None:
        page = open_page(**SELECTED)
        folder = served.root()
        before = files_of(folder)
        for name in before:
            if name.startswith(part):
                (folder / name).unlink()
                if part == "cards":
                    page.again()
                resources.load_resources()  # as every run of the page does
                assert files_of(folder) == before

    def test_last_good_data_is_served_again_while_the_data_is_broken(
        self, open_page: OpenPage, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
        page = open_page()
        before = files_of(served.root())
        tiny_package.set_cell("events.csv", 2, "date", "soon")
        shutil.rmtree(served.root())
        assert "last good version" in page.again().texts
        assert files_of(served.root()) == before

    def test_nothing_is_written_to_what_somebody_else_put_there(self, tmp_path: Path) -> None:
        folder = served.root()
        shutil.rmtree(folder)
        folder.symlink_to(tmp_path)
        assert (resources.publish_card({"title": "card"}) or "").startswith("data:")
        assert list(tmp_path.iterdir()) == []
        folder.unlink()
        assert (resources.publish_card({"title": "card"}) or "").startswith("../../cards/")


@pytest.mark.usefixtures("fresh_data", "own_folder")
class TestFullDisk:
    def test_the_page_goes_on_without_files(
        self, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        page = open_page(**SELECTED)
        shutil.rmtree(served.folder("cards"))

        def refuse(path: Path, *_: object, **__: object) -> None:
            raise OSError(28, "No space left on device", str(path))

        monkeypatch.setattr("geodash.scene.write.write_whole", refuse)
        kind, _, content = page.again().sent_to("panel")["detail"].partition(",")
        assert kind == "data:application/json;base64"
        assert json.loads(base64.b64decode(content))["title"]
        assert str(tmp_path) not in page.texts
        monkeypatch.undo()
        assert page.again().card["title"]

    def test_a_card_on_a_disk_that_is_full_is_never_served_empty(
        self, small_disk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(served, "root", lambda: small_disk)
        kept = resources.publish_card({"title": "kept"})
        ballast = fill(small_disk)
        card = {"title": "Goma", "text": "x" * 9000}
        address = resources.publish_card(card)
        assert address is not None
        assert json.loads(base64.b64decode(address.partition(",")[2])) == card
        assert resources.publish_card({"title": "kept"}) == kept  # which is there already
        assert "make room" in caplog.text
        assert all(path.stat().st_size for path in (small_disk / "cards").iterdir())
        ballast.unlink()
        written = resources.publish_card(card)
        assert written is not None
        assert json.loads((small_disk / "scenes" / "v" / written).resolve().read_text()) == card

    def test_a_long_mask_travels_in_the_message(
        self, small_disk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(served, "root", lambda: small_disk)
        fill(small_disk)
        mask = np.arange(100_000) % 3 == 0
        text = resources.publish_mask(mask)
        bits = np.frombuffer(base64.b64decode(text), np.uint8)
        assert (np.unpackbits(bits, bitorder="little")[: mask.size] == mask).all()

    def test_new_data_that_cannot_be_written_leaves_the_last_good_version(
        self, open_page: OpenPage, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
        page = open_page()
        scene = page.sent_to("panel")["scene"]

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(resources, "write_scene", refuse)
        os.utime(tiny_package.folder / "events.csv", (1, 1))
        assert page.again().sent_to("panel")["scene"] == scene
        assert "last good version" in page.texts
        assert "make room" in page.texts
        assert tempfile.gettempdir() not in page.texts
        monkeypatch.undo()
        monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
        assert page.again().sent_to("panel")["scene"] != scene
        assert "last good version" not in page.texts

    def test_a_server_without_any_place_to_write_says_so_in_both_languages(
        self, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
        page = open_page()
        assert "start geodash with TMPDIR" in page.texts
        assert "lancez geodash avec TMPDIR" in page.texts
        assert str(tmp_path) not in page.texts
        monkeypatch.undo()
        assert page.again().sent_to("panel")["scene"]


class TestManyAtOnce:
    def test_two_processes_share_a_folder(self, tmp_path: Path) -> None:
        writers = [
            subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-B", "-c", WRITER, tmp_path, name],
                env=os.environ | {"PYTHONPATH": str(Path(served.__file__).parents[2])},
                stderr=subprocess.PIPE,
                text=True,
            )
            for name in ("one", "two")
        ]
        assert [writer.communicate()[1] for writer in writers] == ["", ""]
        assert [writer.returncode for writer in writers] == [0, 0]
        left = list((tmp_path / "cards").iterdir())
        assert len(left) <= 11  # one may list while the other writes
        assert all(json.loads(path.read_text())["title"] for path in left)

    def test_a_folder_is_bounded_while_others_delete_in_it(self, tmp_path: Path) -> None:
        def work(number: int) -> None:
            for turn in range(40):
                path = tmp_path / f"{number}-{turn}"
                path.mkdir() if turn % 2 else path.touch()
                served.keep_newest(tmp_path, 5)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        served.keep_newest(tmp_path, 5)
        assert len(list(tmp_path.iterdir())) == 5
        served.keep_newest(tmp_path / "gone", 5)

    @pytest.mark.usefixtures("fresh_data", "own_folder")
    def test_caches_are_emptied_and_folders_swept_while_all_load(
        self, tiny_package: TinyPackage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GEODASH_DATA", str(tiny_package.folder))
        read: list[int] = []

        def load() -> Dataset:
            read.append(1)
            return load_dataset()

        monkeypatch.setattr(resources, "load_dataset", load)

        def visit(number: int) -> str:
            if number % 7 == 0:
                st.cache_resource.clear()  # what any browser may ask for
                st.cache_data.clear()
            if number % 11 == 0:
                shutil.rmtree(served.root(), ignore_errors=True)
            found = resources.load_resources()
            assert found.problems == () or "make room" in found.problems[0].remedy
            resources.publish_card({"title": f"{number}"})
            return found.scene

        resources.load_resources()
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(visit, range(120)))) == 1
        assert len(read) == 1
        assert resources.load_resources().problems == ()
