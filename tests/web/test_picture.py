"""A picture by address is that of its link, or says why there is none."""

from __future__ import annotations

import json
import struct

import pytest

from tests.web.client import get


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_picture_has_the_size_that_previews_ask_for_and_shows_its_day() -> None:
    first = get("/picture.png", {"date": "2025-01-27"})
    assert (first.status, first.headers["content-type"]) == (200, "image/png")
    assert size_of(first.content) == (1200, 675)
    other = get("/picture.png", {"date": "2025-02-20"})
    assert other.content != first.content
    again = get("/picture.png", {"date": "2025-01-27"}, if_none_match=first.headers["etag"])
    assert (again.status, again.content) == (304, b"")


def test_a_picture_comes_as_vectors_and_in_other_sizes() -> None:
    vectors = get("/picture.svg", {"date": "2025-01-27", "lang": "fr", "size": "square"})
    assert vectors.headers["content-type"].startswith("image/svg+xml")
    assert "27 janvier 2025" in vectors.text
    assert 'width="576pt"' in vectors.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"date": "2025-13-27"}, "2025-13-27"),
        ({"place": "atlantis"}, "atlantis"),
        ({"date": "1999-01-01"}, "1999"),
        ({"size": "poster"}, "16:9, a4, a4-upright, square"),
    ],
)
def test_no_picture_is_made_of_another_day_or_place_than_the_one_asked_for(
    query: dict[str, str], said: str
) -> None:
    answer = get("/picture.png", query)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert said in json.loads(answer.text)["detail"]


def test_a_pinned_link_still_has_its_picture_after_a_release() -> None:
    """A page of a wiki names the data it was written on; the picture says which it shows."""
    assert get("/picture.png", {"date": "2025-01-27", "v": "1.0.0"}).status == 200
