"""A file is written whole or not at all, also where the disk is full."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geodash.files import write_folder, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD, NEW = b"good old bytes", b"x" * 300_000
MOST = 100_000

FULL = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({MOST}, {MOST}))
sys.argv[0] = "geodash"
"""
"""Start of a program on whose disk no file grows beyond MOST bytes: a write fails in its middle."""

EXPORT = FULL + "from geodash.cli import main; main()"


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-B", "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "src")},
    )


@contextmanager
def without_rights() -> Iterator[None]:
    """As an ordinary user: who runs the tests may be one to whom no file is protected."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(before)


class TestFullDisk:
    @pytest.mark.parametrize("before", [OLD, None], ids=["over a good file", "new"])
    @pytest.mark.parametrize("fmt", ["geojson", "docx"])
    def test_an_export_leaves_what_was_there(self, tmp_path: Path, before: bytes | None, fmt: str) -> None:
        target = tmp_path / f"brief.{fmt}"
        if before:
            target.write_bytes(before)
        done = run(EXPORT, "export", "--date", "2025-03-17", "--format", fmt, "-o", target)
        assert done.returncode == 1
        assert done.stdout == ""
        making, error = done.stderr.splitlines()
        assert making.startswith("Making")
        assert error.startswith(f"Error: {target} was not written")
        assert "make room" in error
        assert [path.name for path in tmp_path.iterdir()] == ([target.name] if before else [])
        assert not before or target.read_bytes() == before


class TestWriteWhole:
    def test_a_new_file_has_the_usual_permissions(self, tmp_path: Path) -> None:
        usual, ours = tmp_path / "usual", tmp_path / "ours"
        usual.touch()
        write_whole(ours, NEW)
        assert ours.read_bytes() == NEW
        assert ours.stat().st_mode == usual.stat().st_mode

    def test_a_file_that_is_replaced_keeps_its_permissions(self, tmp_path: Path) -> None:
        target = tmp_path / "file"
        target.write_bytes(OLD)
        target.chmod(0o640)
        write_whole(target, NEW)
        assert target.read_bytes() == NEW
        assert stat.S_IMODE(target.stat().st_mode) == 0o640

    @pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing yet"])
    def test_a_link_stays_a_link(self, tmp_path: Path, there: bool) -> None:  # noqa: FBT001
        target, link = tmp_path / "real" / "file", tmp_path / "link"
        target.parent.mkdir()
        if there:
            target.write_bytes(OLD)
        link.symlink_to(Path("real") / "file")
        write_whole(link, NEW)
        assert link.is_symlink()
        assert target.read_bytes() == NEW
        assert [path.name for path in target.parent.iterdir()] == ["file"]

    def test_what_is_no_file_is_written_to_and_stays(self, tmp_path: Path) -> None:
        pipe, got = tmp_path / "pipe", []
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
        reader.start()
        write_whole(pipe, NEW)
        reader.join()
        assert got == [NEW]
        assert pipe.is_fifo()

    @pytest.mark.parametrize("protected", ["file", "folder"])
    def test_what_is_write_protected_is_not_replaced(self, protected: str) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder, target = Path(name), Path(name, "file")
            target.write_bytes(OLD)
            target.chmod(0o444 if protected == "file" else 0o666)
            folder.chmod(0o777 if protected == "file" else 0o555)
            with without_rights(), pytest.raises(PermissionError):
                write_whole(target, NEW)
            assert target.read_bytes() == OLD
            assert list(folder.iterdir()) == [target]
            folder.chmod(0o700)

    @pytest.mark.parametrize("step", ["fsync", "fchmod"])
    def test_whatever_fails_nothing_is_left(
        self, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise KeyboardInterrupt

        target = tmp_path / "file"
        target.write_bytes(OLD)
        monkeypatch.setattr(os, step, fail)
        with pytest.raises(KeyboardInterrupt):
            write_whole(target, NEW)
        assert [path.name for path in tmp_path.iterdir()] == ["file"]
        assert target.read_bytes() == OLD

    def test_a_name_as_long_as_may_be(self, tmp_path: Path) -> None:
        target = tmp_path / ("x" * 255)
        write_whole(target, NEW)
        assert target.read_bytes() == NEW


class TestWriteFolder:
    FILES = {"index.html": NEW, "inner/deep/file": OLD}  # noqa: RUF012  never changed

    @staticmethod
    def contents(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    @pytest.mark.parametrize("before", [True, False], ids=["over another", "new"])
    def test_all_of_it_is_there_and_nothing_else(self, tmp_path: Path, before: bool) -> None:  # noqa: FBT001
        target = tmp_path / "site"
        if before:
            write_folder(target, {"gone": OLD})
        write_folder(target, self.FILES)
        assert self.contents(tmp_path) == {f"site/{name}": content for name, content in self.FILES.items()}

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        write_folder(tmp_path / "real", {"gone": OLD})
        (tmp_path / "link").symlink_to("real")
        write_folder(tmp_path / "link", self.FILES)
        assert (tmp_path / "link").is_symlink()
        assert self.contents(tmp_path / "real") == self.FILES

    @pytest.mark.parametrize("step", ["fsync", "rename"])
    def test_whatever_fails_the_old_one_stays(
        self, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = tmp_path / "site"
        write_folder(target, {"old": OLD})
        rename = Path.rename

        def fail(*_: object) -> None:
            raise OSError(step)

        def fail_at_last(path: Path, to: Path) -> Path:
            if path.suffix == ".part" and path.is_dir():
                raise OSError(step)
            return rename(path, to)

        if step == "fsync":
            monkeypatch.setattr(os, step, fail)
        else:
            monkeypatch.setattr(Path, step, fail_at_last)
        with pytest.raises(OSError, match=step):
            write_folder(target, self.FILES)
        assert self.contents(tmp_path) == {"site/old": OLD}


class TestWhatIsLeft:
    """A process that is killed cannot tidy up: the next one that writes there does."""

    @staticmethod
    def left(folder: Path, name: str, *, age: float = 3_600, inside: bool = False) -> Path:
        path = folder / name
        if inside:
            path.mkdir()
            (path / "index.html").write_bytes(OLD)
        else:
            path.write_bytes(OLD)
        os.utime(path, (time.time() - age,) * 2)
        return path

    def test_the_next_file_takes_it_away(self, tmp_path: Path) -> None:
        for name in (".geodash-0123.part", ".geodash-4567.part"):
            self.left(tmp_path, name)
        self.left(tmp_path, ".geodash-89ab.part", inside=True)
        write_whole(tmp_path / "file", NEW)
        assert [path.name for path in tmp_path.iterdir()] == ["file"]

    def test_the_next_folder_takes_it_away(self, tmp_path: Path) -> None:
        self.left(tmp_path, ".geodash-0123.part", inside=True)
        self.left(tmp_path, ".geodash-4567.old", inside=True)
        write_folder(tmp_path / "site", {"index.html": NEW})
        write_folder(tmp_path / "site", {"index.html": NEW})
        assert [path.name for path in tmp_path.iterdir()] == ["site"]

    def test_what_may_be_in_use_or_is_not_ours_stays(self, tmp_path: Path) -> None:
        young = self.left(tmp_path, ".geodash-0123.part", age=1)
        locked = self.left(tmp_path, ".geodash-4567.part")
        others = [self.left(tmp_path, name) for name in (".geodash-89ab.txt", "geodash-89ab.part", ".x.part")]
        pointing = tmp_path / ".geodash-cdef.part"
        pointing.symlink_to(others[0])
        with locked.open("rb") as used:
            fcntl.flock(used, fcntl.LOCK_EX)
            write_whole(tmp_path / "file", NEW)
        assert {*tmp_path.iterdir()} == {young, locked, pointing, *others, tmp_path / "file"}

    def test_what_is_being_written_is_locked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """However long a slow disk takes, nobody takes it away."""
        fsync = os.fsync
        seen: list[Path] = []

        def slow(descriptor: int) -> None:
            if not seen:
                seen.extend(tmp_path.glob(".geodash-*.part"))
                os.utime(seen[0], (0, 0))
                write_whole(tmp_path / "other", NEW)
                assert seen[0].exists()
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", slow)
        write_whole(tmp_path / "file", NEW)
        assert {path.name for path in tmp_path.iterdir()} == {"file", "other"}
