"""Every class of broken package is named with its file, line and remedy, and all problems come at once."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodash.cli import main
from geodash.errors import DatasetError
from geodash.package import load_dataset

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

CELLS = [  # file, line, column, what to write there, words of the remedy
    ("control.csv", 2, "valid_from", "2025-02-31", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "14/02/2025", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "20250214", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "2025-02-14T00:00:00", "write the date as YYYY-MM-DD"),
    ("control.csv", 2, "valid_from", "", "must not be empty"),
    ("control.csv", 2, "valid_from", "2011-12-31", "the data begins on 2012-01-01"),
    ("control.csv", 6, "valid_from", "2026-09-01", "nothing is known after 2026-08-31"),
    ("control.csv", 3, "valid_from", "2025-02-14", "line 2 has this place and day too"),
    ("control.csv", 3, "previous", "fardc", "write `contested`"),
    ("control.csv", 2, "taken_from", "fadrc", "(did you mean `fardc`?)"),
    ("control.csv", 2, "taken_from", "unknown", "add a row to actors.csv"),
    ("control.csv", 3, "taken_from", "fardc", "leave the cell empty: line 2 says who held it"),
    ("control.csv", 2, "is_status_report", "true", "write false: the controller changes"),
    ("control.csv", 4, "is_status_report", "false", "write true: controller and previous are the same"),
    ("control.csv", 4, "is_status_report", "yes", "write true or false"),
    (
        "control.csv",
        2,
        "place_id",
        "gomma",
        "add a row to places.csv or correct the id (did you mean `goma`?)",
    ),
    ("control.csv", 6, "controller", "m-23", "(did you mean `m23`?)"),
    ("control.csv", 6, "controller", "no_data", "lower-case letters, digits and hyphens"),
    ("control.csv", 2, "source_ids", "daily-2025-01-28", "add a row to sources.csv"),
    ("control.csv", 2, "source_ids", "", "must not be empty"),
    ("control.csv", 2, "source_ids", ";", "at least one"),
    ("control.csv", 2, "source_ids", "daily-2025-01-27;daily-2025-01-27", "name each id once"),
    ("control.csv", 2, "confidence", "hihg", "use one of low, medium, high (did you mean `high`?)"),
    ("control.csv", 2, "summary_en", " Taken.", "remove the spaces"),
    ("control.csv", 2, "summary_en", "long " * 2_000 + ".", "shorten the text to 10000 characters"),
    ("control.csv", 4, "id", "ctl-a", "sorted by id"),
    ("control.csv", 3, "id", "ctl-bukavu-20250214", "line 2 has this one"),
    ("control.csv", 3, "id", "Ctl Bukavu", "lower-case letters, digits and hyphens"),
    ("places.csv", 3, "lat", "", "fill in both coordinates or neither"),
    ("places.csv", 3, "lon", "", "fill in both coordinates or neither"),
    ("places.csv", 3, "lat", "-91", "of at least -90"),
    ("places.csv", 3, "lon", "181", "of at most 180"),
    ("places.csv", 3, "lat", "1°40'S", "decimal degrees"),
    ("places.csv", 3, "uncertainty_m", "99999999999", "of at most 20000000"),
    ("events.csv", 4, "fatalities_high", "2147483648", "of at most 2000000000"),
    ("actors.csv", 5, "id", "unknown", "choose another id"),
    ("places.csv", 3, "lat", "nan", "finite number"),
    ("places.csv", 3, "uncertainty_m", "", "how far, in metres"),
    ("places.csv", 3, "uncertainty_m", "0", "above 0"),
    ("places.csv", 3, "uncertainty_m", "1.5", "whole number"),
    ("places.csv", 3, "country", "Congo", "three-letter code"),
    ("places.csv", 3, "kind", "metropolis", "use one of capital, province_capital"),
    ("actors.csv", 4, "parent", "afc", "add a row to actors.csv"),
    ("actors.csv", 4, "parent", "m23", "break the circle"),
    ("actors.csv", 5, "seat_place_id", "kigale", "(did you mean `kigali`?)"),
    ("sources.csv", 2, "url", "", "must not be empty"),
    ("sources.csv", 2, "url", "javascript:alert(1)", "begins with http:// or https://"),
    ("sources.csv", 2, "language", "french", "two-letter code"),
    ("sources.csv", 2, "published", "16 February 2025", "a month as YYYY-MM"),
    ("sources.csv", 2, "published", "2025-13", "of the calendar"),
    ("events.csv", 4, "date", "2026-09-01", "nothing is known after 2026-08-31"),
    ("events.csv", 4, "date_end", "2026-09-01", "nothing is known after 2026-08-31"),
    ("events.csv", 4, "date_end", "2025-01-26", "not before 2025-01-27"),
    ("events.csv", 4, "fatalities_low", "3", "not above fatalities_high, 2"),
    ("events.csv", 4, "fatalities_low", "", "both figures or neither"),
    ("events.csv", 4, "fatalities_high", "-2", "of at least 0"),
    ("events.csv", 4, "fatalities_high", "two", "whole number"),
    ("events.csv", 4, "cameo", "999", "check the code against the CAMEO manual"),
    ("events.csv", 4, "cameo", "capture", "two to four digits"),
    ("events.csv", 4, "plover", "ASAULT", "(did you mean `ASSAULT`?)"),
    ("events.csv", 2, "plover", "SANCTION/expell", "a mode of SANCTION: discontinue, expel, withdraw"),
    ("events.csv", 2, "plover", "sanction", "in capitals"),
    ("events.csv", 2, "place_id", "Kigali", "lower-case letters, digits and hyphens"),
    ("events.csv", 2, "target_place_id", "brussels", "add a row to places.csv"),
    ("events.csv", 2, "actors_from", "rwanda;rdf", "add a row to actors.csv"),
    ("events.csv", 5, "part_of", "toll-20250128", "name another event"),
    ("events.csv", 5, "part_of", "goma-2025", "(did you mean `goma-20250127`?)"),
    ("events.csv", 5, "date_precision", "year", "use one of day, approx, month"),
    ("relations.csv", 3, "status", "broken", "use one of normal, strained"),
    ("relations.csv", 3, "valid_from", "2025-03-18", "the day of the event, 2025-03-17"),
    ("relations.csv", 3, "event_id", "break-2025", "add a row to events.csv"),
    ("relations.csv", 3, "actor_b", "rwanda", "two different actors"),
    ("stories.csv", 3, "zoom", "19", "of at most 18"),
    ("stories.csv", 3, "place_id", "brussels", "add a row to places.csv"),
    ("stories.csv", 3, "date", "2026-09-01", "nothing is known after 2026-08-31"),
    ("claims.csv", 3, "n", "0", "of at least 1"),
    ("claims.csv", 3, "verdict", "right", "use one of confirmed, refined, corrected, unsupported"),
    (
        "claims.csv",
        3,
        "verdict",
        "refined",
        "write confirmed, or say what the sources show in corrections.csv",
    ),
    ("claims.csv", 4, "verdict", "confirmed", "another verdict: a correction names this claim"),
    ("claims.csv", 3, "event_ids", "break-2025", "(did you mean `break-20250317`?)"),
    ("claims.csv", 3, "event_ids", "", "must not be empty"),
    ("claims.csv", 3, "step_ids", "tale-3", "add a row to stories.csv"),
    ("claims.csv", 3, "step_ids", "", "must not be empty"),
    ("corrections.csv", 2, "claim_ids", "claim-12", "add a row to claims.csv"),
    ("corrections.csv", 3, "event_ids", "", "must not be empty"),
]
ELSEWHERE = [  # the same, with the field that is named instead
    ("control.csv", 2, "summary_en", "Taken\x00.", "", "remove the control character"),
    ("control.csv", 2, "summary_en", "Taken \u202e.", "", "remove the control character"),
    ("control.csv", 2, "summary_en", "Taken \ufffe.", "", "remove the control character"),
    ("places.csv", 3, "lon", "29.60000", "country", "correct the country or the point"),
    ("stories.csv", 3, "step", "3", "id", "write the id as `tale-3`"),
    ("stories.csv", 3, "story_id", "tail", "id", "write the id as `tail-2`"),
    ("claims.csv", 3, "n", "3", "id", "write the id as `claim-03`"),
]
TABLES = [
    "places",
    "actors",
    "sources",
    "control",
    "events",
    "relations",
    "stories",
    "claims",
    "corrections",
]
LAYER = "borders/countries.geojson"
ELFASHER = Path(__file__).parents[1] / "data" / "elfasher"


def test_tiny_package_is_valid(tiny_package: TinyPackage) -> None:
    result = CliRunner().invoke(main, ["check", str(tiny_package.folder)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("3 places, 4 actors, 2 sources, 5 control records, 4 events")
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize("case", CELLS)
def test_bad_cell(tiny_package: TinyPackage, case: tuple[str, int, str, str, str]) -> None:
    file, line, column, value, remedy = case
    tiny_package.set_cell(file, line, column, value)
    tiny_package.assert_problem(file, line, column, remedy)


@pytest.mark.parametrize("case", ELSEWHERE)
def test_bad_cell_that_shows_in_another_field(
    tiny_package: TinyPackage, case: tuple[str, int, str, str, str, str]
) -> None:
    file, line, column, value, field, remedy = case
    tiny_package.set_cell(file, line, column, value)
    tiny_package.assert_problem(file, line, field, remedy)


def test_a_package_without_a_founding_text_has_no_claims() -> None:
    dataset = load_dataset(ELFASHER)
    assert (dataset.claims, dataset.corrections) == ((), ())


def test_circle_of_parents(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("actors.csv", 3, "parent", "m23")
    tiny_package.set_cell("actors.csv", 4, "parent", "fardc")
    assert [p.line for p in tiny_package.problems()] == [3, 4]


def test_part_of_a_part(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("events.csv", 4, "part_of", "break-20250317")
    tiny_package.assert_problem("events.csv", 5, "part_of", "the outermost event: `break-20250317`")


def test_gap_in_a_story(tiny_package: TinyPackage) -> None:
    tiny_package.replace("stories.csv", "tale-2,tale,2", "tale-3,tale,3")
    tiny_package.assert_problem("stories.csv", 3, "step", "2 is next")


def test_pair_the_other_way_round(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("relations.csv", 3, "actor_a", "belgium")
    tiny_package.set_cell("relations.csv", 3, "actor_b", "rwanda")
    tiny_package.assert_problem("relations.csv", 3, "actor_a", "the order of the pair on line 2")


def test_two_states_of_a_pair_on_a_day(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("relations.csv", 3, "valid_from", "2025-02-18")
    tiny_package.set_cell("relations.csv", 3, "event_id", "aid-20250218")
    tiny_package.assert_problem("relations.csv", 3, "valid_from", "line 2 begins on this day")


def test_a_single_report_of_control_may_follow_the_day_until_which_control_is_covered(
    tiny_package: TinyPackage,
) -> None:
    tiny_package.set_cell("control.csv", 6, "valid_from", "2026-03-17")
    dataset = load_dataset(tiny_package.folder)
    assert dataset.control[-1].valid_from > dataset.control_known_until


def test_point_near_the_border_of_its_country(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("places.csv", 3, "lon", "29.50890")  # 991 m outside, uncertain by 1000 m
    load_dataset(tiny_package.folder)
    tiny_package.set_cell("places.csv", 3, "lon", "29.50910")
    tiny_package.assert_problem("places.csv", 3, "country", "correct the country or the point")


@pytest.mark.parametrize("kind", ["digest", "unread"])
def test_weak_sources_alone_carry_no_more_than_low_confidence(tiny_package: TinyPackage, kind: str) -> None:
    tiny_package.set_cell("sources.csv", 2, "kind", kind)
    # Lines 2 and 3 rest on that source alone; line 5 names a second one, and the rest do not name it.
    found = [(p.file, p.line, p.field) for p in tiny_package.problems()]
    assert found == [("control.csv", 2, "confidence"), ("control.csv", 3, "confidence")]
    tiny_package.assert_problem("control.csv", 3, "confidence", "write low, or name a source that is neither")
    tiny_package.set_cell("sources.csv", 3, "kind", kind)
    tiny_package.assert_problem("events.csv", 2, "confidence", "write low")
    tiny_package.assert_problem("control.csv", 5, "confidence", "write low")


def test_neighbours_of_an_unreadable_record_are_not_blamed(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("control.csv", 5, "valid_from", "27 January")
    assert [(p.line, p.field) for p in tiny_package.problems()] == [(5, "valid_from")]


def test_all_problems_at_once(tiny_package: TinyPackage) -> None:
    tiny_package.set_cell("places.csv", 3, "lat", "north")
    tiny_package.set_cell("actors.csv", 4, "kind", "rebels")
    tiny_package.set_cell("control.csv", 2, "controller", "nobody")
    tiny_package.set_cell("control.csv", 2, "valid_from", "2030-01-01")
    tiny_package.set_cell("events.csv", 2, "cameo", "000")
    tiny_package.set_cell("stories.csv", 2, "zoom", "0")
    tiny_package.replace(LAYER, '"licence": "CC0-1.0",', "")
    (tiny_package.folder / "sources.csv").unlink()
    found = {(p.file, p.line, p.field) for p in tiny_package.problems()}
    assert found >= {
        ("places.csv", 3, "lat"),
        ("actors.csv", 4, "kind"),
        ("control.csv", 2, "controller"),
        ("control.csv", 2, "valid_from"),
        ("events.csv", 2, "cameo"),
        ("stories.csv", 2, "zoom"),
        (LAYER, 1, "licence"),
        ("sources.csv", 0, ""),
    }


@pytest.mark.parametrize("arguments", [["chek"], ["check", "a", "b"], ["check", "--all"]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from([f"{name}.csv" for name in TABLES]),
    line=st.integers(1, 3),
    column=st.integers(0, 24),
    value=st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["", ";", "0", "-1", "1e999", "nan", "2025-01-27", "9999-12-31", "goma", "true", "٣"]
        ),
    ),
)
def test_any_cell_is_loaded_or_refused(
    tiny_package: TinyPackage, file: str, line: int, column: int, value: str
) -> None:
    header = tiny_package.read(file).splitlines()[0].split(",")
    original = (tiny_package.folder / file).read_bytes()
    tiny_package.set_cell(file, line, header[column % len(header)], value)
    with suppress(DatasetError):
        load_dataset(tiny_package.folder)
    tiny_package.write(file, original)


@given(content=st.binary(max_size=200), file=st.sampled_from(["datapackage.json", "places.csv"]))
def test_any_bytes_are_refused(content: bytes, file: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / file).write_bytes(content)
        with pytest.raises(DatasetError):
            load_dataset(Path(folder))
