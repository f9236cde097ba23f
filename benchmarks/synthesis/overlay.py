"""An overlay of any number of made-up events as Parquet, the same for a seed, written chunk by chunk.

``python -m benchmarks.synthesis.overlay FOLDER [EVENTS] [SEED]`` writes one beside the shipped package.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from benchmarks.synthesis.events import CATEGORIES, CIVIL, CONFIDENCES, PRECISIONS, SIDE_SHARES
from benchmarks.synthesis.places import COUNTRY
from geodash.model.records import Source
from geodash.model.sheet import FIELDS, TYPES

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
NAME = "many"
Column = NDArray[Any] | str
AT_ONCE = 250_000
FIRST, LAST = np.datetime64("2012-01-01"), np.datetime64("2026-08-31")
SOURCES = 400
SHARE_LONG, SHARE_DEADLY = 0.08, 0.3
MESSAGES = 100_000
"""Words that hardly repeat: the texts of so many events have about as many."""


def write_overlay(folder: Path, events: int, seed: int = 1) -> Path:
    """Write a valid overlay that holds so many events at places of the shipped package."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    with (GEODATA / "places.csv").open(encoding="utf-8", newline="") as rows:
        places = [row["id"] for row in csv.DictReader(rows) if row["lat"] and row["country"] == COUNTRY]
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*Source.model_fields], lineterminator="\n")
        writer.writeheader()
        for number in range(SOURCES):
            writer.writerow(_source(number))
    for name in ("places", "actors"):
        header = (GEODATA / f"{name}.csv").read_text("utf-8").partition("\n")[0]
        (folder / f"{name}.csv").write_text(f"{header}\n", "utf-8")
    schema = pa.schema([(name, TYPES[name]) for name in FIELDS])
    with parquet.ParquetWriter(folder / "events.parquet", schema, compression="zstd") as out:
        for start in range(0, events, AT_ONCE):
            out.write_table(_some(start, min(AT_ONCE, events - start), places, rng).cast(schema))
    (folder / "datapackage.json").write_text(json.dumps(_descriptor(folder), indent=2), "utf-8")
    return folder


def _some(start: int, count: int, places: list[str], rng: np.random.Generator) -> pa.Table:
    day = rng.integers(0, int((LAST - FIRST).astype(int)), count)
    last = np.where(rng.random(count) < SHARE_LONG, np.minimum(day + 3, int((LAST - FIRST).astype(int))), -1)
    low = np.where(rng.random(count) < SHARE_DEADLY, rng.geometric(0.3, count), -1)
    numbers = np.char.zfill(np.arange(start, start + count).astype(str), 8)
    source = rng.integers(0, SOURCES, count)
    place = np.array(places)[rng.integers(0, len(places), count)]
    message = (np.arange(start, start + count) % MESSAGES).astype(str)
    titles = _joined("Clash near ", place, ", message ", message)
    french = _joined("Affrontement près de ", place, ", message ", message)
    columns: dict[str, Any] = {
        "id": _joined(f"{NAME}-", numbers),
        "date": np.datetime_as_string(FIRST + day),
        "date_end": np.where(last >= 0, np.datetime_as_string(FIRST + np.maximum(last, 0)), ""),
        "date_precision": _picked(dict(PRECISIONS), count, rng),
        "category": _picked({k: v for k, v in CATEGORIES.items() if k in _LOCAL}, count, rng),
        "action": np.full(count, "clash"),
        "actors_from": _picked(SIDE_SHARES, count, rng),
        "actors_to": np.array(CIVIL)[rng.integers(0, len(CIVIL), count)],
        "place_id": place,
        "fatalities_low": np.where(low >= 0, low.astype(str), ""),
        "fatalities_high": np.where(low >= 0, (low + low // 3).astype(str), ""),
        "confidence": _picked(dict(CONFIDENCES), count, rng),
        "source_ids": _joined(f"{NAME}-source-", np.char.zfill(source.astype(str), 3)),
        "title_en": titles,
        "title_fr": french,
        "summary_en": _joined("Reported in message ", message, " of the agency."),
        "summary_fr": _joined("Rapporté par le message ", message, " de l’agence."),
    }
    empty = np.full(count, "")
    return pa.table({name: pa.array(columns.get(name, empty).astype(str)) for name in FIELDS})


_LOCAL = ("battle", "violence_against_civilians", "explosion", "humanitarian", "deployment")


def _picked(shares: dict[str, float], count: int, rng: np.random.Generator) -> Column:
    weights = np.array([*shares.values()])
    return rng.choice([*shares], count, p=weights / weights.sum())


def _joined(*parts: Column) -> Column:
    found = np.asarray(parts[0])
    for part in parts[1:]:
        found = np.char.add(found, part)
    return found


def _source(number: int) -> dict[str, str]:
    return {
        "id": f"{NAME}-source-{number:03}",
        "title": f"Bulletin {number}",
        "publisher": "Agency",
        "published": "2026-09-01",
        "url": f"https://example.org/{number}",
        "language": "en",
        "kind": "wire",
    }


def _resource(folder: Path, name: str, path: str) -> dict[str, Any]:
    with (folder / path).open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "name": name,
        "path": path,
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{digest}",
        "licenses": [{"name": "CC0-1.0"}],
        "attribution_en": "Made-up events",
        "attribution_fr": "Événements inventés",
    }


def _descriptor(folder: Path) -> dict[str, Any]:
    paths = {"places": "places.csv", "actors": "actors.csv", "sources": "sources.csv"}
    paths |= {"events": "events.parquet"}
    overlay = {
        "id": NAME,
        "title_en": "Many events",
        "title_fr": "Beaucoup d’événements",
        "kind": "table",
        "licence": "CC0-1.0",
        "citation": "Made up",
        "attribution_en": "Made-up events",
        "attribution_fr": "Événements inventés",
        "retrieved": "2026-09-01",
        "first_day": str(FIRST),
        "last_day": str(LAST),
        "restricted": False,
    }
    return {
        "name": NAME,
        "version": "1.0.0",
        "resources": [_resource(folder, name, path) for name, path in paths.items()],
        "geodash": {"overlay": overlay},
    }


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[2:]]
    write_overlay(Path(sys.argv[1]), *(numbers or [3_000_000]))
