"""Ways in which a data package may be odd, chosen by chance with a seed.

Each takes a draft and a source of chance and changes the draft. What follows from a change, such as a
reference to a row that is gone, is mended in three packages of four; the fourth is left as it fell.
"""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

from tests.package.drafts import DATES, DAYS, Draft, mend

from geodash.model.conflict import LayerRole
from geodash.package.loader import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Mutation = Callable[[Draft, Random], object]

TEXTS = (
    "title",
    "name",
    "note",
    "summary",
    "text",
    "short",
    "claim",
    "aliases",
    "publisher",
    "admin",
    "source",
)
"""Beginnings of the names of columns of free text."""
HOSTILE = [
    "<script>alert(1)</script>",
    "{count} {0} {} }{ {conflict}",
    "%s %(name)s $x ${y} \\alpha $\\frac{1}{2}$ \\N{BULLET}",
    '=HYPERLINK("http://x")',
    "العربية: 12 (مدينة)",
    "\u200f\u200e\u200b",
    "中文 हिन्दी አማርኛ 👩\u200d👩\u200d👧 🏳️",
    "Z̸̨͎a̷l̶g̴o̵ ́",
    "a\ufffeb\uffffc",
    "x\u2028y\u2029z\x85w",
    "\ue000\U0010fffd",
    "two\nlines\r\nthree",
    "]]> <!-- --> &amp; &#0; \" '",
    "constructor",
    "0",
    "W" * 400,
    "word " * 700,
    "long " * 8000,
]
BREAKING = [*HOSTILE, "\ud800 alone", "a\x00b", "\x1b[31m", "   "]
ODD_IDS = [
    "contested",
    "unknown",
    "other",
    "no-data",
    "all",
    "none",
    "con",
    "0",
    "1-",
    "constructor",
    "x" * 300,
]
KINDS: list[Any] = [
    {"type": "Point", "coordinates": [29, -2]},
    {"type": "MultiPoint", "coordinates": [[29, -2], [28, -2]]},
    {"type": "LineString", "coordinates": [[29, -2], [28, -2]]},
    {"type": "LineString", "coordinates": [[29, -2], [29, -2]]},
    {"type": "MultiLineString", "coordinates": [[[29, -2], [28, -2]], [[29, -1], [28, -1]]]},
    {"type": "Polygon", "coordinates": [[[28, -2], [29, -2], [29, -1], [28, -2]]]},
    {"type": "Polygon", "coordinates": [[[28, -2], [28.00001, -2], [28.00001, -1.99999], [28, -2]]]},
    {"type": "Polygon", "coordinates": [[[28, -2, 9], [29, -2, 9], [29, -1, 9], [28, -2, 9]]]},
    {"type": "Polygon", "coordinates": [[[28, -2], [29, -1], [29, -2], [28, -1], [28, -2]]]},
    {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]},
    {"type": "MultiPolygon", "coordinates": [[[[170, -2], [180, -2], [180, 2], [170, -2]]]]},
    {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [29, -2]}]},
    {"type": "Polygon", "coordinates": []},
    {"type": "LineString", "coordinates": []},
    {"type": "Point", "coordinates": [429, -2]},
    {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
    {"type": "Circle", "coordinates": [0, 0]},
    None,
]
BOXES = [
    [-180, -85, 180, 85],
    [29, -2, 29.0000001, -1.9999999],
    [28, -2, 28.01, 3],
    [170, -20, 180, -10],
    [-180, -20, -170, -10],
    [-60, 60, -50, 85],
    [0, 0, 179, 0.001],
    [30, 0, 20, 10],
    [29, -2, 29, -2],
    [28, -3, 31],
]
SYSTEMS = [
    "EPSG:4326",
    "EPSG:32735",
    "EPSG:32601",
    "EPSG:3031",
    "EPSG:999999",
    "nonsense",
    "",
    "EPSG:4979",
    "EPSG:2277",
]


def no_rows(draft: Draft, chance: Random) -> None:
    draft.tables[chance.choice([*draft.tables])].clear()


def nothing_at_all(draft: Draft, chance: Random) -> None:
    for rows in draft.tables.values():
        if chance.random() < 0.9:
            rows.clear()


