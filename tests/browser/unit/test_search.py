"""Finding by words: folding, one wrong letter, and what the search box would list."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from geodash.model.interval import to_day
from geodash.model.query import asking_tables, read_query
from geodash.model.selection import fold, typed_words, words_of

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

FOUNDING = "rwa-bel-sever-relations-20250317"
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00), 0x2019, 0xFB01)
FIND = """async (text) => {
  const finder = await createFinder(scene);
  const now = { date: dayOf("2025-03-17"), days: 30 };
  return finder.find(text, "en", now).flatMap(({ choices }) => choices.map(({ kind, id }) => [kind, id]));
}"""


def test_browser_and_python_fold_alike(program: Program, dataset: Dataset) -> None:
    texts = ["Élysée, l’armée", "STRASSE straße", "ﬁn", "İstanbul", "Ångström", "n̈", *map(chr, LATIN)]
    texts += [name for p in dataset.places.values() for name in (p.name, p.name_fr, p.name_en, *p.aliases)]
    texts += [actor.name_fr for actor in dataset.actors.values()]
    texts += [source.title for source in dataset.sources.values()]
    texts += [event.title_fr for event in dataset.events]
    assert program.answers("core/finding", "fold", [[text] for text in texts]) == list(map(fold, texts))


FALL = "goma-captured-20250127"
ASKED = [
    "fall of Goma",
    "the fall of goma",
    "chute de Goma",
    "Goma captured",
    "prise de Goma",
    "Goma January 2025",
    "Goma jan 2025",
    "Goma janvier 2025",
    "Goma 27 January 2025",
    "27/1/2025 Goma",
    "goma capture 2025",
    "M23 enters Goma",
]


@pytest.mark.parametrize("typed", ASKED)
def test_the_fall_of_goma_is_found_as_people_name_it(program: Program, typed: str) -> None:
    found = program.answer("page/search-find", FIND, typed)
    assert ["event", FALL] in found, found


@pytest.mark.parametrize(
    "typed", ["M23 takes Bukavu", "prise de Bukavu", "fall of Bukavu", "Bukavu février 2025"]
)
def test_so_is_that_of_bukavu(program: Program, dataset: Dataset, typed: str) -> None:
    found = program.answer("page/search-find", FIND, typed)
    titles = [event.title_en for event in dataset.events if ["event", event.id] in found]
    assert "M23 takes control of Bukavu" in titles


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        ("Rwanda breaks ties with Belgium", "rwa-bel-sever-relations-20250317"),
        ("rupture des relations Rwanda Belgique", "rwa-bel-sever-relations-20250317"),
        ("Doha agreement", "doha-framework-20251115"),
        ("accord de Doha", "doha-framework-20251115"),
        ("Doha deal", "doha-declaration-20250719"),
        ("withdrawal from Walikale", "walikale-withdrawal-20250402"),
        ("le M23 quitte Walikale", "walikale-withdrawal-20250402"),
    ],
)
def test_other_deeds_too_are_found_by_what_people_call_them(program: Program, typed: str, event: str) -> None:
    assert ["event", event] in program.answer("page/search-find", FIND, typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("27 January 2025", ("2025-01-27", "2025-01-27")),
        ("January 27, 2025", ("2025-01-27", "2025-01-27")),
        ("2025-01-27", ("2025-01-27", "2025-01-27")),
        ("1er mars 2025", ("2025-03-01", "2025-03-01")),
        ("March 2025", ("2025-03-01", "2025-03-31")),
        ("février 2024", ("2024-02-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31")),
    ],
)
def test_a_time_alone_moves_the_clock(program: Program, typed: str, days: tuple[str, str]) -> None:
    [[kind, found]] = program.answer("page/search-find", FIND, typed)
    assert kind == "time"
    assert found == " ".join(str(to_day(date.fromisoformat(day))) for day in days)


QUERIES = [
    *ASKED,
    "",
    "of",
    "Mai-Mai 2025",
    "mai 2025",
    "resolution 2773",
    "ma 2025",
    "31 February 2025",
    "1 2 3",
    "le M23",
]


def test_browser_and_python_read_a_query_alike(program: Program, dataset: Dataset) -> None:
    tables = asking_tables() | {"years": dataset.event_columns.years}
    function = """(text, tables) => {
      const { words, alike, period } = readQuery(text, tables);
      return [words, alike.map((each) => [...each].sort()), period];
    }"""
    said = program.answers("core/asking", function, [[text, tables] for text in QUERIES])
    for text, (words, alike, period) in zip(QUERIES, said, strict=True):
        expected = read_query(typed_words(text), dataset.event_columns.years)
        assert tuple(words) == expected.words, text
        assert [frozenset(each) for each in alike] == list(expected.alike), text
        assert (period and tuple(period)) == expected.period, text


WORDS = [
    '"Goma airport"',
    "goma, airport",
    "goma\u2011airport",
    "(Goma) / airport!",
    "l\u2019a\u00e9roport de Goma",
    "M23/AFC",
    "R\u00e9solution 2773",
    "a_b",
    "\u0627\u0644\u0642\u0648\u0627\u062a, \u4e2d\u6587",
    "...",
    "",
]


def test_browser_and_python_have_one_rule_for_words(program: Program) -> None:
    said = program.answers(
        "core/finding", "(text) => [...new Set(wordsOf(text))]", [[text] for text in WORDS]
    )
    assert said == list(map(words_of, WORDS))


@pytest.mark.parametrize(
    ("typed", "kind", "record"),
    [
        ("bukvau", "place", "bukavu"),
        ("gisenyi", "place", "rubavu"),
        ("GISENI", "place", "rubavu"),
        ("kitchanga", "place", "kitshanga"),
        ("bruxelles", "place", "brussels"),
        ("lome", "place", "lome"),
        ("Lomé", "place", "lome"),
        ("tshisekdi", "actor", "felix-tshisekedi"),
        ("tchisekedi", "actor", "felix-tshisekedi"),
        ("felix tshi", "actor", "felix-tshisekedi"),
        ("belgique", "actor", "belgium"),
        ("rompt relations belgique", "event", FOUNDING),
        ("severs relations belgium", "event", FOUNDING),
        ("resolution 2773", "source", "Resolution 2773 (2025)"),
    ],
)
def test_names_in_both_languages_with_a_wrong_letter_are_found(
    program: Program, dataset: Dataset, typed: str, kind: str, record: str
) -> None:
    if kind == "source":
        record = next(source.id for source in dataset.sources.values() if source.title == record)
    assert [kind, record] in program.answer("page/search-find", FIND, typed)


def test_every_place_is_found_by_its_name(program: Program, dataset: Dataset) -> None:
    names = [place.label("en") for place in dataset.places.values()]
    found = program.answer(
        "page/search-find",
        """async (names) => {
          const finder = await createFinder(scene);
          const now = { date: dayOf("2025-03-17"), days: 30 };
          return names.map((name) =>
            finder.find(name, "en", now)[0].choices.map(({ kind, id }) => [kind, id]));
        }""",
        names,
    )
    for place, choices in zip(dataset.places, found, strict=True):
        assert ["place", place] in choices


def neighbours(word: str, letters: str) -> set[str]:
    """Every word that is one letter away: left out, changed, put in, or two neighbours swapped."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {a + b[1:] for a, b in splits if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    found |= {a + c + b[1:] for a, b in splits if b for c in letters}
    found |= {a + c + b for a, b in splits for c in letters}
    return found - {word}


