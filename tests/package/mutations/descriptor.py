"""Classes, texts, members and releases of the descriptor."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

from tests.package.drafts import Draft
from tests.package.mutations.values import BREAKING

from geodash.package.loader import RECORDS

if TYPE_CHECKING:
    from random import Random

    from tests.package.drafts import Draft


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


def area_codes(draft: Draft, chance: Random) -> None:
    text = chance.choice(BREAKING)
    draft.conflict["area_codes"] = chance.choice(
        [
            {},
            {"admin1": {"": text, "Nord-Kivu": text}, "source": text},
            {"admin2": {"Nord-Kivu": {"Goma": text, "": "x"}}},
            {"places": {"goma": text, "nowhere": "x"}},
            {"admin2": {"Nord-Kivu": text}},
        ]
    )
