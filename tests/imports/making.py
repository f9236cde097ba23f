"""Small files in the formats of the trade, made of rows that a test says.

Nothing in them is anybody's data.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING
from unittest.mock import patch

from click.testing import CliRunner

from geodash.cli import main
from geodash.package import load_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from geodash.model.dataset import Dataset

UCDP = {
    "id": "1001",
    "relid": "X-2024-1-1-1",
    "year": "2024",
    "type_of_violence": "1",
    "side_a": "Government of DR Congo (Zaire)",
    "side_b": "M23",
    "source_article": '"Agency A,2024-02-08,Fighting ""near"" the town";"Agency B,2024-02-09,More"',
    "source_office": "Agency A;Agency B",
    "source_headline": "Fighting near the town",
    "where_prec": "1",
    "where_coordinates": "Sake town",
    "where_description": "Sake town, on the road",
    "adm_1": "Nord Kivu province",
    "adm_2": "Masisi territory",
    "latitude": "-1.5733",
    "longitude": "29.0417",
    "country": "DR Congo (Zaire)",
    "country_id": "490",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2024-02-07 00:00:00.000",
    "date_end": "2024-02-07 00:00:00.000",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "3",
    "high": "5",
    "low": "2",
}
"""One row in columns of UCDP GED."""
ACLED_OLD = {
    "GWNO": "490",
    "EVENT_ID_CNTY": "7001DRC",
    "EVENT_ID_NO_CNTY": "",
    "EVENT_DATE": "25/01/2017",
    "YEAR": "2017",
    "TIME_PRECISION": "1",
    "EVENT_TYPE": "Battle-Non-state actor overtakes territory",
    "ACTOR1": "M23: March 23 Movement",
    "ALLY_ACTOR_1": "",
    "INTER1": "2",
    "ACTOR2": "Military Forces of Democratic Republic of Congo (2001-)",
    "ALLY_ACTOR_2": "",
    "INTER2": "1",
    "INTERACTION": "12",
    "COUNTRY": "Democratic Republic of Congo",
    "ADMIN1": "Nord-Kivu",
    "ADMIN2": "Rutshuru",
    "ADMIN3": "",
    "LOCATION": "Rutshuru",
    "LATITUDE": "-1.1860",
    "LONGITUDE": "29.4460",
    "GEO_PRECISION": "1",
    "SOURCE": "Agency A",
    "NOTES": "Coders wrote this.",
    "FATALITIES": "2",
}
"""One row in columns of ACLED before 2019."""
ACLED_NOW = {
    "event_id_cnty": "DRC30001",
    "event_date": "2024-02-07",
    "year": "2024",
    "time_precision": "2",
    "disorder_type": "Political violence",
    "event_type": "Violence against civilians",
    "sub_event_type": "Abduction/forced disappearance",
    "actor1": "Unidentified Armed Group (Democratic Republic of Congo)",
    "assoc_actor_1": "",
    "inter1": "Political militia",
    "actor2": "Civilians (Democratic Republic of Congo)",
    "assoc_actor_2": "Farmers (Democratic Republic of Congo)",
    "inter2": "Civilians",
    "interaction": "Political militia-Civilians",
    "civilian_targeting": "Civilian targeting",
    "iso": "180",
    "region": "Middle Africa",
    "country": "Democratic Republic of Congo",
    "admin1": "Nord-Kivu",
    "admin2": "Masisi",
    "admin3": "",
    "location": "Sake",
    "latitude": "-1.5733",
    "longitude": "29.0417",
    "geo_precision": "2",
    "source": "Agency A; Radio B",
    "source_scale": "National",
    "notes": "Coders wrote this too.",
    "fatalities": "0",
    "tags": "women targeted: girls",
    "timestamp": "1707868800",
}
"""One row in ACLED's columns of today."""


def table(*rows: dict[str, str], separator: str = ",", line_end: str = "\n") -> str:
    """A CSV text of some rows with the columns of the first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@cache
def _loaded(folder: Path) -> Dataset:
    """The base package, read once for all tests."""
    return load_dataset(folder)


def bring_in(kind: str, file: Path, folder: Path, *options: str) -> Result:
    """Run the command, without which no traceback of ours would be seen."""
    with patch("geodash.package.load_dataset", _loaded):
        run = CliRunner().invoke(main, ["import", kind, str(file), "-o", str(folder), *options])
    assert "Traceback" not in run.output
    assert run.exception is None or isinstance(run.exception, SystemExit), run.exception
    return run


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a table that was written."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
