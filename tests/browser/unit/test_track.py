"""The clock's track marks what is not known: control after its last day, and events where they are thin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geodash.i18n import Translator
from geodash.model.interval import to_day

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import Language
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

VIEW = """
  const span = { from: scene.domain[0], to: scene.domain[1] + 1, kind: "all" };
  const view = (lang, of = scene) => ({
    scene: of, lang, span, palette: scene.palette.light, width: 1400, height: 80, font: "sans-serif",
    marks: [], totals: runningTotals(scene, null), state: { days: 30, date: scene.domain[0], mask: null },
  });
  const painted = (of, day, { top = 20, bottom = 50 } = {}) => {
    const canvas = paintStill(view("en", of));
    const x = Math.round(scaleOf(span, 1400).x(day) * window.devicePixelRatio);
    const { data } = canvas.getContext("2d").getImageData(x, top, 8, bottom - top);
    let sum = 0;
    for (let i = 3; i < data.length; i += 4) sum += data[i];
    return sum;
  };
"""
INK = f"""(days, thin) => {{
  {VIEW}
  return days.map((day) => painted({{ ...scene, thinFrom: thin }}, day));
}}"""
HINT = f"""(day, lang) => {{
  {VIEW}
  return hintOf({{ ...view(lang) }}, day, scaleOf(span, 1400));
}}"""


def ink(program: Program, dataset: Dataset, days: list[int], *, thin: bool = True) -> list[int]:
    """How much is painted of the hatch at each of some days."""
    begin = dataset.events_thin_from
    assert begin is not None
    found: list[int] = program.answer("timeline/hint", INK, days, to_day(begin) if thin else None)
    return found


def test_the_thin_stretch_has_a_second_hatch_paler_than_the_first(program: Program, dataset: Dataset) -> None:
    assert dataset.events_thin_from is not None
    thin, until = to_day(dataset.events_thin_from), to_day(dataset.control_known_until)
    days = [until - 60, until + 20, thin + 20]
    known, unknown, both = ink(program, dataset, days)
    assert known == 0
    assert unknown < both < 2 * unknown
    assert ink(program, dataset, days, thin=False)[2] == pytest.approx(unknown, rel=0.25)


def test_the_words_on_the_last_known_day_keep_clear_of_it(program: Program, dataset: Dataset) -> None:
    thin = to_day(dataset.events_thin_from or dataset.last_day)
    top = f"""(day, thin) => {{
      {VIEW}
      return painted({{ ...scene, thinFrom: thin }}, day, {{ top: 0, bottom: 12 }});
    }}"""
    assert program.answer("timeline/hint", top, thin + 20, thin) == 0


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_hint_says_so_from_that_day_on(program: Program, dataset: Dataset, lang: Language) -> None:
    assert dataset.events_thin_from is not None
    tr = Translator(lang)
    said = tr("clock.hint.thin", date=tr.date(dataset.events_thin_from))
    thin = to_day(dataset.events_thin_from)
    cases: list[Any] = [(thin - 40, lang), (thin + 20, lang), (to_day(dataset.last_day), lang)]
    found = [said in text for text in program.answers("timeline/hint", HINT, cases)]
    assert found == [False, True, True]
