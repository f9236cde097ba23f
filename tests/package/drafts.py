"""A data package in memory, as rows and JSON, for tests that change it in ways no editor would."""

from __future__ import annotations

import csv
import io
import json
import runpy
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely

from geodash.package.checks.references import REFERENCES, STATES
from geodash.package.loader import RECORDS

DESCRIBE = runpy.run_path(str(Path(__file__).parents[2] / "geodata" / "build" / "describe.py"))["describe"]
Rows = list[dict[str, str]]
NEEDED = {
    name: {c for c, f in model.model_fields.items() if f.is_required()} for name, model in RECORDS.items()
}
DATES = {
    "control": ["valid_from"],
    "events": ["date", "date_end"],
    "relations": ["valid_from"],
    "stories": ["date"],
}
DAYS = ("first_day", "control_known_until", "events_known_until")


@dataclass
class Draft:
    """Tables as rows of cells by column, layers and descriptor as JSON; ``gone`` are files not written."""

    tables: dict[str, Rows]
    columns: dict[str, list[str]]
    layers: dict[str, Any]
    descriptor: dict[str, Any]
    gone: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path) -> Draft:
        tables, columns = {}, {}
        for path in sorted(folder.glob("*.csv")):
            reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
            columns[path.stem] = [*(reader.fieldnames or ())]
            tables[path.stem] = [*reader]
        layers = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("borders/*.geojson")}
        return cls(tables, columns, layers, json.loads((folder / "datapackage.json").read_text("utf-8")))

    def copy(self) -> Draft:
        return deepcopy(self)

    @property
    def conflict(self) -> dict[str, Any]:
        found: dict[str, Any] = self.descriptor["geodash"]
        return found

    @property
    def features(self) -> list[dict[str, Any]]:
        """Features of all layers that are still collections."""
        return [each for layer in self.layers.values() for each in layer["features"]]

    def rename(self, table: str, old: str, new: str) -> None:
        """Give a record another id, wherever it is named."""
        for row in self.tables[table]:
            row["id"] = new if row["id"] == old else row["id"]
        for name, fields in REFERENCES.items():
            for row in self.tables.get(name, ()):
                for column in (column for column, target in fields.items() if target == table):
                    row[column] = ";".join(new if part == old else part for part in row[column].split(";"))
        for holders in self.conflict["classes"]:
            holders["actors"] = [new if actor == old else actor for actor in holders.get("actors", [])]

    def write(self, folder: Path) -> None:
        """Write the package, its hashes fresh."""
        (folder / "borders").mkdir(parents=True)
        for name, rows in self.tables.items():
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, self.columns[name], lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
            (folder / f"{name}.csv").write_bytes(out.getvalue().encode())
        for name, layer in self.layers.items():
            (folder / "borders" / f"{name}.geojson").write_text(json.dumps(layer), encoding="utf-8")
        described = [r for r in self.descriptor["resources"] if (folder / r["path"]).is_file()]
        self.descriptor["resources"] = described
        (folder / "datapackage.json").write_text(json.dumps(self.descriptor), encoding="utf-8")
        DESCRIBE(folder)
        for path in self.gone:
            (folder / path).unlink(missing_ok=True)


def records_of(draft: Draft) -> list[Rows]:
    """The tables whose lines are records: those with an id."""
    return [rows for name, rows in draft.tables.items() if name in RECORDS]


def mend(draft: Draft) -> None:
    """Take out what a change has left without its ground, so that the change itself is what is tried."""
    for rows in records_of(draft):
        rows[:] = {row["id"]: row for row in reversed(rows)}.values()
    _mend_references(draft)
    _mend_control(draft.tables["control"])
    _mend_stories(draft)
    _mend_references(draft)
    _mend_claims(draft)
    _mend_days(draft)
    _mend_countries(draft)
    _mend_conflict(draft)
    for rows in records_of(draft):
        rows.sort(key=lambda row: row["id"])


def _mend_references(draft: Draft) -> None:
    """Drop rows that need what is gone; empty the cells that can do without."""
    changed = True
    while changed:
        known = {name: {row["id"] for row in rows} for name, rows in draft.tables.items() if name in RECORDS}
        changed = False
        for name, fields in REFERENCES.items():
            rows = draft.tables.get(name, [])
            for row in rows:
                for column, target in fields.items():
                    allowed = known.get(target, set()) | (
                        STATES if column in {"controller", "previous"} else set()
                    )
                    parts = [part for part in row[column].split(";") if part in allowed]
                    row[column] = ";".join(dict.fromkeys(parts))
            needed = [column for column in NEEDED[name] if column in fields]
            kept = [row for row in rows if all(row[column] for column in needed)]
            changed |= len(kept) < len(rows)
            rows[:] = kept


