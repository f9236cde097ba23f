"""What a card hands out: its link, and a picture of it as of the clock's day."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.opened import Dashboard

    Open = Callable[..., Dashboard]

pytestmark = [pytest.mark.browser, pytest.mark.led]

PNG = b"\x89PNG"
CARDS = [("place", "goma"), ("event", "goma-captured-20250127"), ("party", "m23")]


@pytest.mark.parametrize(("kind", "record"), CARDS)
def test_a_card_hands_out_its_link_and_a_picture(dashboard: Open, kind: str, record: str) -> None:
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    opened = dashboard(**options).open(date="2025-01-28", lang="fr", conf="medium", **{kind: record})
    card = opened.page.locator(".gd-card")
    card.get_by_role("button", name="Copier le lien vers cette fiche").click()
    card.get_by_text("Le lien est copié.").wait_for()
    query = dict(parse_qsl(urlsplit(opened.page.evaluate("() => navigator.clipboard.readText()")).query))
    wanted = {"date": "2025-01-28", "lang": "fr", "conf": "medium", kind: record}
    assert {name: query[name] for name in wanted} == wanted
    picture = card.get_by_role("link", name="Image de cette vue (PNG)")
    assert dict(parse_qsl(urlsplit(picture.evaluate("(node) => node.href")).query)) == query


def test_the_picture_is_one_and_follows_the_clock(dashboard: Open) -> None:
    opened = dashboard().open(date="2025-01-28", place="goma")
    opened.page.get_by_role("slider", name="Date").press("ArrowRight")
    opened.wait_for_query("date", "2025-01-29")
    picture = opened.page.locator(".gd-picture")
    address = picture.evaluate("(node) => node.href")
    assert "date=2025-01-29" in address
    with urlopen(address) as answer:
        assert answer.read(4) == PNG
