"""Office files do not say when they were made; members of archives may be read by whoever unpacks them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl

from geodash.interchange import archive
from geodash.interchange.export import export_data
from geodash.link.state import DashboardState, settle

if TYPE_CHECKING:
    import pytest

    from geodash.model.dataset import Dataset


def test_a_workbook_is_the_same_whenever_it_is_made(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, _ = settle(DashboardState(date=date(2025, 1, 27)), dataset)
    books = []
    for year in (2031, 2032):
        moment = datetime(year, 5, 6, 7, 8, 9)  # noqa: DTZ001  as a clock on the wall shows it
        monkeypatch.setattr(zipfile.time, "time", moment.timestamp)  # type: ignore[attr-defined]
        books.append(export_data(dataset, state, "xlsx", accessed=date(2025, 3, 1)))
        monkeypatch.undo()
    assert books[0] == books[1]
    with zipfile.ZipFile(io.BytesIO(books[0])) as found:
        assert {each.date_time[0] for each in found.infolist()} == {1980}
        assert archive._HOUR.findall(found.read("docProps/core.xml")) == [b"1980-01-01T00:00:00Z"] * 2  # noqa: SLF001
    assert openpyxl.load_workbook(io.BytesIO(books[0])).sheetnames[-1] == "about"


def test_who_unpacks_tables_may_read_them_and_sees_their_day(dataset: Dataset) -> None:
    state, _ = settle(DashboardState(date=date(2025, 1, 27)), dataset)
    content = export_data(dataset, state, "csv", accessed=date(2026, 11, 30))
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert {each.external_attr >> 16 for each in found.infolist()} == {0o644}
        assert {each.date_time for each in found.infolist()} == {(2026, 11, 30, 0, 0, 0)}