def _mend_control(rows: Rows) -> None:
    chains: dict[str, Rows] = {}
    days: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: row["valid_from"]):
        if (row["place_id"], row["valid_from"]) in days:
            rows.remove(row)
            continue
        days.add((row["place_id"], row["valid_from"]))
        chains.setdefault(row["place_id"], []).append(row)
    for chain in chains.values():
        for before, row in pairwise(chain):
            row["previous"] = before["controller"]
            row["taken_from"] = row["taken_from"] if before["controller"] == "unknown" else ""
    for row in rows:
        row["is_status_report"] = "true" if row["controller"] == row["previous"] else "false"


def _mend_stories(draft: Draft) -> None:
    steps: dict[str, int] = {}
    for row in sorted(
        draft.tables["stories"], key=lambda row: (row["story_id"], len(row["step"]), row["step"])
    ):
        steps[row["story_id"]] = steps.get(row["story_id"], 0) + 1
        new = f"{row['story_id']}-{steps[row['story_id']]}"
        row["step"] = str(steps[row["story_id"]])
        draft.rename("stories", row["id"], new)


def _mend_claims(draft: Draft) -> None:
    corrected = {
        claim for row in draft.tables.get("corrections", ()) for claim in row["claim_ids"].split(";") if claim
    }
    for row in draft.tables.get("claims", ()):
        row["verdict"] = "corrected" if row["id"] in corrected else "confirmed"


def _mend_days(draft: Draft) -> None:
    """Let the package claim the days of its records, and let relations begin with their acts."""
    acts = {row["id"]: row["date"] for row in draft.tables["events"]}
    for row in draft.tables["relations"]:
        row["valid_from"] = acts[row["event_id"]]
    said = [
        row[column]
        for name, columns in DATES.items()
        for row in draft.tables[name]
        for column in columns
        if row[column]
    ]
    first, _, events = DAYS
    draft.descriptor[first] = min([*said, *(draft.descriptor[name] for name in DAYS)])
    draft.descriptor[events] = max([*said, draft.descriptor[events]])
    for name in DAYS:
        draft.descriptor[name] = max(draft.descriptor[name], draft.descriptor[first])


def _mend_countries(draft: Draft) -> None:
    """A place that has moved lies in a country that the package does not outline."""
    outlines = {
        feature["properties"].get("iso3"): _shape(feature["geometry"])
        for feature in (draft.layers.get("countries") or {"features": []})["features"]
        if isinstance(feature.get("properties"), dict)
    }
    for row in draft.tables["places"]:
        outline = outlines.get(row["country"])
        if outline is not None and row["lat"] and row["lon"]:
            point = shapely.Point(float(row["lon"]), float(row["lat"]))
            if shapely.is_valid(outline) and not outline.covers(point):
                row["country"] = "XKX"


def _shape(geometry: Any) -> Any:
    try:
        return shapely.from_geojson(json.dumps(geometry)) if geometry else None
    except (shapely.errors.GEOSException, ValueError):
        return None


def _mend_conflict(draft: Draft) -> None:
    conflict = draft.conflict
    events = {row["id"] for row in draft.tables["events"]}
    if conflict.get("start_event") not in events:
        conflict.pop("start_event", None)
    actors = {row["id"] for row in draft.tables["actors"]}
    for holders in conflict["classes"]:
        holders["actors"] = [actor for actor in holders.get("actors", []) if actor in actors]
    told = {row["story_id"] for row in draft.tables["stories"]}
    title = {"title_en": "A", "title_fr": "A", "lead_en": "B", "lead_fr": "B"}
    stories = conflict.get("stories", {})
    conflict["stories"] = {story: stories.get(story, title) for story in sorted(told)}
    conflict["layers"] = [each for each in conflict["layers"] if each["resource"] in draft.layers]
    kept = (key for key in conflict.get("texts", {}) if key.startswith("wording.holder."))
    for key in [key for key in kept if key.removeprefix("wording.holder.") not in actors]:
        del conflict["texts"][key]
