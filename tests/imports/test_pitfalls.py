"""What is odd or broken in a file is named with its line, and nothing is dropped silently."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from tests.imports.making import ACLED_OLD, UCDP, bring_in, content_of, rows_of, table

from geodash.imports.columns.dates import read_days
from geodash.imports.columns.numbers import read_numbers
from geodash.imports.errors import ChoiceNeededError, ImportRefusedError
from geodash.imports.options import Box, Options
from geodash.imports.pipeline import Imported, import_acled, import_ucdp
from geodash.imports.reading import tables_of

if TYPE_CHECKING:
    from pathlib import Path

    from geodash.model.dataset import Dataset

RETRIEVED = date(2026, 1, 1)


def imported(base: Dataset, *rows: dict[str, str], options: Options | None = None) -> Imported:
    tables = tables_of("x.csv", table(*rows).encode())
    return import_ucdp(tables, base, options or Options(), RETRIEVED)


@pytest.mark.parametrize(
    ("changes", "column", "why"),
    [
        ({"latitude": ""}, "latitude", "coordinates are missing"),
        ({"latitude": "NaN"}, "latitude", "coordinates are missing"),
        ({"latitude": "1e309"}, "latitude", "no finite number"),
        ({"latitude": "=A1+1"}, "latitude", "no finite number"),
        ({"latitude": "29.0417", "longitude": "-1.5733"}, "latitude", "changed round"),
        ({"latitude": "120.5", "longitude": "15"}, "latitude", "changed round"),
        ({"longitude": "200"}, "longitude", "between -180 and 180"),
        ({"date_start": "yesterday"}, "date_start", "no day"),
        ({"date_start": "2024-02-30"}, "date_start", "no day"),
        ({"date_start": ""}, "date_start", "missing"),
        ({"date_start": "1850-01-01"}, "date_start", "before 1900"),
        ({"date_start": "2031-01-01"}, "date_start", "after 2026-01-01"),
        ({"date_end": "2023-01-01"}, "date_end", "before it begins"),
        ({"where_prec": "9"}, "where_prec", "code from 1 to 7"),
        ({"date_prec": ""}, "date_prec", "code from 1 to 5"),
        ({"low": "-1"}, "low", "whole number"),
        ({"best": "1.5"}, "best", "whole number"),
        ({"low": "9"}, "low", "above the high"),
        ({"id": ""}, "id", "no id"),
        ({"side_a": ""}, "side_a", "missing"),
    ],
)
def test_a_fault_is_named(dataset: Dataset, changes: dict[str, str], column: str, why: str) -> None:
    found = imported(dataset, UCDP, UCDP | {"id": "1002"} | changes)
    assert found.counts == {"taken": 1, "not taken": 1, "outside": 0, "empty": 0}
    assert {(refusal.line, refusal.file) for refusal in found.refusals} == {(3, "x.csv")}
    assert any(r.column == column and why in r.why for r in found.refusals), found.refusals


def test_a_second_row_of_an_id_names_the_first(dataset: Dataset) -> None:
    found = imported(dataset, UCDP, UCDP | {"id": "1001.0"})
    assert [(r.line, r.column, r.value) for r in found.refusals] == [(3, "id", "1001")]
    assert "line 2 of x.csv" in found.refusals[0].why
    assert len(found.built.events) == 1


def test_formulas_and_markup_stay_text(dataset: Dataset) -> None:
    hostile = '=HYPERLINK("http://x","y")<script>alert(1)</script>{what}'
    found = imported(dataset, UCDP | {"where_coordinates": hostile, "side_b": hostile, "latitude": "-3.1"})
    assert found.built.places["name"].tolist() == [hostile]
    assert hostile in found.built.events["title_en"][0]
    assert found.built.actors[0].name_en == hostile


def test_what_steers_a_terminal_is_shown_as_a_sign(dataset: Dataset) -> None:
    found = imported(dataset, UCDP | {"where_description": "a\u202eb\x07c"})
    assert "a\ufffdb\ufffdc" in found.built.events["summary_en"][0]


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        (Options(countries=frozenset({"COD"})), 2),
        (Options(countries=frozenset({"RWA"})), 1),
        (Options(box=Box(28, -2, 30, -1)), 2),
        (Options(since=date(2024, 3, 1)), 1),
        (Options(until=date(2024, 3, 1)), 2),
    ],
)
def test_rows_outside_are_counted_and_no_problem(dataset: Dataset, options: Options, taken: int) -> None:
    rwanda = {"country": "Rwanda", "latitude": "-1.95", "longitude": "30.06"}
    rows = [UCDP, UCDP | {"id": "2", "date_start": "2024-04-01", "date_end": ""}, UCDP | {"id": "3"} | rwanda]
    found = imported(dataset, *rows, options=options)
    assert (found.counts["taken"], found.counts["outside"]) == (taken, 3 - taken)
    assert found.refusals == []


def test_the_order_of_day_and_month_is_never_guessed(dataset: Dataset) -> None:
    unclear = table(ACLED_OLD | {"EVENT_DATE": "02/03/2017"}).encode()
    with pytest.raises(ChoiceNeededError, match="no date tells"):
        import_acled(tables_of("x.csv", unclear), dataset, Options(), RETRIEVED)
    told = import_acled(tables_of("x.csv", unclear), dataset, Options(order="mdy"), RETRIEVED)
    assert told.built.events["date"].tolist() == ["2017-02-03"]


def test_the_column_as_a_whole_decides_the_order() -> None:
    assert list(read_days(pd.Series(["02/03/2017", "25/03/2017", "02/03/2017"]), "d").days.astype(str)) == [
        "2017-03-02",
        "2017-03-25",
        "2017-03-02",
    ]
    with pytest.raises(ChoiceNeededError, match="25/03/2017 has the day first and 03/25/2017 the month"):
        read_days(pd.Series(["25/03/2017", "03/25/2017"]), "d")
    assert read_days(pd.Series(["25/03/2017", "03/25/2017"]), "d", "dmy").bad.tolist() == [False, True]


def test_a_year_of_two_digits_may_stand_first() -> None:
    both = pd.Series(["25-02-13", "25-03-01"])
    with pytest.raises(ChoiceNeededError, match="25-02-13 may begin with the year or with the day"):
        read_days(both, "d")
    assert read_days(both, "d", "ymd").days.astype(str).tolist() == ["2025-02-13", "2025-03-01"]
    assert read_days(both, "d", "dmy").days.astype(str).tolist() == ["2013-02-25", "2001-03-25"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["25-02-13", "25-03-30"], ["2025-02-13", "2025-03-30"]),  # in 2030 nothing has happened yet
        (["99-12-31"], ["1999-12-31"]),
        (["13.02.25", "28.03.25"], ["2025-02-13", "2025-03-28"]),
        (["13.02.25", "1.3.25"], ["2025-02-13", "2025-03-01"]),
        (["02/13/25"], ["2025-02-13"]),
    ],
)
def test_what_is_no_day_or_has_not_come_tells_where_the_year_stands(
    texts: list[str], expected: list[str]
) -> None:
    assert read_days(pd.Series(texts), "d", None, RETRIEVED).days.astype(str).tolist() == expected


def test_decimal_commas_are_numbers() -> None:
    found = read_numbers(pd.Series(["1,5", "-2", "", "n/a", "1.234,5", "\u22123,25"], dtype="str"))
    assert found.values[[0, 1, 5]].tolist() == [1.5, -2, -3.25]  # noqa: PD011  our own
    assert found.bad.tolist() == [False, False, False, False, True, False]


def test_a_header_alone_is_refused(dataset: Dataset) -> None:
    header = table(UCDP).splitlines()[0]
    with pytest.raises(ImportRefusedError, match="no row under it"):
        import_ucdp(tables_of("x.csv", f"{header}\n".encode()), dataset, Options(), RETRIEVED)


def test_another_table_is_no_ucdp(dataset: Dataset) -> None:
    with pytest.raises(ImportRefusedError, match="where_prec"):
        import_ucdp(tables_of("x.csv", b"a,b\n1,2\n"), dataset, Options(), RETRIEVED)


class TestCommand:
    def test_too_many_faults_make_no_overlay_and_keep_the_one_before(self, tmp_path: Path) -> None:
        file, folder = tmp_path / "x.csv", tmp_path / "out"
        file.write_text(table(UCDP), encoding="utf-8")
        assert bring_in("ucdp", file, folder).exit_code == 0
        before = content_of(folder)
        file.write_text(table(UCDP, UCDP | {"id": "2", "latitude": '=cmd|" /C calc"!A0'}), encoding="utf-8")
        run = bring_in("ucdp", file, folder)
        assert run.exit_code == 1
        assert "50.0% of the rows failed" in run.output
        after = content_of(folder)
        assert rows_of(folder / "not-taken.csv")[0]["value"].startswith("'=cmd")
        assert {name: after[name] for name in before} == before
        assert bring_in("ucdp", file, folder, "--tolerate", "60").exit_code == 0

    def test_the_report_of_a_failed_run_does_not_stand_in_the_way(self, tmp_path: Path) -> None:
        file, folder = tmp_path / "x.csv", tmp_path / "out"
        file.write_text(table(UCDP | {"latitude": ""}), encoding="utf-8")
        assert bring_in("ucdp", file, folder).exit_code == 1
        assert [path.name for path in folder.iterdir()] == ["not-taken.csv"]
        file.write_text(table(UCDP), encoding="utf-8")
        assert bring_in("ucdp", file, folder).exit_code == 0
        assert not (folder / "not-taken.csv").exists()

    def test_other_files_are_never_replaced(self, tmp_path: Path) -> None:
        file = tmp_path / "x.csv"
        file.write_text(table(UCDP), encoding="utf-8")
        run = bring_in("ucdp", file, tmp_path)
        assert run.exit_code == 1
        assert "holds other files" in run.output
        assert file.is_file()

    def test_a_file_of_an_old_day_may_hold_newer_events(self, tmp_path: Path) -> None:
        file, folder = tmp_path / "x.csv", tmp_path / "out"
        file.write_text(table(UCDP), encoding="utf-8")
        os.utime(file, (0, 0))  # as archives made to be the same each time leave it
        assert bring_in("ucdp", file, folder).exit_code == 0
        file.write_text(table(UCDP | {"date_start": "2999-01-01", "date_end": ""}), encoding="utf-8")
        assert bring_in("ucdp", file, folder).exit_code == 1

    def test_a_dry_run_writes_nothing(self, tmp_path: Path) -> None:
        file, folder = tmp_path / "x.csv", tmp_path / "out"
        file.write_text(table(UCDP), encoding="utf-8")
        run = bring_in("ucdp", file, folder, "--dry-run")
        assert run.exit_code == 0
        assert "1 rows: 1 taken" in run.output
        assert not folder.exists()

    @pytest.mark.parametrize(
        "options",
        [
            ("--country", "Atlantis"),
            ("--bbox", "1,2,3"),
            ("--bbox", "30,1,20,2"),
            ("--since", "17/3/2025"),
            ("--tolerate", "-1"),
        ],
    )
    def test_wrong_usage_exits_2(self, tmp_path: Path, options: tuple[str, ...]) -> None:
        file = tmp_path / "x.csv"
        file.write_text(table(UCDP), encoding="utf-8")
        assert bring_in("ucdp", file, tmp_path / "out", *options).exit_code == 2

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        run = bring_in("ucdp", tmp_path / "nowhere.csv", tmp_path / "out")
        assert run.exit_code == 1
        assert "nowhere.csv" in run.output