def few_rows(draft: Draft, chance: Random) -> None:
    rows = draft.tables[chance.choice([*draft.tables])]
    rows[:] = chance.sample(rows, min(len(rows), chance.choice([1, 1, 2, 3])))


def one_or_two_followed(draft: Draft, chance: Random) -> None:
    rows = draft.tables["control"]
    places = sorted({row["place_id"] for row in rows})
    kept = chance.sample(places, min(len(places), chance.choice([1, 2])))
    rows[:] = [row for row in rows if row["place_id"] in kept]


def many_rows(draft: Draft, chance: Random) -> None:
    rows = draft.tables[chance.choice(["events", "places", "sources", "actors"])]
    for number in range(200 if rows else 0):
        rows.append(rows[0] | {"id": f"copy-{number:03d}"})


def everything_followed(draft: Draft, _: Random) -> None:
    """A record for every place, those abroad and those without a point among them."""
    rows = draft.tables["control"]
    for place in draft.tables["places"] if rows else ():
        rows.append(rows[0] | {"id": f"more-{place['id']}", "place_id": place["id"], "taken_from": ""})


def a_column_gone(draft: Draft, chance: Random) -> None:
    columns = draft.columns[chance.choice([*draft.tables])]
    columns.remove(chance.choice(columns))


def columns_turned(draft: Draft, chance: Random) -> None:
    chance.shuffle(draft.columns[chance.choice([*draft.tables])])


def cells_blank(draft: Draft, chance: Random) -> None:
    table = chance.choice([*draft.tables])
    column = chance.choice(draft.columns[table])
    for row in draft.tables[table]:
        if chance.random() < 0.7:
            row[column] = ""


def cell_odd(draft: Draft, chance: Random) -> None:
    table = chance.choice([name for name, rows in draft.tables.items() if rows] or ["events"])
    for row in chance.sample(draft.tables[table], min(2, len(draft.tables[table]))):
        odd = [
            *HOSTILE,
            "-1",
            "1e400",
            "nan",
            "99999999999999999999",
            "2025-02-30",
            "9999-12-31",
            ";;",
            "a;a",
        ]
        row[chance.choice(draft.columns[table])] = chance.choice(odd)


def text_hostile(draft: Draft, chance: Random) -> None:
    """The same text in many cells of one language or both: names that are equal, and markup everywhere."""
    text = chance.choice(HOSTILE)
    for name, rows in draft.tables.items():
        for column in draft.columns[name]:
            if column.startswith(TEXTS) and column not in {"source_ids", "text_id"} and chance.random() < 0.7:
                for row in rows:
                    row[column] = text


def _moved(day: str, years: int) -> str:
    year = max(1, min(9999, int(day[:4]) + years)) if day[:4].isdigit() else 1
    return f"{year:04d}{day[4:]}" if day[5:] != "02-29" else f"{year:04d}-02-28"


def move_days(draft: Draft, years: int) -> None:
    """Move every day of the package."""
    for name, columns in DATES.items():
        for row in draft.tables[name]:
            row.update({column: _moved(row[column], years) for column in columns if row[column]})
    for name in {*DAYS, "events_thin_from"} & draft.descriptor.keys():
        draft.descriptor[name] = _moved(draft.descriptor[name], years)


def all_days_moved(draft: Draft, chance: Random) -> None:
    move_days(draft, chance.choice([-9999, -1900, -1000, -145, -95, -56, -55, 75, 1000, 9999]))


def days_at_the_ends(draft: Draft, chance: Random) -> None:
    draft.descriptor["first_day"] = chance.choice(["0001-01-01", "1000-01-01", draft.descriptor["first_day"]])
    for name in DAYS[1:]:
        draft.descriptor[name] = chance.choice(["9999-12-31", "3000-01-01", draft.descriptor[name]])
    name = chance.choice([*DATES])
    for row in draft.tables[name][:1]:
        row[DATES[name][0]] = chance.choice(
            ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31", "1582-10-10"]
        )


def one_day(draft: Draft, _: Random) -> None:
    day = "2024-02-29"
    for name, columns in DATES.items():
        for row in draft.tables[name]:
            row.update({column: day for column in columns if row[column]})
    draft.descriptor.update(dict.fromkeys(DAYS, day))


