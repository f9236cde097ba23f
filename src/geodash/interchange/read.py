"""An export, read again: the same rows and the same words about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodash.interchange import csvzip, geojson, geoparquet, kml, xlsx
from geodash.interchange.fields import Exported, UnreadableExportError
from geodash.interchange.parts import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.interchange.export import DataFormat

__all__ = ["Exported", "UnreadableExportError", "read_export"]

_READERS: Mapping[DataFormat, Callable[[bytes], Exported]] = {
    "csv": csvzip.read,
    "xlsx": xlsx.read,
    "geojson": geojson.read,
    "kml": kml.read,
    "geoparquet": geoparquet.read,
}


def read_export(content: bytes, fmt: DataFormat) -> Exported:
    """What ``export_data`` wrote. Nothing is lost and nothing is added.

    Raises
    ------
    UnreadableExportError
        If the file is too large, damaged, or not an export; the message says where.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableExportError(f"The file is larger than {MAX_BYTES} bytes.")
    try:
        return _READERS[fmt](content)
    except UnreadableExportError:
        raise
    except Exception as error:  # each library has errors of its own for a damaged file
        raise UnreadableExportError(f"This is not a readable {fmt} export: {error}") from error
