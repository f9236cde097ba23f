"""Rectangles on a sheet, in points from its top left corner, y downwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent to the right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent downwards."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box) -> bool:
        """Whether the inner areas share a point; touching edges do not count.

        >>> Box(0, 0, 2, 2).overlaps(Box(2, 0, 4, 2))
        False
        """
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )

    def contains(self, other: Box) -> bool:
        """Whether the other box lies inside, edges included."""
        return (
            self.left <= other.left
            and self.right >= other.right
            and self.top <= other.top
            and self.bottom >= other.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def grown(self, by: float) -> Box:
        """The box with its edges moved outwards, or inwards for a negative number."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def columns(self, count: int, gap: float) -> list[Box]:
        """The box cut into equal columns."""
        width = (self.width - gap * (count - 1)) / count
        starts = [self.left + index * (width + gap) for index in range(count)]
        return [Box(start, self.top, start + width, self.bottom) for start in starts]


def around(x: float, y: float, radius: float) -> Box:
    """The square around a point."""
    return Box(x - radius, y - radius, x + radius, y + radius)
