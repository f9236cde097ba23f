"""Texts with their numbers and plurals: the browser writes what Python writes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from geodash.i18n import LANGUAGES, Translator, catalogue
from geodash.scene.whole import BROWSER_CATALOGUES

if TYPE_CHECKING:
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

COUNTS = (0, 1, 2, 5, 11, 21, 100, 1_000, 1_234_567)


def plain(text: str) -> str:
    """Without the kinds of space in which number formats differ."""
    return " ".join(text.split())


def test_every_counted_text_takes_the_form_that_python_takes(program: Program) -> None:
    keys = [
        key.removesuffix("_other")
        for key in catalogue("en")
        if key.endswith("_other") and key.partition(".")[0] in BROWSER_CATALOGUES
    ]
    cases = [(lang, key, count) for lang in LANGUAGES for key in keys for count in COUNTS]
    said = program.answers(
        "core/scene", "(lang, key, count) => translate(scene, lang, key, { count })", cases
    )
    expected = [Translator(lang)(key, count=count) for lang, key, count in cases]
    assert list(map(plain, said)) == list(map(plain, expected))
    assert len(keys) > 10


def test_a_value_that_is_not_given_leaves_its_place_and_a_text_that_is_not_there_its_key(
    program: Program,
) -> None:
    function = "(key, values) => translate({ strings: { en: { a: 'from {x} to {y}' } } }, 'en', key, values)"
    cases = [["a", {"x": 1000, "y": "{x}"}], ["a", {"x": 1}], ["b", {}]]
    assert program.answers("core/scene", function, cases) == ["from 1,000 to {x}", "from 1 to {y}", "b"]


def test_numbers_are_grouped_as_in_python(program: Program) -> None:
    chance = random.Random(12)
    numbers: list[float] = [0, 999, 1000, -1500, 0.5]
    numbers += [chance.randrange(10 ** chance.randrange(1, 9)) for _ in range(100)]
    numbers += [round(chance.uniform(-5000, 5000), 2) for _ in range(100)]
    cases = [(number, lang) for number in numbers for lang in LANGUAGES]
    said = program.answers("core/scene", "formatNumber", cases)
    assert list(map(plain, said)) == [plain(Translator(lang).number(number)) for number, lang in cases]
