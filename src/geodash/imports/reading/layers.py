"""Parquet by pyarrow; GeoJSON and GeoPackage by pyogrio, points as two columns of degrees."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from pyarrow import parquet

from geodash.imports.errors import ImportRefusedError
from geodash.imports.raw import RawTable, unlike

if TYPE_CHECKING:
    from geodash.imports.bounds import Bounds

LATITUDE, LONGITUDE = "latitude", "longitude"
"""Columns that hold the points of a layer, where it has no columns of that name."""
_WGS84 = 4326


def read_parquet(name: str, content: bytes, bounds: Bounds) -> RawTable:
    """Rows of a Parquet file; what is no text, number or day becomes text.

    Raises
    ------
    ImportRefusedError
        If it cannot be read.
    """
    try:
        file = parquet.ParquetFile(io.BytesIO(content))
        _check_shape(name, file.metadata.num_rows, file.metadata.num_columns, bounds)
        table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ImportRefusedError(
            f"{name}: it cannot be read as Parquet ({_first(error)}): write it again"
        ) from None
    table = table.rename_columns(unlike(table.column_names))
    columns = {column: _texts(table.column(column)) for column in table.column_names}
    return _raw(name, pd.DataFrame(columns))


def read_layer(name: str, content: bytes, bounds: Bounds) -> RawTable:
    """Features of a GeoJSON file or of the one layer of a GeoPackage.

    Raises
    ------
    ImportRefusedError
        If it cannot be read, or has more than one layer.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the content in memory has no ending
            return _features(name, content, bounds)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        text = f"{name}: it cannot be read as a map layer ({_first(error)}): save it again"
        raise ImportRefusedError(text) from None


def _features(name: str, content: bytes, bounds: Bounds) -> RawTable:
    layers = [str(layer) for layer, _ in pyogrio.list_layers(content)]
    if len(layers) != 1:
        found = ", ".join(layers[:5]) or "none"
        text = f"{name}: it must hold one layer ({found}): save that layer in a file of its own"
        raise ImportRefusedError(text)
    info = pyogrio.read_info(content)
    _check_shape(name, info["features"], len(info["fields"]), bounds)
    frame = pyogrio.read_dataframe(content)
    if frame.crs is not None and frame.crs.to_epsg() != _WGS84:
        frame = frame.to_crs(_WGS84)
    plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    plain.columns = pd.Index(unlike([str(column) for column in plain.columns]))
    cells = pd.DataFrame({column: _plain(plain[column]) for column in plain.columns})
    return _raw(name, _with_points(cells, frame))


def _with_points(cells: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Cells with the points of the features; the middle of anything else would be a guess."""
    have = {column.lower() for column in cells.columns}
    if "geometry" not in frame or {LATITUDE, LONGITUDE} & have:
        return cells
    shapes = np.asarray(frame["geometry"], dtype=object)
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    lon, lat = shapely.get_x(shapes), shapely.get_y(shapes)
    return cells.assign(
        **{
            LONGITUDE: [repr(float(x)) if known else "" for x, known in zip(lon, points, strict=True)],
            LATITUDE: [repr(float(y)) if known else "" for y, known in zip(lat, points, strict=True)],
        }
    )


def _raw(name: str, cells: pd.DataFrame) -> RawTable:
    return RawTable(name, cells, np.arange(1, len(cells) + 1, dtype=np.int64))


def _check_shape(name: str, rows: int, columns: int, bounds: Bounds) -> None:
    if rows > bounds.rows or columns > bounds.columns:
        text = f"{name}: {rows:,} rows with {columns:,} columns are too many: split the file"
        raise ImportRefusedError(text, "rows")


def _texts(column: pa.ChunkedArray) -> pd.Series:
    """Texts of an Arrow column: days without an hour, whole numbers without a fraction."""
    kind = column.type
    if pa.types.is_date(kind):
        column = column.cast(pa.string())
    elif pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    return _plain(column.to_pandas())


def _plain(column: pd.Series) -> pd.Series:
    """Texts of a column of any type."""
    texts: pd.Series
    if pd.api.types.is_float_dtype(column):
        whole = (column.dropna() % 1 == 0).all()
        texts = column.astype("Int64") if whole else column.map(lambda n: repr(float(n)), na_action="ignore")
    elif pd.api.types.is_datetime64_any_dtype(column):
        texts = column.dt.strftime("%Y-%m-%d %H:%M:%S").str.removesuffix(" 00:00:00")
    else:
        texts = column.map(str, na_action="ignore")
    texts = texts.astype("str").fillna("").str.strip()
    return texts.astype("str")


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]