def days_of_the_descriptor(draft: Draft, chance: Random) -> None:
    first = dt.date.fromisoformat(draft.descriptor["first_day"])
    day = first + dt.timedelta(days=chance.choice([0, 0, 1, 40, 4000]))
    draft.descriptor[chance.choice([*DAYS, "events_thin_from"])] = day.isoformat()
    draft.conflict["span_from"] = chance.choice(["0001-01-01", day.isoformat(), "9999-12-31", "soon"])


def points(draft: Draft, chance: Random) -> None:
    followed = {row["place_id"] for row in draft.tables["control"]}
    everywhere = chance.random() < 0.5
    kind = chance.choice(["none", "same", "line", "column", "close", "far", "abroad", "edge", "pole"])
    for number, row in enumerate(draft.tables["places"]):
        if everywhere or row["id"] in followed:
            row.update(_point(kind, number, row, chance))


def _point(kind: str, number: int, row: Mapping[str, str], chance: Random) -> dict[str, str]:
    at = {
        "same": (-1.5, 29.0),
        "line": (-1.5, 28.2 + number / 10),
        "column": (-1.5 + number / 10, 29.0),
        "close": (-1.5 + number / 1e7, 29.0),
        "far": (chance.uniform(-90, 90), chance.uniform(-180, 180)),
        "abroad": (12.3 + number, -45.6),
        "edge": (-17.0, (-1) ** number * (180 - number / 100)),
        "pole": ((-1) ** number * (90 - number / 10), 29.0),
    }.get(kind)
    if at is None:
        return dict.fromkeys(("lat", "lon", "uncertainty_m", "second_distance_m"), "")
    return {"lat": f"{at[0]:.7f}", "lon": f"{at[1]:.7f}", "uncertainty_m": row["uncertainty_m"] or "100"}


def some_points_gone(draft: Draft, chance: Random) -> None:
    for row in draft.tables["places"]:
        if chance.random() < 0.5:
            row.update(dict.fromkeys(("lat", "lon", "uncertainty_m"), ""))


def uncertain(draft: Draft, chance: Random) -> None:
    for row in draft.tables["places"]:
        row["uncertainty_m"] = chance.choice(["1", "1000000", "99999999999999999"])
        row["second_distance_m"] = chance.choice(["", "0", "99999999999999999"])


def window(draft: Draft, chance: Random) -> None:
    draft.conflict[chance.choice(["region", "locator"])] = chance.choice(BOXES)


def system(draft: Draft, chance: Random) -> None:
    draft.conflict["metric_crs"] = chance.choice(SYSTEMS)


def home(draft: Draft, chance: Random) -> None:
    draft.conflict["home"] = chance.choice(["RWA", "ZZZ", "TCD", "Congo"])


def layer_gone(draft: Draft, chance: Random) -> None:
    for name in [*draft.layers]:
        if chance.random() < 0.6:
            del draft.layers[name]


def shapes(draft: Draft, chance: Random) -> None:
    shape = chance.choice(KINDS)
    some = chance.choice([0.3, 1])
    for feature in draft.features:
        if chance.random() < some:
            feature["geometry"] = shape


def a_layer_more(draft: Draft, chance: Random) -> None:
    feature = {"type": "Feature", "properties": {"iso3": "TCD", "iso_n3": "148", "name": "Chad"}}
    layer = dict.fromkeys(("title", "licence", "attribution_en", "attribution_fr"), "Anybody")
    features = [feature | {"geometry": chance.choice(KINDS[:12])} for _ in range(chance.choice([1, 3]))]
    draft.layers["more"] = {"type": "FeatureCollection", **layer, "features": features}
    entry = {"name": "more", "path": "borders/more.geojson", "licenses": [{"name": "CC0-1.0"}]}
    draft.descriptor["resources"].append(
        entry | {"attribution_en": "A", "attribution_fr": "A", "hash": "", "bytes": 0}
    )
    text = chance.choice(HOSTILE) if chance.random() < 0.3 else "More"
    colour = {"light": "#123456", "dark": "#abcdef"}
    odd = {"shape": chance.choice(["square", "circle", "star"]), "from_zoom": chance.choice([0, 9, 18])}
    more = {"colour": colour, "switch": True, "width": chance.choice([0.01, 20]), "dash": [50, 0.1]} | odd
    more = more if chance.random() < 0.8 else {}
    name = {"resource": "more", "name_en": text, "name_fr": text}
    draft.conflict["layers"].append(name | {"role": chance.choice([*LayerRole]).value} | more)


