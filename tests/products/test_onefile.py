"""The page in one file: small, complete in both languages, and closed to everything outside it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from tests.unpacked import unpacked

from geodash.browser.bundle import bundle, variable
from geodash.i18n import LANGUAGES, Translator
from geodash.link.state import DashboardState, View
from geodash.model.interval import to_day
from geodash.model.vocabulary import EventCategory
from geodash.package import load_dataset
from geodash.products.onefile.page import render_html
from geodash.wording.detail import event_card, place_card, sources_of
from geodash.wording.party import party_card

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TinyPackage

    from geodash.model.dataset import Dataset
    from geodash.model.records import Language

FOUNDING = "rwa-bel-sever-relations-20250317"
MADE = date(2026, 6, 1)
MOST_BYTES = 1_700_000
HOSTILE = "<img src=x onerror=alert(1)> ${7*7} $script </script><script>alert(2)</script> <!-- `"


@dataclass
class Parsed(HTMLParser):
    """Elements of a page with their attributes, and the text inside scripts and styles."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    inside: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements:
            self.inside.append((self.elements[-1][0], data))

    def texts(self, tag: str) -> list[str]:
        return [text for name, text in self.inside if name == tag and text.strip()]

    def document(self) -> Any:
        """What the page's own script reads."""
        return json.loads(gzip.decompress(base64.b64decode(self.texts("script")[0])))

    def cards(self) -> dict[str, Any]:
        """Cards of all records, by kind and id."""
        read = self.document()
        scene, parts = read["scene"], read["parts"]
        table = parts[scene["shared"]]
        return {kind: unpacked(table, parts[name]) for kind, name in scene["cards"].items()}


def parsed(page: bytes) -> Parsed:
    parser = Parsed()
    parser.feed(page.decode())
    parser.close()
    return parser


@pytest.fixture(scope="module")
def page(dataset: Dataset) -> bytes:
    return render_html(dataset, DashboardState(date=date(2025, 3, 17), event=FOUNDING), made=MADE)


@pytest.fixture(scope="module")
def cards(page: bytes) -> Any:
    return parsed(page).cards()


def spoken(texts: dict[str, Any], lang: Language) -> dict[str, Any]:
    return {**texts["both"], **texts[lang]}


def test_the_page_is_small(page: bytes) -> None:
    assert len(page) < MOST_BYTES


def test_the_same_day_gives_the_same_bytes(dataset: Dataset, page: bytes) -> None:
    state = DashboardState(date=date(2025, 3, 17), event=FOUNDING)
    assert render_html(dataset, state, made=MADE) == page


def test_nothing_is_loaded_from_anywhere(page: bytes) -> None:
    parser = parsed(page)
    assert {tag for tag, _ in parser.elements} <= {
        "html", "head", "meta", "title", "style", "body", "main", "p", "script",
    }  # fmt: skip
    assert not [attrs for _, attrs in parser.elements if {"src", "href"} & attrs.keys()]
    assert "@import" not in "".join(parser.texts("style"))
    addresses = re.findall(r"url\(\s*['\"]?([^)'\"]*)", "".join(parser.texts("style")))
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert b"sourceMappingURL" not in page


def test_the_policy_allows_what_is_in_the_page_and_nothing_else(page: bytes) -> None:
    parser = parsed(page)
    policy = next(str(a["content"]) for tag, a in parser.elements if tag == "meta" and "http-equiv" in a)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["connect-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    _, *scripts = parser.texts("script")  # the first holds data
    for texts, name in ((scripts, "script-src"), (parser.texts("style"), "style-src")):
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts}
        assert hashes == set(rules[name].split())


def test_every_event_has_its_card_in_both_languages(dataset: Dataset, cards: Any) -> None:
    assert cards["events"].keys() == set(dataset.event_by_id)
    for event in dataset.events:
        for lang in LANGUAGES:
            expected = event_card(dataset, event, Translator(lang))
            card = spoken(cards["events"][event.id], lang)
            for key in ("parts", "related", "sources"):
                expected[key] = [named["id"] for named in expected[key]]
            expected["part_of"] = event.part_of
            assert card == expected, event.id


def test_every_party_has_its_card_in_both_languages(dataset: Dataset, cards: Any) -> None:
    assert cards["parties"].keys() == set(dataset.actors)
    for lang in LANGUAGES:
        for actor in dataset.actors.values():
            expected = party_card(dataset, actor, Translator(lang))
            expected["sources"] = [source["id"] for source in expected["sources"]]
            assert spoken(cards["parties"][actor.id], lang) == expected, actor.id


def test_every_source_stands_once(dataset: Dataset, page: bytes, cards: Any) -> None:
    for source in dataset.sources:
        for lang in LANGUAGES:
            [expected] = sources_of(dataset, [source], Translator(lang))
            assert spoken(cards["sources"][source], lang) == expected
    url = next(iter(dataset.sources.values())).url
    assert json.dumps(parsed(page).document(), ensure_ascii=False).count(json.dumps(url)) == 1


