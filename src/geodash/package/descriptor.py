"""The descriptor of the data package: which files it has, under which terms, and what days it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from geodash.errors import Problem
from geodash.model.dataset import Contact, Credit
from geodash.package.conflict import read_conflict
from geodash.package.contents import REFRESH, parse_object, read_bytes, text_problems
from geodash.package.remedies import DATE, URL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodash.model.conflict import Conflict
    from geodash.package.source import Files

DESCRIPTOR = "datapackage.json"
DAYS = ("first_day", "control_known_until", "events_known_until")
THIN = "events_thin_from"
"""First day, if there is one, from which on events are known but thin."""

_ADDRESSES = (
    ("email", re.compile(r"[^@\s]+@[^@\s]+"), "write an address of mail, such as desk@example.org"),
    ("path", re.compile(r"https?://\S+"), URL),
)
"""Of a contributor: how each looks, and what to write."""
NO_VERSION = "give the data a version such as 1.0.0"


EARLIEST, LATEST = date(1000, 1, 1), date(9000, 1, 1)
"""A year has four digits, and a window before or after any day is made of days as well."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of the package. ``digest`` and ``size`` are empty where the descriptor gives none.

    With a ``table``, that of a database, whose address is the path.
    """

    name: str
    path: str
    credit: Credit | None = None
    digest: str = ""
    size: int | None = None
    table: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """What the descriptor says. A day that it lacks or that cannot be read is absent from ``days``."""

    files: Files
    version: str = ""
    releases: tuple[str, ...] = ()
    days: Mapping[str, date] = field(default_factory=dict)
    resources: Mapping[str, Resource] = field(default_factory=dict)
    conflict: Conflict | None = None
    contact: Contact | None = None
    released: Mapping[str, date] = field(default_factory=dict)

    def resource(self, name: str) -> Resource:
        """A resource by name; one that the descriptor lacks is looked for under its usual path."""
        return self.resources.get(name) or Resource(name, f"{name}.csv")

    @property
    def borders(self) -> tuple[Resource, ...]:
        """The geometry layers."""
        return tuple(r for r in self.resources.values() if r.path.endswith(".geojson"))


def read_package(files: Files, required: tuple[str, ...], problems: list[Problem]) -> Package:
    """Read the descriptor of a package; what is wrong goes to ``problems``, what is right is returned."""
    content = read_bytes(files, DESCRIPTOR, problems)
    descriptor = parse_object(DESCRIPTOR, content, problems) if content is not None else None
    broken = [*text_problems(DESCRIPTOR, descriptor)]
    problems += broken
    if descriptor is None or broken:
        return Package(files)
    resources = read_resources(descriptor, required, problems)
    version = descriptor.get("version")
    if not isinstance(version, str) or not version:
        _say(problems, "version", version, NO_VERSION)
    conflict = read_conflict(DESCRIPTOR, descriptor, problems)
    releases = _releases(descriptor, str(version), problems)
    days, contact = _days(descriptor, problems), _contact(descriptor, problems)
    released = _released(descriptor, releases, problems)
    return Package(files, str(version), releases, days, resources, conflict, contact, released)


def read_resources(
    descriptor: Mapping[str, Any], required: tuple[str, ...], problems: list[Problem]
) -> dict[str, Resource]:
    """The files that a descriptor names, by name; those of ``required`` that it lacks are problems."""
    resources: dict[str, Resource] = {}
    entries = descriptor.get("resources")
    for position, entry in enumerate(entries if isinstance(entries, list) else []):
        resource = _resource(position, entry, problems)
        if resource is not None and resource.name in resources:
            where = f"resources[{position}].name"
            _say(problems, where, resource.name, "give each resource a name of its own")
        elif resource is not None:
            resources[resource.name] = resource
    for name in required:
        if name not in resources:
            _say(problems, "resources", name, f"describe the table `{name}` among the resources")
    return resources


def _releases(descriptor: Mapping[str, Any], version: str, problems: list[Problem]) -> tuple[str, ...]:
    """The released versions, oldest first, this one last; none where the descriptor does not list them."""
    listed = descriptor.get("releases")
    if listed is None:
        return ()
    if not isinstance(listed, list) or not all(isinstance(each, str) and each for each in listed):
        _say(problems, "releases", listed, 'list the released versions, such as ["1.0.0", "1.1.0"]')
        return ()
    if len(set(listed)) < len(listed):
        _say(problems, "releases", ", ".join(listed), "name each version once")
    if listed[-1:] != [version]:
        _say(problems, "releases", ", ".join(listed), f"let the list end with the version, {version}")
    return tuple(listed)


def _contact(descriptor: Mapping[str, Any], problems: list[Problem]) -> Contact | None:
    """The first contributor with an address, one whose role is ``contact`` before all others."""
    listed = descriptor.get("contributors")
    people = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    found = []
    for position, person in enumerate(people):
        for name, looks_right, remedy in _ADDRESSES:
            address = person.get(name)
            if address is None:
                continue
            if not isinstance(address, str) or not looks_right.fullmatch(address):
                _say(problems, f"contributors[{position}].{name}", address, remedy)
                continue
            title, roles = person.get("title"), person.get("roles")
            is_asked = isinstance(roles, list) and "contact" in roles
            found.append((is_asked, Contact(title if isinstance(title, str) else "", address)))
    return max(found, key=lambda each: each[0])[1] if found else None


def _released(
    descriptor: Mapping[str, Any], releases: tuple[str, ...], problems: list[Problem]
) -> dict[str, date]:
    """The day of each release, by version; none where the descriptor does not say."""
    listed = descriptor.get("released", {})
    try:
        days = {version: parse_day(text) for version, text in listed.items()}
    except (AttributeError, TypeError, ValueError):
        days = {}
    if listed and ([*days] != [*releases] or [*days.values()] != sorted(days.values())):
        remedy = "give each of `releases` the day on which it came, in their order, such as 2025-03-17"
        _say(problems, "released", listed, remedy)
        return {}
    return days


def parse_day(text: str) -> date:
    """A day written YYYY-MM-DD and in no other way. Raises ValueError for anything else."""
    # fromisoformat alone would also take 20250101 and 2025-W01-1.
    return date.fromisoformat(text if len(text) == len("2025-01-01") else "")


def _say(problems: list[Problem], where: str, value: object, remedy: str) -> None:
    problems.append(Problem(DESCRIPTOR, 0, where, "" if value is None else str(value)[:80], remedy))


def _days(descriptor: Mapping[str, Any], problems: list[Problem]) -> dict[str, date]:
    days: dict[str, date] = {}
    for name in DAYS if THIN not in descriptor else (*DAYS, THIN):
        text = str(descriptor.get(name) or "")
        try:
            days[name] = parse_day(text)
        except ValueError:
            _say(problems, name, text, DATE)
    first = days.get("first_day")
    for name, day in days.items():
        if not EARLIEST <= day <= LATEST:
            _say(problems, name, day, f"write a day from {EARLIEST} to {LATEST}")
        if first is not None and day < first:
            _say(problems, name, day, f"write a day that is not before first_day {first}")
    last = days.get("events_known_until")
    if last is not None and days.get(THIN, last) > last:
        _say(problems, THIN, days[THIN], f"write a day that is not after events_known_until {last}")
    return days


def _resource(position: int, entry: object, problems: list[Problem]) -> Resource | None:
    """One entry of ``resources``, or None where it does not name a file inside the package."""
    where = f"resources[{position}]"
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
        _say(problems, where, entry, "write an object with a `name` and a `path`")
        return None
    name, path = entry["name"], entry.get("path")
    if not isinstance(path, str) or not is_inside(path):
        remedy = f"write the path of `{name}` relative to the package, without `..`"
        _say(problems, f"{where}.path", path, remedy)
        return None
    digest, size = entry.get("hash"), entry.get("bytes")
    if not isinstance(digest, str) or not isinstance(size, int):
        _say(problems, f"{where}.hash", digest, f"`{name}` has no size or hash: {REFRESH}")
    return Resource(
        name=name,
        path=path,
        credit=_credit(where, name, entry, problems),
        digest=digest if isinstance(digest, str) else "",
        size=size if isinstance(size, int) else None,
    )


def is_inside(path: str) -> bool:
    """Whether a path stays inside the package: relative, and without a step upwards."""
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def _credit(where: str, name: str, entry: Mapping[str, Any], problems: list[Problem]) -> Credit | None:
    licences = entry.get("licenses")
    names = [
        licence["name"]
        for licence in (licences if isinstance(licences, list) else [])
        if isinstance(licence, dict) and isinstance(licence.get("name"), str)
    ]
    lines = [entry.get("attribution_en"), entry.get("attribution_fr")]
    if not names:
        _say(problems, f"{where}.licenses", "", f"state the licence of `{name}`")
    if not all(isinstance(line, str) and line for line in lines):
        remedy = f"give `{name}` an attribution line in English and in French"
        _say(problems, f"{where}.attribution_en", "", remedy)
        return None
    return Credit(" and ".join(names), str(lines[0]), str(lines[1]))
