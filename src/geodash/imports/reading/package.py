"""A saved overlay: the files of its folder in one archive, each by its own name and nowhere else."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geodash.imports.errors import ImportRefusedError
from geodash.imports.folder import MAPPING, NOT_TAKEN, PROPOSALS
from geodash.imports.reading.unpack import is_zip, unpacked
from geodash.limits import OVERLAY_LAYERS
from geodash.package.descriptor import DESCRIPTOR
from geodash.package.overlay_descriptor import OVERLAY_TABLES

if TYPE_CHECKING:
    from geodash.imports.bounds import Bounds

MEMBERS = frozenset({DESCRIPTOR, MAPPING, NOT_TAKEN, PROPOSALS, *(f"{name}.csv" for name in OVERLAY_TABLES)})
"""Names of the files that an overlay may have beside its layers; an archive's others are left in it."""
LAYER = ".geojson"


def is_package(content: bytes) -> bool:
    """Whether content is an archive of a data package, as it is or in a folder of its own."""
    if not is_zip(content):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _root(archive) is not None
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def files_in(name: str, content: bytes, bounds: Bounds) -> dict[str, bytes]:
    """The files of a saved overlay by name, in order of the names.

    Raises
    ------
    ImportRefusedError
        If it is none, or unpacks beyond the bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            root = _root(archive)
            found: dict[str, bytes] = {}
            left = bounds.size
            for info in archive.infolist():
                path = PurePosixPath(info.filename)
                ours = path.name in MEMBERS or path.suffix == LAYER
                if path.parent == root and ours and path.name not in found:
                    found[path.name] = bytes(unpacked(name, archive, info, bounds._replace(size=left)))
                    left -= len(found[path.name])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, ValueError) as error:
        raise ImportRefusedError(f"{name}: the archive cannot be unpacked ({error}): save it again") from None
    if sum(file.endswith(LAYER) for file in found) > OVERLAY_LAYERS:
        raise ImportRefusedError(f"{name}: more than {OVERLAY_LAYERS} layers are no overlay")
    if DESCRIPTOR not in found:
        raise ImportRefusedError(f"{name}: the archive holds no {DESCRIPTOR}: it is no saved overlay")
    return dict(sorted(found.items()))


def _root(archive: zipfile.ZipFile) -> PurePosixPath | None:
    """The folder of an archive that holds a descriptor: its own, or the only one in it."""
    paths = (PurePosixPath(name) for name in archive.namelist() if name.endswith(DESCRIPTOR))
    roots = {path.parent for path in paths if path.name == DESCRIPTOR and len(path.parts) <= 2}  # noqa: PLR2004
    return roots.pop() if len(roots) == 1 else None
