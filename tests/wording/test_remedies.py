"""What to do about a problem of a table is told in the reader's language, with the same values in it."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from tests.package.test_checks import CELLS, ELSEWHERE

from geodash.errors import DatasetError
from geodash.i18n import Translator, catalogue
from geodash.package import load_dataset
from geodash.wording.remedy import REMEDIES, remedy_in_words

if TYPE_CHECKING:
    from tests.conftest import TinyPackage

ENGLISH, FRENCH = Translator("en"), Translator("fr")
BAD_CELLS = [*CELLS, *(case[:4] for case in ELSEWHERE)]


@pytest.mark.parametrize("case", BAD_CELLS)
def test_every_remedy_for_a_cell_is_known(tiny_package: TinyPackage, case: tuple[str, ...]) -> None:
    file, line, column, value = case[:4]
    tiny_package.set_cell(file, int(line), column, value)
    with pytest.raises(DatasetError) as broken:
        load_dataset(tiny_package.folder)
    for said in {problem.remedy for problem in broken.value.problems if problem.file == file}:
        assert remedy_in_words(said, ENGLISH) == said
        french = remedy_in_words(said, FRENCH)
        assert french is not None
        assert french != said


def test_a_hint_is_told_too() -> None:
    said = "use one of battle, explosion (did you mean `battle`?)"
    assert remedy_in_words(said, ENGLISH) == said
    found = remedy_in_words(said, FRENCH)
    assert found == "employez l’un de battle, explosion (vouliez-vous dire `battle`\xa0?)"


def test_what_no_catalogue_knows_stays_as_it_is() -> None:
    assert remedy_in_words("write a GeoJSON FeatureCollection", FRENCH) is None


@pytest.mark.parametrize("name", REMEDIES)
def test_each_text_is_found_again_as_itself(name: str) -> None:
    """None is taken for another, whatever values stand in it."""
    texts = {lang: catalogue(lang)[f"remedy.{name}"] for lang in ("en", "fr")}
    values = {field: "17" for _, field, _, _ in string.Formatter().parse(texts["en"]) if field}
    assert remedy_in_words(texts["en"].format(**values), FRENCH) == texts["fr"].format(**values)
