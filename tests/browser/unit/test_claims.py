"""The table of the founding text holds what the tables of claims and corrections hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from tests.browser.unit.conftest import Program

pytestmark = pytest.mark.browser

POINTS = """async () => pointsOf(await scene.document("stories")).map(({ steps, ...point }) => ({
  ...point,
  corrections: point.corrections.map(({ key }) => key),
  steps: steps.map(([story, { step }]) => `${story.id}-${step}`),
}))"""
EMPTY = "() => pointsOf({ stories: [{ id: 'one', steps: [], claims: [], corrections: [] }] })"


@pytest.fixture
def points(program: Program) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.answer("tabs/source-claims", POINTS)
    return found


def test_each_claim_is_a_row_with_verdict_records_and_corrections(
    points: list[dict[str, Any]], dataset: Dataset
) -> None:
    rows = {row["number"]: row for row in points if row["number"] is not None}
    assert list(rows) == [claim.n for claim in dataset.claims]
    for claim in dataset.claims:
        row = rows[claim.n]
        corrections = [each for each in dataset.corrections if claim.id in each.claim_ids]
        assert row["text"] == {"en": claim.claim_en, "fr": claim.claim_fr}
        assert row["verdict"] == claim.verdict
        assert row["steps"] == list(claim.step_ids)
        assert set(row["corrections"]) == {each.id for each in corrections}
        assert set(row["events"]) == {
            *claim.event_ids,
            *(event_id for each in corrections for event_id in each.event_ids),
        }


def test_a_correction_of_the_whole_text_is_a_row_of_its_own(
    points: list[dict[str, Any]], dataset: Dataset
) -> None:
    whole = {row["corrections"][0]: row for row in points if row["number"] is None}
    assert whole.keys() == {each.id for each in dataset.corrections if not each.claim_ids}
    former = whole["correction-former-colonies"]
    assert former["verdict"] == "corrected"
    assert former["events"] == ["rwa-accuses-bel-20250317"]


def test_every_correction_is_shown(points: list[dict[str, Any]], dataset: Dataset) -> None:
    shown = {key for row in points for key in row["corrections"]}
    assert shown == {each.id for each in dataset.corrections}


def test_without_claims_there_is_no_row(program: Program) -> None:
    assert program.answer("tabs/source-claims", EMPTY) == []