def test_the_card_of_a_place_is_right_on_any_day(dataset: Dataset, page: bytes, cards: Any) -> None:
    chance = Random(4)
    length = (dataset.last_day - dataset.first_day).days
    most = parsed(page).document()["scene"]["mostEvents"]
    days = [dataset.first_day, dataset.control_known_until, dataset.control_known_until + timedelta(days=1)]
    days += [dataset.first_day + timedelta(days=chance.randint(0, length)) for _ in range(5)]
    for place in dataset.places.values():
        entry = cards["places"][place.id]
        turns = [date(1970, 1, 1) + timedelta(days=phase["from"]) for phase in entry["phases"][-2:]]
        for day in [*days, *turns]:
            lang = chance.choice(LANGUAGES)
            expected = place_card(dataset, place, day, Translator(lang))
            phase = [phase for phase in entry["phases"] if phase["from"] <= to_day(day)][-1]
            card = spoken(entry, lang) | spoken(phase, lang)
            past = [e for e in card["events"] if dataset.event_by_id[e].date <= day]
            card["events"] = past[-most:][::-1]
            card["earlier"] = len(past) - len(card["events"])
            expected["events"] = [event["id"] for event in expected["events"]]
            expected["sources"] = [source["id"] for source in expected["sources"]]
            assert card == expected, (place.id, day)


def test_the_page_opens_in_the_state_given(dataset: Dataset) -> None:
    state = DashboardState(
        date=date(2025, 1, 30),
        days=90,
        place="goma",
        cat=frozenset({EventCategory.SANCTIONS}),
        q="union",
        layers=frozenset({"control"}),
        lang="fr",
        view=View(-1.7, 29.2, 9),
    )
    parser = parsed(render_html(dataset, state, made=MADE))
    document = parser.document()
    settled = document["settled"]
    assert settled == {
        "rev": 0,
        "mask": "",
        "cat": "sanctions",
        "q": "union",
        "date": "2025-01-30",
        "days": "90",
        "place": "goma",
        "layers": "control",
        "lang": "fr",
        "view": "-1.7000,29.2000,9",
        "tiles": "",
    }
    assert parser.elements[0] == ("html", {"lang": "fr"})
    assert parser.texts("title") == ["Qui tenait quelle localité dans l’est de la RD Congo, 30 janvier 2025"]
    assert document["about"]["made"] == to_day(MADE)


def test_the_default_state_opens_on_the_last_known_day(dataset: Dataset) -> None:
    settled = parsed(render_html(dataset, DashboardState())).document()["settled"]
    assert settled["date"] == dataset.control_known_until.isoformat()
    assert settled["mask"] == ""


def test_text_of_records_stays_text(tiny_package: TinyPackage) -> None:
    for file in ("events", "places", "actors", "sources"):
        header, *rows = tiny_package.read(f"{file}.csv").splitlines()
        for column in header.split(","):
            if column.endswith(("_en", "_fr")) or column in {"name", "title", "publisher"}:
                for line in range(2, len(rows) + 2):
                    tiny_package.set_cell(f"{file}.csv", line, column, HOSTILE)
    dataset = load_dataset(tiny_package.folder)
    parser = parsed(render_html(dataset, DashboardState(q=HOSTILE), made=MADE))
    assert [tag for tag, _ in parser.elements].count("script") == 3
    assert "img" not in {tag for tag, _ in parser.elements}
    document = parser.document()
    [titles] = document["scene"]["events"]["titles"]["en"]
    assert document["parts"][titles] == [HOSTILE] * len(dataset.events)
    assert document["settled"]["q"] == HOSTILE


def test_modules_in_folders_are_named_by_their_path(tmp_path: Path) -> None:
    for name, source in {
        "page/main": 'import { a } from "../core/a.js";\na;\n',
        "core/a": "export const a = 1;\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.js").write_text(source, encoding="utf-8")
    assert "const { a } = $core_a;" in bundle("page/main", tmp_path)
    assert variable("page/main") == "$page_main"


def modules(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder


def test_a_bundle_holds_each_module_once_after_what_it_imports(tmp_path: Path) -> None:
    folder = modules(
        tmp_path,
        main='import { a } from "./a.js";\nimport { b as c } from "./b.js";\na(c);\n',
        a='import { b } from "./b.js";\nexport function a() { return b; }\n',
        b="export const b = 1;\n",
    )
    script = bundle("main", folder)
    assert script.count("export") == script.count("import ") == 0
    assert re.findall(r"^const (\$\w+) = \(", script, re.MULTILINE) == ["$b", "$a", "$main"]
    assert "const { b: c } = $b;" in script


def test_a_bundle_leaves_out_what_only_a_reader_needs(tmp_path: Path) -> None:
    source = '// why\nconst a = 1; // how\nif (a) {\n  const b = "x; // y";\n}\n'
    assert 'const a = 1;\nif (a) {\nconst b = "x; // y";\n}' in bundle("main", modules(tmp_path, main=source))


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('import { main } from "./main.js";\n', "import each other: main -> main"),
        ('import * as all from "./a.js";\n', "not understood"),
        ("export default 1;\n", "not understood"),
        ('const text = "</SCRIPT>";\n', "cannot hold"),
    ],
)
def test_what_cannot_be_bundled_is_an_error(tmp_path: Path, source: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        bundle("main", modules(tmp_path, main=source))


def test_the_program_can_be_bundled() -> None:
    script = bundle("page/standalone")
    assert "$map_geodash" in script
    assert "$timeline_timeline" in script
