"""What a run has to say: rows of measurements with their budgets, as a table, Markdown or JSON."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEADINGS = ("what", "measured", "reference", "ratio", "budget", "")
PASS, FAIL, NOT_JUDGED = "pass", "FAIL", ""


@dataclass(frozen=True)
class Sample:
    """Repeated measurements of one thing, in one unit."""

    values: tuple[float, ...]
    unit: str

    @classmethod
    def of(cls, values: Iterable[float], unit: str) -> Sample:
        """Sample of any numbers; there must be one at least."""
        found = tuple(float(value) for value in values)
        if not found:
            raise ValueError("There is nothing in the sample.")
        return cls(found, unit)

    @property
    def median(self) -> float:
        """Middle value."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """Value that 95 % of the sample do not exceed: the next one up, nothing between two measurements."""
        ordered = sorted(self.values)
        return ordered[max(0, -(-95 * len(ordered) // 100) - 1)]

    def __str__(self) -> str:
        text = f"{number(self.median)} {self.unit}".rstrip()
        return f"{text} [{number(self.p95)}]" if len(self.values) > 1 else text


@dataclass(frozen=True)
class Budget:
    """A limit on the median, or on the ratio to a reference; ``at_least`` turns it round."""

    limit: float
    of_ratio: bool = False
    at_least: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value is within the budget."""
        return value >= self.limit if self.at_least else value <= self.limit

    def text(self, unit: str) -> str:
        """The budget in words."""
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {number(self.limit)}{'x' if self.of_ratio else f' {unit}'.rstrip()}"


@dataclass(frozen=True)
class Row:
    """One line of the table.

    ``reference`` is what the measurement is compared with: the ratio says how much slower the measured thing
    is, or with ``is_speedup`` how much faster. ``trouble`` says why there is no measurement; such a row fails
    if ``is_failure``.
    """

    what: str
    measured: Sample | None = None
    budget: Budget | None = None
    reference: Sample | None = None
    reference_name: str = ""
    is_speedup: bool = False
    trouble: str = ""
    is_failure: bool = False

    @property
    def ratio(self) -> float | None:
        """Measured over reference, or for a speed-up the other way round."""
        if self.measured is None or self.reference is None:
            return None
        mine, other = self.measured.median, self.reference.median
        above, below = (other, mine) if self.is_speedup else (mine, other)
        return above / below if below else None

    @property
    def verdict(self) -> str:
        """``pass``, ``FAIL``, or nothing where no budget applies."""
        if self.measured is None:
            return FAIL if self.is_failure else NOT_JUDGED
        if self.budget is None:
            return NOT_JUDGED
        value = self.ratio if self.budget.of_ratio else self.measured.median
        return PASS if value is not None and self.budget.holds(value) else FAIL

    def cells(self) -> tuple[str, ...]:
        """The row as texts under HEADINGS."""
        unit = self.measured.unit if self.measured else ""
        reference = f"{self.reference} {self.reference_name}".strip() if self.reference else ""
        return (
            self.what,
            str(self.measured) if self.measured else f"left out: {self.trouble}",
            reference,
            f"{number(self.ratio)}x" if self.ratio is not None else "",
            self.budget.text(unit) if self.budget else "",
            self.verdict,
        )


def number(value: float) -> str:
    """Three significant digits, with thin groups of thousands left to the reader.

    >>> number(0.01234), number(12.34), number(1234.5), number(0)
    ('0.0123', '12.3', '1,234', '0')
    """
    if value == 0:
        return "0"
    if abs(value) >= 100:  # noqa: PLR2004  where a decimal would be a fourth digit
        return f"{value:,.0f}"
    return f"{value:.3g}"


def failures(rows: Iterable[Row]) -> list[str]:
    """Names of the rows that fail."""
    return [row.what for row in rows if row.verdict == FAIL]


def as_text(rows: Sequence[Row]) -> str:
    """Table with aligned columns."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    padded = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([padded[0], "-" * max(map(len, padded)), *padded[1:]])


def as_markdown(rows: Sequence[Row]) -> str:
    """Table for a document."""
    lines = [HEADINGS, tuple("---" for _ in HEADINGS), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def as_document(rows: Sequence[Row], machine: dict[str, str]) -> dict[str, Any]:
    """Everything measured, for a JSON file."""
    return {
        "machine": machine,
        "rows": [asdict(row) | {"ratio": row.ratio, "verdict": row.verdict} for row in rows],
    }
