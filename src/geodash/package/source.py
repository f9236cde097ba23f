"""Where the files of a package are kept: in a folder or in a database. All reading goes through this."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from errno import EINVAL
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from geodash.database.address import is_address, shown
from geodash.database.refusal import NEEDS_EXTRA, DatabaseTroubleError
from geodash.errors import DatasetError, Problem
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.parquet import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from geodash.database.live import LiveRecord

NO_FOLDER = "there is no such folder: give the one that holds datapackage.json"
_PATTERNS = (DESCRIPTOR, "*.csv", f"*{SUFFIX}", "*.geojson", "borders/*.geojson")

_DATA = (".csv", SUFFIX, ".geojson")
"""Ends of the names of what is data; licences and notes are not."""


class Files(Protocol):
    """The files of a package at one moment."""

    @property
    def name(self) -> str:
        """What stands before the name of a file where two packages are spoken of."""

    @property
    def is_edited(self) -> bool:
        """Whether it is edited between releases, so that the list of changes may not tell of the newest."""

    def read(self, path: str) -> bytes:
        """Content of a file. Raises OSError or ValueError where there is none."""

    def digest(self) -> bytes:
        """A hash of the contents, the same for every copy of them."""


class Origin(Protocol):
    """What holds a package, and may change."""

    @property
    def setting(self) -> str:
        """What GEODASH_DATA says of it, from whatever folder it is read."""

    def state(self) -> str:
        """A short text that changes with the contents. Raises OSError while it cannot be had."""

    def watch(self, hear: Callable[[], None]) -> None:
        """Call a function when the contents change or cannot be had, where that can be heard."""

    def files(self) -> Files:
        """The files. Raises OSError while they cannot be had, and DatasetError if there are none."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A package in a folder, which is its own files."""

    path: Path

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.path)

    @property
    def is_edited(self) -> bool:
        """A folder is released as it is."""
        return False

    @property
    def setting(self) -> str:
        """The folder in full."""
        return str(self.path.resolve())

    def read(self, path: str) -> bytes:
        """Content of a file."""
        file = self.path / path
        if file.exists() and not file.is_file():  # a pipe would hold whoever reads it, for ever
            raise OSError(EINVAL, "no plain file", str(file))
        return file.read_bytes()

    def files(self) -> Folder:
        """The folder itself."""
        if not is_folder(self.path):
            raise DatasetError([Problem(str(self.path), 0, "", "", NO_FOLDER)])
        return self

    def watch(self, hear: Callable[[], None]) -> None:
        """A folder tells nothing: it is looked at."""

    def state(self) -> str:
        """A hash of the name, size and time of every file."""
        digest = hashlib.sha256()
        for file in self._found():
            try:
                status = file.stat()
            except OSError:
                continue
            digest.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return digest.hexdigest()

    def digest(self) -> bytes:
        """A hash of what the files hold."""
        digest = hashlib.sha256()
        for file in self._found():
            with file.open("rb") as content:
                inner = hashlib.file_digest(content, "sha256").digest()
            digest.update(f"{file.relative_to(self.path).as_posix()}\0".encode() + inner)
        return digest.digest()

    def _found(self) -> list[Path]:
        return sorted(found for pattern in _PATTERNS for found in self.path.glob(pattern) if found.is_file())


@dataclass(frozen=True, slots=True)
class InMemory:
    """Files that a database gave."""

    name: str
    contents: Mapping[str, bytes]
    is_edited: bool = True

    def read(self, path: str) -> bytes:
        """Content of a file."""
        if path not in self.contents:
            raise FileNotFoundError(path)
        return self.contents[path]

    def digest(self) -> bytes:
        """A hash of what the files hold."""
        digest = hashlib.sha256()
        data = {path for path in self.contents if path == DESCRIPTOR or path.endswith(_DATA)}
        for path in sorted(data, key=PurePosixPath):
            content = self.contents[path]
            digest.update(f"{path}\0".encode() + hashlib.sha256(content).digest())
        return digest.digest()


@dataclass(frozen=True, slots=True)
class Database:
    """A package in a database; what speaks to it is loaded when it is first asked."""

    address: str

    @property
    def setting(self) -> str:
        """The address."""
        return self.address

    def state(self) -> str:
        """The number of its edits, which commits tell."""
        return self._record().revision()

    def watch(self, hear: Callable[[], None]) -> None:
        """Hear of commits, and of a broken line."""
        self._record().watch(hear)

    def files(self) -> InMemory:
        """What it holds, as files."""
        return InMemory(shown(self.address), self._record().kept().files)

    def known_files(self, day: date) -> Iterator[InMemory]:
        """What it held at the end of a day, then before the edits before that, one after the other."""
        end = datetime.combine(day + timedelta(days=1), time(), UTC)
        record = self._record()
        for moment in (end, *record.edits_before(end)):
            kept = record.kept(moment)
            if kept.files:
                yield InMemory(f"{shown(self.address)} {day.isoformat()}", kept.files)

    def _record(self) -> LiveRecord:
        try:
            from geodash.database.live import record_at  # noqa: PLC0415  an extra, which folders do without
        except ImportError:
            raise DatabaseTroubleError(NEEDS_EXTRA) from None
        return record_at(self.address)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; one that no file system could have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def origin_of(text: str | Path) -> Origin:
    """What is meant by a folder or the address of a database."""
    return Database(str(text)) if is_address(str(text)) else Folder(Path(text))