def test_one_letter_off_is_what_it_says(program: Program) -> None:
    chance = random.Random(5)
    letters = "abc"
    words = ["".join(chance.choices(letters, k=chance.randint(1, 6))) for _ in range(60)]
    near = {word: neighbours(word, letters) for word in words}
    pairs = [[one, other] for one in words for other in words if one != other]
    pairs += [[word, other] for word in words[:20] for other in sorted(near[word])]
    whole = program.answers("page/search-index", "(a, b) => isOneOff(a, b)", pairs)
    assert whole == [other in near[one] for one, other in pairs]
    begins = program.answers("page/search-index", "(a, b) => isOneOff(a, b, true)", pairs)
    for (one, other), said in zip(pairs, begins, strict=True):
        beginnings = {other[:size] for size in range(len(other) + 1)}
        assert said == bool(beginnings & near[one]) or other.startswith(one), (one, other)


def test_of_many_events_only_loaded_titles_are_found(program: Program) -> None:
    found = program.answer(
        "page/search-find",
        """async () => {
          const empty = { id: [], names: [], en: [], fr: [], title: [], publisher: [], published: [] };
          const asking = { passedOver: [], alike: [], months: [], years: [1, 0] };
          const rows = [0, 0, 0, 0, 0];
          const chunks = { en: [["alpha one", "beta two"], Promise.resolve()], fr: [] };
          const get = (lang, row) => chunks[lang][Math.floor(row / 2)][row % 2];
          const finder = await createFinder({
            document: async () => ({ places: empty, actors: empty, sources: empty, asking }),
            places: empty,
            actors: empty,
            titles: { size: 2, chunks, get },
            events: {
              count: 5, id: ["a", "b", "c", "d", "e"], start: [1, 2, 3, 4, 5], sets: [],
              here: { from: 0, to: 5 }, place: rows, from: rows, to: rows, parties: [[]],
            },
          });
          const ids = () => finder.find("two", "en").flatMap(({ choices }) => choices.map(({ id }) => id));
          const before = ids();
          chunks.en[1] = ["gamma two", "delta"];
          return [finder.isComplete(), before, ids()];
        }""",
    )
    assert found == [False, ["b"], ["c", "b"]]
