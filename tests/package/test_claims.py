"""The 22 claims of the news text of 17 March 2025: each rests on an event and is told by a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geodash.link.state import DashboardState
from geodash.model.selection import window_mask

if TYPE_CHECKING:
    from geodash.model.dataset import Dataset
    from geodash.model.records import StoryStep

STORY = "rwanda-belgium-break"
CLAIMS = [  # claim, step, an event that it rests on, words of the step
    (1, 9, "bel-expels-rwa-diplomats-20250317", "Rwandan diplomats persona non grata"),
    (1, 8, "rwa-expels-bel-diplomats-20250317", "gave Belgian diplomats 48 hours"),
    (2, 8, "rwa-bel-sever-relations-20250317", "formally ended relations at once"),
    (3, 8, "rwa-accuses-bel-20250317", "lies and manipulation"),
    (4, 8, "rwa-accuses-bel-20250317", "League of Nations mandate and UN trust territory"),
    (5, 4, "rwa-suspends-coop-belgium-20250218", "accusing it of taking sides"),
    (6, 1, "goma-captured-20250127", "Security Council dates its control to 28 January"),
    (6, 3, "bukavu-captured-20250216", "held alongside Goma"),
    (7, 7, "rwanda-denies-war-role-20250316", "the war was not Rwanda's"),
    (8, 7, "unsc-res-2773-20250221", "directs and reinforces M23"),
    (9, 2, "belgium-quintin-urges-eu-20250130", "Bernard Quintin, then, from February, Maxime Prévot"),
    (10, 4, "bel-prevot-reply-coop-20250218", "violated the territorial integrity of the DRC"),
    (11, 9, "bel-expels-rwa-diplomats-20250317", "persona non grata"),
    (12, 9, "bel-prevot-statement-20250317", "Kigali avoids dialogue"),
    (13, 4, "rwa-suspends-coop-belgium-20250218", "On 18 February Rwanda suspended"),
    (14, 4, "rwa-suspends-coop-belgium-20250218", "taking sides"),
    (15, 5, "uk-pauses-aid-rwanda-20250225", "paused bilateral aid"),
    (16, 5, "uk-diplomatic-measures-rwanda-20250225", "diplomatic, trade and defence measures"),
    (17, 5, "rwa-reacts-uk-measures-20250225", "London had chosen a side"),
    (18, 6, "deu-suspends-new-aid-rwanda-20250304", "EU ministers agreed on sanctions in principle"),
    (19, 10, "eu-sanctions-9-1-20250317", "The same day the EU listed"),
    (20, 10, "eu-sanctions-gasabo-20250317", "Only the last two were listed over minerals"),
    (21, 10, "eu-diplomat-rwanda-bashing-20250317", "remark is unconfirmed"),
    (22, 10, "eu-mou-under-review-20250224", "minerals memorandum stayed under review"),
]


@pytest.fixture(scope="module")
def steps(dataset: Dataset) -> dict[int, StoryStep]:
    return {step.step: step for step in dataset.stories if step.story_id == STORY}


def in_reach(dataset: Dataset, step: StoryStep) -> set[str]:
    """Events that a step selects, lists on the card of that event, or has in its list of the usual window."""
    event = dataset.event_by_id[step.event_id]
    parts = {part.id for part in dataset.parts_of(event.part_of or event.id)}
    shown = window_mask(dataset.event_columns, step.date, DashboardState().days)
    return {event.id, *parts, *(dataset.events[row].id for row in np.flatnonzero(shown))}


def test_the_table_holds_every_claim_and_says_why_one_is_not_simply_confirmed(dataset: Dataset) -> None:
    assert [claim.n for claim in dataset.claims] == list(range(1, 23))
    verdicts = {claim.n: claim.verdict.value for claim in dataset.claims if claim.verdict != "confirmed"}
    assert [n for n, verdict in verdicts.items() if verdict == "refined"] == [2, 6, 9, 19, 22]
    assert [n for n, verdict in verdicts.items() if verdict == "corrected"] == [8, 13, 17, 20]
    assert [n for n, verdict in verdicts.items() if verdict == "unsupported"] == [21]


def test_former_colonies_and_the_order_of_acts_are_corrected_though_no_claim_has_their_number(
    dataset: Dataset,
) -> None:
    loose = {
        correction.id: correction.text_en for correction in dataset.corrections if not correction.claim_ids
    }
    assert loose.keys() == {"correction-former-colonies", "correction-order-of-acts"}
    assert "UN trust territory under Belgium, after German rule" in loose["correction-former-colonies"]


def test_the_story_tells_every_claim(steps: dict[int, StoryStep]) -> None:
    assert {claim for claim, *_ in CLAIMS} == set(range(1, 23))
    assert {step for _, step, *_ in CLAIMS} == set(steps)


@pytest.mark.parametrize(("claim", "step", "event_id", "words"), CLAIMS)
def test_a_claim_is_told_by_its_step_and_its_event_is_in_reach(
    dataset: Dataset, steps: dict[int, StoryStep], claim: int, step: int, event_id: str, words: str
) -> None:
    [named] = [each for each in dataset.claims if each.n == claim]
    assert event_id in named.event_ids
    assert steps[step].id in named.step_ids
    assert words in steps[step].text_en
    assert event_id in in_reach(dataset, steps[step])
