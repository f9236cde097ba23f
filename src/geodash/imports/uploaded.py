"""A file that a visitor hands to the page: what it is by its content, what it would give, its overlay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geodash.i18n import translators
from geodash.imports import acled, ucdp
from geodash.imports.any_table import id_of, recognised_in
from geodash.imports.bounds import UPLOAD
from geodash.imports.errors import ImportRefusedError
from geodash.imports.kinds import KINDS, files_of
from geodash.imports.mapping import Events, TableMapping, Terms
from geodash.imports.options import Options
from geodash.imports.reading import tables_in
from geodash.imports.reading.package import files_in, is_package
from geodash.limits import MAX_TEXT, UPLOAD_ROWS
from geodash.model.overlay import RECORD

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
    from typing import Any

    from geodash.imports.any_table import Outcome
    from geodash.imports.columns.dates import Order
    from geodash.imports.raw import RawTable
    from geodash.model.dataset import Dataset

TABLE, PACKAGE = "table", "package"
_PROFILES = {"ucdp": ucdp.NEEDED, "acled": acled.NEEDED}
"""Columns by which data of the trade is known."""
_SPDX = re.compile(r"[A-Za-z0-9][-A-Za-z0-9.+]*")
_NO_WORD = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that was read, and what it is: ``ucdp``, ``acled``, any ``table``, or a saved ``package``.

    ``columns`` is what the columns of a table seem to mean, ``how`` what told it; ``files`` are those of a
    package.
    """

    name: str
    kind: str
    tables: tuple[RawTable, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """Name of the file without its ending: the title that is proposed."""
        return PurePosixPath(self.name).stem

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of all columns, each once."""
        return tuple(dict.fromkeys(str(name) for table in self.tables for name in table.cells.columns))

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True)
class Choices:
    """What the visitor says of a file. Title, licence and citation are of a table; others bring their own."""

    columns: tuple[tuple[str, str], ...] = ()
    order: Order | None = None
    home: str = ""
    title: str = ""
    licence: str = ""
    citation: str = ""
    restricted: bool = True


def read_upload(name: str, content: bytes) -> Upload:
    """Read a file within the bounds of an upload. Its ending says nothing: its content does.

    Raises
    ------
    ImportRefusedError
        If it cannot be taken.
    """
    name = _plain(name)
    if is_package(content):
        return Upload(name, PACKAGE, files=files_in(name, content, UPLOAD))
    tables = tables_in(name, content, UPLOAD, trusted=False)
    rows = sum(table.rows for table in tables)
    if rows > UPLOAD_ROWS:
        raise ImportRefusedError(f"{name}: {rows:,} rows are too many: at most {UPLOAD_ROWS:,}", "rows")
    if not rows:
        raise ImportRefusedError(f"{name}: there is a header and no row under it", "empty")
    kind = kind_of(tables)
    if kind != TABLE:
        return Upload(name, kind, tuple(table for table in tables if kind_of([table]) == kind))
    return Upload(name, kind, tuple(tables), recognised_in(tables, {})[1].columns)


def _plain(name: str) -> str:
    r"""Name of a file without folders and without signs that no program takes, no longer than a line.

    >>> _plain("C:\\logs\\a\0b.csv"), _plain("..\n/")
    ('ab.csv', '..')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-MAX_TEXT:] or "file"


def kind_of(tables: Iterable[RawTable]) -> str:
    """Which data tables hold, by the names of their columns."""
    for table in tables:
        names = {"_".join(str(name).lower().split()) for name in table.cells.columns}
        for kind, needed in _PROFILES.items():
            if names.issuperset(needed):
                return kind
    return TABLE


def tried(upload: Upload, base: Dataset, choices: Choices, name: str, today: dt.date) -> Outcome:
    """What a file gives as an overlay of a name, with an account of every row.

    Raises
    ------
    ImportRefusedError
        If its columns do not say days and places.
    ChoiceNeededError
        If day and month could change places.
    """
    columns = dict(choices.columns)
    is_nowhere = not columns.keys() & {"lat", "point", "country"}  # then the country asked for is its country
    options = Options(
        countries=frozenset({choices.home} - {""}),
        order=choices.order,
        today=today,
        mapping=TableMapping(
            columns=columns,
            events=Events(country=choices.home if is_nowhere else ""),
            overlay=_terms(upload, choices, name),
        ),
        confirmed=upload.kind == TABLE,
    )
    return KINDS[upload.kind](upload.tables, base, options, today)


def _terms(upload: Upload, choices: Choices, name: str) -> Terms:
    if upload.kind != TABLE:
        return Terms(id=name)
    title, licence = choices.title or upload.stem, licence_name(choices.licence)
    credit = {
        f"attribution_{lang}": tr("imports.credit.own", title=title, licence=choices.licence)
        for lang, tr in translators().items()
    }
    said = {"licence": licence, "citation": choices.citation, **credit} if choices.licence else {}
    return Terms(
        id=name, title_en=title, restricted=choices.restricted, **{k: v for k, v in said.items() if v}
    )


def licence_name(text: str) -> str:
    """A licence as a descriptor names it: by its usual short name, or as one of its own.

    >>> licence_name("CC-BY-4.0"), licence_name("CC BY 4.0"), licence_name("Our own terms")
    ('CC-BY-4.0', 'CC-BY-4.0', 'LicenseRef-Our-own-terms')
    """
    joined = "-".join(text.split())
    if _SPDX.fullmatch(joined) and joined.upper().startswith(("CC", "ODBL", "PDDL", "ODC", "LICENSEREF")):
        return joined
    word = _NO_WORD.sub("-", text).strip("-.")
    return f"LicenseRef-{word or 'own'}" if text else ""


def package_files(outcome: Outcome, schemas: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the overlay that an outcome gives, in order of their names.

    Raises
    ------
    ValueError
        If no row was taken.
    """
    imported = outcome.imported
    if imported is None or imported.days is None:
        raise ValueError("No row was taken.")
    return dict(sorted(files_of(imported, imported.days, schemas, outcome.files).items()))


def free_id(upload: Upload, title: str, base: Dataset, taken: Iterable[str]) -> str:
    """An id for the overlay: ids that begin with it and a hyphen are nobody else's."""
    wanted = upload.kind if upload.kind != TABLE else id_of(title or upload.stem)
    spaces = [f"{name}-" for name in (RECORD, *taken)]
    records = (base.places, base.actors, base.sources, base.event_by_id)

    def is_free(name: str) -> bool:
        space = f"{name}-"
        alone = not any(space.startswith(other) or other.startswith(space) for other in spaces)
        return alone and not any(known.startswith(space) for table in records for known in table)

    numbered = (f"own{number}-{wanted}" for number in range(2, 1_000))
    return next(name for name in (wanted, f"own-{wanted}", *numbered) if is_free(name))