def roles(draft: Draft, chance: Random) -> None:
    for layer in draft.conflict["layers"]:
        layer["role"] = chance.choice(
            ["world", "countries", "lakes", "area", "boundaries", "line", "point", "moat"]
        )
        layer["colour"] = {"light": "#123456", "dark": "#abcdef"}


def properties(draft: Draft, chance: Random) -> None:
    odd: list[Any] = [
        None,
        {},
        {"iso3": None},
        {"iso3": 7},
        {"iso3": ["COD"], "iso_n3": {}},
        {"iso3": "", "iso_n3": ""},
    ]
    text = chance.choice(BREAKING)
    odd += [
        {"iso3": "COD", "iso_n3": "180", "name": text, "name_en": text},
        {"iso3": text, "iso_n3": text},
        "x",
    ]
    chosen = chance.choice(odd)
    for feature in draft.features:
        if chance.random() < 0.7:
            feature["properties"] = chosen


def layer_odd(draft: Draft, chance: Random) -> None:
    for name, layer in draft.layers.items():
        match chance.randrange(6):
            case 0:
                layer["features"] = []
            case 1:
                layer["features"] *= 20
            case 2:
                layer[chance.choice(["title", "licence", "attribution_fr", "type"])] = chance.choice(
                    [None, 3, *BREAKING]
                )
            case 3:
                draft.layers[name] = chance.choice(
                    [{"features": []}, {"features": [{}], "type": "FeatureCollection"}]
                )
            case 4:
                layer["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32735"}}
            case _:
                layer["features"].append(None if chance.random() < 0.3 else layer["features"][0])


def classes(draft: Draft, chance: Random) -> None:
    found = draft.conflict["classes"]
    match chance.randrange(7):
        case 0:
            found[:] = [each for each in found if each["id"] == draft.conflict["first_class"]]
        case 1:
            for each in found:
                each["actors"] = []
        case 2:
            found += [found[0] | {"id": f"more_{number}", "actors": []} for number in range(40)]
        case 3:
            odd = ["other", "contested", "text", "sea", "x" * 200, "constructor", "__proto__"]
            chance.choice(found)["id"] = chance.choice(odd)
        case 4:
            text = chance.choice(BREAKING)
            chance.choice(found).update(
                {f"{part}_{lang}": text for part in ("name", "holder") for lang in ("en", "fr")}
            )
        case 5:
            text = chance.choice(BREAKING)
            for each in found:
                each.update({"attribution_en": text, "attribution_fr": text, "note_en": text, "note_fr": ""})
        case _:
            draft.conflict["first_class"] = chance.choice(["other", "nobody", found[-1]["id"]])


def conflict_texts(draft: Draft, chance: Random) -> None:
    text = chance.choice(BREAKING)
    part = chance.choice(["title", "short_title"])
    draft.conflict.update({f"{part}_en": text, f"{part}_fr": text})
    draft.conflict["file_stem"] = chance.choice(["a", "con", "x" * 300, "-", draft.conflict["file_stem"]])


def own_texts(draft: Draft, chance: Random) -> None:
    keys = [
        "wording.holder.m23",
        "export.citation",
        "map.legend",
        "vocab.group.other",
        "method.coverage.bias",
        "page.x",
    ]
    keys += [
        "wording.controlled",
        "clock.play",
        "vocab.category.battle",
        "pictures.title",
        *draft.conflict.get("texts", {}),
    ]
    text = chance.choice([*BREAKING, "", "{count", "{date} {x} {0}"])
    draft.conflict.setdefault("texts", {})[chance.choice(keys)] = {"en": text, "fr": text}


