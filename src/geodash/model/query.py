"""What somebody asks of the events in words: which must occur, which stand for one another, and when.

The browser reads the same words by the same rule (``core/asking.js``), from the tables below.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geodash.model.interval import to_day

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING_TOLD = """a about all an and are at by did do does for from in is of on that the to was were what
    when which who why with
    au aux avec d dans de des du en est et fait l la le les ont par pour qu quand que qui quoi
    s sont sur un une"""
PASSED_OVER = frozenset(_NOTHING_TOLD.split())
"""Words that tell one event from another in neither language."""
ALIKE = (
    (
        "capture captures captured capturing take takes took taken taking retake retakes retaken seize "
        "seizes seized seizure fall falls fell fallen enter enters entered claims claimed occupy occupies "
        "occupied overrun overruns prend prennent pris prise prises prit reprend reprennent repris reprise "
        "capturee chute tombe tombee tombent empare emparent entre revendique occupe occupee occupation"
    ),
    (
        "withdraw withdraws withdrew withdrawn withdrawal withdrawing pull pulls pulled pullout leave leaves "
        "leaving retreat retreats retreated exit exits departure retrait retire retirent retirer quitte "
        "quittent quitter depart"
    ),
    "kill kills killed killing dead death deaths toll tue tues tuee tuees tuent mort morts bilan",
    "attack attacks attacked offensive assault attaque attaques attaquent assaut",
    "agreement agreements accord accords deal deals pact declaration framework cadre pacte",
    "sever severs severed break breaks broke broken cut cuts rompt rompent rompu rupture",
    "tie ties relation relations liens",
    "close closes closed closing closure shut shuts ferme ferment fermee fermes fermees fermer fermeture",
    "suspend suspends suspended suspension freeze freezes frozen halt halts suspendent suspendu gel gele",
    "expel expels expelled expulsion expulsions expulse expulsent renvoie",
    "sanction sanctions sanctioned lists listed sanctionne sanctionnes",
    "strike strikes raid raids bomb bombs bombed bombing frappe frappes bombarde bombardement",
    "flee flees fled displaced displacement fuient fuite fuir deplaces deplacement",
    "talks negotiation negotiations dialogue pourparlers negociations",
    "ceasefire truce treve",
)
"""Folded words that people use for the same deed, a line for each, in both languages."""
MONTHS = (
    "january janvier",
    "february fevrier",
    "march mars",
    "april avril",
    "may mai",
    "june juin",
    "july juillet",
    "august aout",
    "september septembre",
    "october octobre",
    "november novembre",
    "december decembre",
)
_LEAST_OF_MONTH = 3
_NO_WORD = re.compile(r"[\W_]+")
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """Every one of ``words`` must occur, or a word of its ``alike``; ``period`` is the days asked for."""

    words: tuple[str, ...]
    alike: tuple[frozenset[str], ...]
    period: tuple[int, int] | None = None


_GROUP_OF = {word: frozenset(line.split()) for line in ALIKE for word in line.split()}
_MONTH_NAMES = [(name, number) for number, line in enumerate(MONTHS, 1) for name in line.split()]


def read_query(words: Sequence[str], years: tuple[int, int]) -> Query:
    """Read folded words in the order in which they were typed; a number is a year within ``years`` only."""
    left, period = _without_period([*words], years)
    kept = [word for word in left if word not in PASSED_OVER] or ([] if period else left)
    once = tuple(dict.fromkeys(kept))
    return Query(once, tuple(_GROUP_OF.get(word, frozenset()) for word in once), period)


def _without_period(words: list[str], years: tuple[int, int]) -> tuple[list[str], tuple[int, int] | None]:
    for at, word in enumerate(words):
        if _YEAR.fullmatch(word) and years[0] <= int(word) <= years[1]:
            start, end, period = _around(words, at)
            return words[:start] + words[end:], period
    return words, None


def _around(words: list[str], at: int) -> tuple[int, int, tuple[int, int]]:
    """The words that a day, month or year of a text takes, and its days: the longest form around a year."""
    year = int(words[at])
    forms = []  # of a day: the words taken, the month, the day
    is_doubled = False  # a name such as Mai-Mai
    match words[max(0, at - 2) : at]:
        case [one, two]:
            forms = [
                (at - 2, at + 1, month, day)
                for month, day in (
                    (_month(two), _number(one)),
                    (_month(one), _number(two)),
                    (_number(two), _number(one)),
                )
            ]
            is_doubled = one == two
    match words[at + 1 : at + 3]:
        case [one, two]:
            forms.append((at, at + 3, _number(one), _number(two)))
    for start, end, number, day in forms:
        if 0 < number <= len(MONTHS) and 0 < day <= monthrange(year, number)[1]:
            return start, end, _days(date(year, number, day), date(year, number, day))
    month = _month(words[at - 1]) if at and not is_doubled else 0
    if month:
        last = monthrange(year, month)[1]
        return at - 1, at + 1, _days(date(year, month, 1), date(year, month, last))
    return at, at + 1, _days(date(year, 1, 1), date(year, 12, 31))


def _days(first: date, last: date) -> tuple[int, int]:
    return to_day(first), to_day(last)


def _month(word: str) -> int:
    """Number of a month by its name or the beginning of one, or 0 where it fits none or several."""
    if len(word) < _LEAST_OF_MONTH:
        return 0
    fitting = {number for name, number in _MONTH_NAMES if name.startswith(word)}
    return fitting.pop() if len(fitting) == 1 else 0


def _number(word: str) -> int:
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er)?", word, re.ASCII)
    return int(found[1]) if found else 0


def has_word(text: str, wanted: frozenset[str]) -> bool:
    """Whether one of some words stands in a folded text as a whole word."""
    return any(part in wanted for part in _NO_WORD.split(text))


def asking_tables() -> dict[str, list[str]]:
    """The tables above for the browser."""
    return {"passedOver": sorted(PASSED_OVER), "alike": list(ALIKE), "months": list(MONTHS)}
