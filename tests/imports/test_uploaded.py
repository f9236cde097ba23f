"""What a file that is handed to the page is, by its content, and the package that comes of it."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.conftest import GEODATA
from tests.imports.making import ACLED_NOW, ACLED_OLD, UCDP, table

from geodash.i18n import Translator
from geodash.imports.bounds import UPLOAD
from geodash.imports.errors import ImportRefusedError
from geodash.imports.folder import schemas_of
from geodash.imports.packing import packed
from geodash.imports.reading.package import files_in, is_package
from geodash.imports.uploaded import Choices, Upload, free_id, package_files, read_upload, tried
from geodash.model.overlay import RECORD, with_overlays
from geodash.package.overlay import read_overlay
from geodash.wording.refusal import REASONS, in_words

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

TODAY = dt.date(2026, 11, 29)
OWN = {"Jour": "2025-01-27", "Lieu": "Goma", "Latitude": "-1.679", "Longitude": "29.228", "Type": "Attaque"}


def overlay_files(
    upload: Upload, base: Dataset, choices: Choices, taken: tuple[str, ...] = ()
) -> dict[str, bytes]:
    name = free_id(upload, choices.title, base, taken)
    return package_files(tried(upload, base, choices, name, TODAY), schemas_of(GEODATA))


@pytest.mark.parametrize(
    ("row", "kind"), [(UCDP, "ucdp"), (ACLED_OLD, "acled"), (ACLED_NOW, "acled"), (OWN, "table")]
)
def test_data_of_the_trade_is_known_by_its_columns(row: dict[str, str], kind: str) -> None:
    assert read_upload("whatever.bin", table(row).encode()).kind == kind


def test_an_ending_says_nothing() -> None:
    book = io.BytesIO()
    sheet = openpyxl.Workbook()
    sheet.worksheets[0].append(list(OWN))
    sheet.worksheets[0].append(list(OWN.values()))
    sheet.save(book)
    upload = read_upload("../../evil\\page.html", book.getvalue())
    assert (upload.name, upload.stem, upload.rows) == ("page.html", "page", 1)
    assert upload.columns == {
        "date": "Jour",
        "place": "Lieu",
        "lat": "Latitude",
        "lon": "Longitude",
        "type": "Type",
    }


def test_rows_and_terms_are_as_confirmed(dataset: Dataset, tmp_path: Path) -> None:
    base = dataset.own
    upload = read_upload("x.csv", table(OWN, OWN | {"Jour": "2025-01-28"}).encode())
    choices = Choices(
        tuple(upload.columns.items()), title="Log", licence="CC BY 4.0", citation="Me", restricted=False
    )
    files = overlay_files(upload, base, choices)
    assert files == overlay_files(upload, base, choices)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    overlay = read_overlay(tmp_path, base)
    assert (overlay.data_set.id, overlay.data_set.restricted) == ("log", False)
    assert overlay.data_set.credit.licence == "CC-BY-4.0"
    assert overlay.data_set.credit.attribution_fr == "Événements\u00a0: Log (CC BY 4.0)"
    assert len(overlay.events) == 2


def test_terms_of_the_trade_are_not_the_visitors_to_change(dataset: Dataset) -> None:
    upload = read_upload("x.csv", table(ACLED_NOW).encode())
    files = overlay_files(upload, dataset.own, Choices(restricted=False, licence="CC0-1.0", title="Mine"))
    member = json.loads(files["datapackage.json"])["geodash"]["overlay"]
    assert member["restricted"]
    assert member["licence"] == "LicenseRef-ACLED-Terms-of-Use"
    assert b"Coders wrote" not in files["events.csv"]


def test_a_table_of_names_alone_lies_in_the_country_asked_for(dataset: Dataset) -> None:
    base = dataset.own
    upload = read_upload("x.csv", table({"Jour": "2025-01-27", "Lieu": "Goma"}).encode())
    choices = Choices(tuple(upload.columns.items()), home=base.conflict.home)
    imported = tried(upload, base, choices, "own", TODAY).imported
    assert imported is not None
    assert imported.counts["taken"] == 1
    upload = read_upload("x.csv", table(OWN, OWN | {"Longitude": "30.06", "Latitude": "-1.95"}).encode())
    choices = Choices(tuple(upload.columns.items()), home=base.conflict.home)
    imported = tried(upload, base, choices, "own", TODAY).imported
    assert imported is not None
    assert (imported.counts["taken"], imported.counts["outside"]) == (1, 1)


def test_an_id_is_nobody_elses(dataset: Dataset) -> None:
    upload = Upload("goma.csv", "table")
    base = dataset.own
    assert free_id(Upload("x.csv", "ucdp"), "", base, ()) == "ucdp"
    assert free_id(Upload("x.csv", "ucdp"), "", base, ("ucdp",)) == "own-ucdp"
    assert free_id(Upload("x.csv", "ucdp"), "", base, ("ucdp-candidate", "own")) == "own2-ucdp"
    assert free_id(upload, "Record", base, ()) == "own-record"
    assert free_id(upload, "???", base, ()).endswith("table")
    name = free_id(upload, "", base, ())  # places of the record begin so
    assert not any(known.startswith(f"{name}-") for known in (*base.places, *base.event_by_id, *base.actors))


def test_a_package_is_the_same_bytes_each_time_and_opens_from_a_folder_too() -> None:
    files = {"datapackage.json": b"{}", "events.csv": b"id\n"}
    saved = packed(files)
    assert saved == packed(dict(reversed(files.items())))
    assert is_package(saved)
    assert files_in("x.zip", saved, UPLOAD) == files
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"my-log/{name}", content)
        archive.writestr("my-log/../../evil.csv", b"x")
        archive.writestr("my-log/notes.txt", b"x")
        archive.writestr("__MACOSX/events.csv", b"x")
    assert files_in("x.zip", out.getvalue(), UPLOAD) == files


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", packed({"events.csv": b"id\n"}), b"id\n"])
def test_what_is_no_package_is_none(content: bytes) -> None:
    assert not is_package(content)


def test_a_package_unpacks_within_bounds() -> None:
    saved = packed({"datapackage.json": b"{}", "events.csv": b"x" * 200, "places.csv": b"y" * 200})
    with pytest.raises(ImportRefusedError, match="unpacks to more than"):
        files_in("x.zip", saved, UPLOAD._replace(size=300))


def test_sheets_are_bounded_together() -> None:
    book = openpyxl.Workbook()
    for number in range(6):
        sheet = book.create_sheet(f"s{number}")
        sheet.append(["a", "b"])
        sheet["A1000000"] = "stray"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(ImportRefusedError, match="stray cells") as refused:
        read_upload("x.xlsx", out.getvalue())
    assert refused.value.why == "rows"


def test_reasons_are_said_in_french_with_what_they_name(dataset: Dataset) -> None:
    row = UCDP | {"type_of_violence": "9", "latitude": "99", "date_start": "2999-01-01", "best": "x"}
    again = read_upload("x.csv", table(UCDP, UCDP, row).encode())
    imported = tried(again, dataset.own, Choices(), "ucdp", TODAY).imported
    assert imported is not None
    tr = Translator("fr")
    said = {refusal.why: in_words(refusal.why, tr) for refusal in imported.refusals}
    assert len(said) >= 4
    assert not [why for why, words in said.items() if why == words]
    assert "ligne 2 de x.csv" in " ".join(said.values())
    assert in_words("something new", tr) == "something new"
    assert len(set(REASONS)) == len(REASONS)


def test_more_data_sets_stand_beside_those_that_are_there(dataset: Dataset, tmp_path: Path) -> None:
    base = dataset.own
    shown = base
    for number, title in enumerate(("One log", "Two log")):
        upload = read_upload("x.csv", table(OWN | {"Jour": f"2025-01-0{number + 1}"}).encode())
        choices = Choices(tuple(upload.columns.items()), title=title, licence="CC0-1.0", citation="Me")
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, content in overlay_files(upload, base, choices, tuple(shown.data_sets)).items():
            (folder / name).write_bytes(content)
        shown = with_overlays(shown, [read_overlay(folder, base)])
    assert len(shown.data_sets) == 2
    assert shown.own is base
    assert {shown.events.data_set_of(event.id) for event in shown.events} - {None, RECORD} == set(
        shown.data_sets
    )
    assert len(shown.events) == len(base.events) + 2