def own_names(draft: Draft, chance: Random) -> None:
    text = chance.choice(BREAKING)
    names = {"en": text, "fr": text}
    draft.conflict["names"] = chance.choice(
        [
            {},
            {"country": {"COD": names, "SDN": names}},
            {"admin1": {"": names, "Nord-Kivu": names}},
            {"country": None},
        ]
    )


def members(draft: Draft, chance: Random) -> None:
    odd: Any = chance.choice([None, [], {}, "", 0, -1, True, "x" * 500, BREAKING[-4]])
    where = draft.conflict if chance.random() < 0.6 else draft.descriptor
    name = chance.choice([name for name in where if name not in {"geodash", "resources"}])
    if chance.random() < 0.3:
        del where[name]
    else:
        where[name] = odd


def resources(draft: Draft, chance: Random) -> None:
    found = draft.descriptor["resources"]
    match chance.randrange(6):
        case 0:
            found.remove(chance.choice(found))
        case 1:
            draft.gone.add(chance.choice(found)["path"])
        case 2:
            entry = chance.choice(found)
            entry.pop(chance.choice([*entry.keys() - {"path", "name"}]), None)
        case 3:
            entry = chance.choice(found)
            entry["attribution_en"] = entry["attribution_fr"] = chance.choice(BREAKING)
        case 4:
            found.append(json.loads(json.dumps(chance.choice(found))))
        case _:
            for name in ("claims", "corrections"):
                draft.tables.pop(name, None)


def released(draft: Draft, chance: Random) -> None:
    """A list of what a second release changed; true of the records of today, whatever was there before."""
    new = str(draft.descriptor["version"])
    draft.descriptor["releases"] = ["0.0.1", new]
    draft.columns["changes"] = ["version", "table", "record_id", "change", "field", "old", "new"]
    rows = draft.tables["changes"] = []
    for table in (name for name in RECORDS if draft.tables.get(name)):
        row = chance.choice(draft.tables[table])
        fields = sorted(set(draft.columns[table]) - {"id"})
        line = dict.fromkeys(draft.columns["changes"], "") | {"version": new, "table": table}
        gone = line | {"record_id": "gone", "change": "removed"}
        if chance.random() < 0.5:
            rows += [gone | {"field": name, "old": row[name]} for name in fields if row[name]]
        here = line | {"record_id": row["id"]}
        for name in chance.sample(fields, 2) if chance.random() < 0.7 else ():
            other = chance.choice(["", "2025-01-01", "gone", "3", chance.choice(draft.tables[table])[name]])
            if other != row[name]:
                rows.append(here | {"change": "changed", "field": name, "old": other, "new": row[name]})
        if rows and rows[-1]["record_id"] != row["id"]:
            rows.append(here | {"change": "added"})
    tables = [*RECORDS]
    rows.sort(key=lambda each: (tables.index(each["table"]), each["record_id"], each["field"]))
    entry = {"name": "changes", "path": "changes.csv", "licenses": [{"name": "CC0-1.0"}]}
    draft.descriptor["resources"].append(
        entry | {"attribution_en": "A", "attribution_fr": "A", "hash": "", "bytes": 0}
    )


def version(draft: Draft, chance: Random) -> None:
    draft.descriptor["version"] = chance.choice([*BREAKING, "1/2?a=b&c#d", "0", ""])


def id_odd(draft: Draft, chance: Random) -> None:
    table = chance.choice([name for name, rows in draft.tables.items() if rows] or ["events"])
    for row in chance.sample(draft.tables[table], min(1, len(draft.tables[table]))):
        draft.rename(table, row["id"], chance.choice(ODD_IDS))


def ids_doubled(draft: Draft, chance: Random) -> None:
    rows = draft.tables[chance.choice([*draft.tables])]
    rows += [dict(row) for row in rows[:1]]
    if chance.random() < 0.5:
        rows.reverse()


def to_itself(draft: Draft, chance: Random) -> None:
    for row in draft.tables["actors"]:
        row["parent"] = row["id"] if chance.random() < 0.2 else row["parent"]
        row["seat_place_id"] = next((place["id"] for place in draft.tables["places"]), "")
    for row in draft.tables["events"]:
        row["part_of"] = row["id"] if chance.random() < 0.2 else row["part_of"]
        row["target_place_id"], row["actors_to"] = row["place_id"], row["actors_from"]
    for row in draft.tables["relations"]:
        row["actor_b"] = row["actor_a"] if chance.random() < 0.2 else row["actor_b"]


