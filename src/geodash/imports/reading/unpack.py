"""What lies in an archive: one file of data, unpacked only as far as our limits go."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geodash.imports.errors import ImportRefusedError
from geodash.limits import MOST_UNPACKED_RATIO, RATIO_FROM_BYTES

if TYPE_CHECKING:
    from geodash.imports.bounds import Bounds

ENDINGS = frozenset(
    {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".parquet", ".geojson", ".json", ".gpkg"}
)
"""Of files that can hold a table."""
_CHUNK = 2**20


def is_zip(content: bytes) -> bool:
    """Whether bytes are an archive, as a workbook is too."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(content: bytes) -> bool:
    """Whether an archive is a workbook or another document of an office program."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def only_member(name: str, content: bytes, bounds: Bounds) -> tuple[str, bytes]:
    """Name and content of the one file of data in an archive.

    Raises
    ------
    ImportRefusedError
        If there is none or more than one, or if unpacking would go beyond our limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [info for info in archive.infolist() if _is_data(info.filename)]
            if len(members) != 1:
                found = ", ".join(info.filename for info in members[:5]) or "none"
                text = (
                    f"{name}: the archive must hold one file of data ({found}): unpack it, and name the files"
                )
                raise ImportRefusedError(text)
            return f"{name}/{PurePosixPath(members[0].filename).name}", bytes(
                unpacked(name, archive, members[0], bounds)
            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError) as error:
        raise ImportRefusedError(
            f"{name}: the archive cannot be unpacked ({error}): unpack it yourself"
        ) from None


def unpacked(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, bounds: Bounds) -> bytearray:
    """Content of a member; what an archive says of its sizes is not believed."""
    found = bytearray()
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            found += chunk
            check_size(f"{name}/{info.filename}", len(found), info.compress_size, bounds)
    return found


def check_size(name: str, size: int, packed: int, bounds: Bounds) -> None:
    """Refuse what unpacks beyond our limits.

    Raises
    ------
    ImportRefusedError
        Naming the file and the limit.
    """
    if size > bounds.size:
        raise ImportRefusedError(f"{name}: it unpacks to more than {bounds.size:,} bytes: split it", "large")
    if size > RATIO_FROM_BYTES and size > packed * MOST_UNPACKED_RATIO:
        text = (
            f"{name}: it unpacks to over {MOST_UNPACKED_RATIO} times its size, as a ZIP bomb does: not read"
        )
        raise ImportRefusedError(text, "large")


def _is_data(path: str) -> bool:
    pure = PurePosixPath(path)
    hidden = any(part.startswith((".", "__MACOSX")) for part in pure.parts)
    return pure.suffix.lower() in ENDINGS and not hidden
