"""What is shown, as a file for a spreadsheet or a map program."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from geodash.interchange import csvzip, geojson, geoparquet, gpkg, kml, xlsx
from geodash.interchange.shown import shown_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodash.interchange.fields import Exported
    from geodash.link.state import DashboardState
    from geodash.model.dataset import Dataset

DataFormat = Literal["csv", "xlsx", "geojson", "kml", "geoparquet", "gpkg"]

WRITERS: Mapping[DataFormat, Callable[[Exported], bytes]] = {
    "csv": csvzip.write,
    "xlsx": xlsx.write,
    "geojson": geojson.write,
    "kml": kml.write,
    "geoparquet": geoparquet.write,
    "gpkg": gpkg.write,
}


def export_data(
    dataset: Dataset, state: DashboardState, fmt: DataFormat, *, accessed: dt.date | None = None
) -> bytes:
    """Who held each place on the day, and the events that pass the filters, in one file.

    The file carries citation, filter in words, link, day of access (today unless given), data version,
    licences and credits.
    """
    today = accessed or dt.datetime.now(dt.UTC).date()
    return WRITERS[fmt](shown_rows(dataset, state, today))