def parents(draft: Draft, chance: Random) -> None:
    rows = draft.tables["actors"]
    for before, row in pairwise(rows):
        row["parent"] = before["id"]
    if rows and chance.random() < 0.3:
        rows[0]["parent"] = rows[-1]["id"]


def figures(draft: Draft, chance: Random) -> None:
    for row in draft.tables["events"]:
        figure = chance.choice(["0", "2147483647", "2147483648", "999999999999999999999"])
        row.update({"fatalities_low": figure, "fatalities_high": figure})


def holders(draft: Draft, chance: Random) -> None:
    """Every town held by one actor, contested or unknown; or by anybody."""
    names = ["contested", "unknown", *(row["id"] for row in draft.tables["actors"])]
    for row in draft.tables["control"]:
        row["controller"] = names[0] if chance.random() < 0.5 else chance.choice(names)
        row["date_precision"] = chance.choice(["day", "approx", "month"])


def kinds(draft: Draft, chance: Random) -> None:
    kind = chance.choice(["airport", "border_crossing", "hill", "institution", "capital", "village"])
    for row in draft.tables["places"]:
        row["kind"] = kind


def addresses(draft: Draft, chance: Random) -> None:
    odd = [
        "https://[",
        "http://",
        "https://[::1]:99999/",
        "https://u:p@h/?q#f",
        "https://é.example/ñ",
        "ftp://x",
    ]
    odd += [
        "https://example.org/" + "x" * 5000,
        "HTTP://EXAMPLE.ORG",
        "https://a\u2028b",
        "javascript:alert(1)",
    ]
    for row in draft.tables["sources"]:
        row["url"] = chance.choice(odd)
        row["published"] = chance.choice(["", "0000", "0001", "9999-12-31", "2025-13", "2025-00", "1066-10"])
        row["language"] = chance.choice(["en", "xx", "zz"])


def steps(draft: Draft, chance: Random) -> None:
    rows = draft.tables["stories"]
    for row in rows:
        row["zoom"] = chance.choice(["1", "18", "9"])
    for number in range(60 if rows else 0):
        rows.append(rows[0] | {"id": f"x-{number}", "step": f"{number + 10}"})


def relation_turns(draft: Draft, chance: Random) -> None:
    rows = draft.tables["relations"]
    for row in rows:
        row["status"] = chance.choice(["normal", "restored", "severed", "strained"])
    if len(rows) > 1:
        rows[-1]["actor_a"], rows[-1]["actor_b"] = rows[0]["actor_b"], rows[0]["actor_a"]


MUTATIONS: list[Mutation] = [
    no_rows, nothing_at_all, few_rows, one_or_two_followed, many_rows, everything_followed, a_column_gone,
    columns_turned, cells_blank, cell_odd, text_hostile, all_days_moved, days_at_the_ends, one_day,
    days_of_the_descriptor, points, points, points, some_points_gone, uncertain, window, window, system, home,
    layer_gone, shapes, a_layer_more, a_layer_more, roles, properties, layer_odd, classes, conflict_texts,
    own_texts, own_names, released, released, members, resources, version, id_odd, ids_doubled, to_itself,
    parents, figures, holders, kinds, addresses, steps, relation_turns,
]  # fmt: skip


def mutated(drafts: list[Draft], seed: int) -> tuple[Draft, str]:
    """One of the drafts after one to three changes, and what was done to it."""
    chance = Random(seed)
    draft = chance.choice(drafts).copy()
    chosen = chance.sample(MUTATIONS, chance.choice([1, 1, 2, 3]))
    done = [f"seed {seed}"]
    for mutation in chosen:
        try:
            mutation(draft, chance)
        except (AttributeError, KeyError, TypeError):
            continue  # an earlier change has taken away what this one changes
        done.append(mutation.__name__)
    if chance.random() < 0.75:
        try:
            mend(draft)
            done.append("mended")
        except (AttributeError, KeyError, TypeError, ValueError):
            done.append("beyond mending")
    return draft, ", ".join(done)
