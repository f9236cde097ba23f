# ruff: noqa: PLC0415  a command loads what it works with when it runs
"""The commands ``geodash db``: a record in PostgreSQL is made, filled, written out, checked and shared."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from geodash.command.asking import read
from geodash.command.options import lang
from geodash.database.address import has_password, is_address, shown, split_data
from geodash.database.refusal import NEEDS_EXTRA
from geodash.files import write_folder, write_whole
from geodash.wording.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geodash.command.options import F
    from geodash.model.records import Language

_SETTING = "GEODASH_DATA"
_TEXTS = frozenset({".md", ".txt", ".toml"})
"""Licences and notes, which lie in a package beside what its descriptor names."""


@click.group()
def db() -> None:
    """Keep a record in PostgreSQL with PostGIS, at GEODASH_DATA=postgresql://USER@HOST/DATABASE."""


def _address(_: click.Context, __: click.Parameter, given: str | None) -> str:
    """The database that is meant; one with a password is refused where lists of processes would show it."""
    address = given or next(iter(split_data(os.environ.get(_SETTING, ""))), "")
    if not is_address(address):
        raise click.UsageError(
            f"Say which database: {_SETTING}=postgresql://USER@HOST/DATABASE, or --database."
        )
    if given and has_password(given):
        text = f"Others here could read the password: put it into ~/.pgpass, PGPASSWORD or {_SETTING}."
        raise click.UsageError(text)
    return address


_database: Callable[[F], F] = click.option(
    "--database",
    "address",
    metavar="ADDRESS",
    callback=_address,
    help=f"Address without a password; {_SETTING} when left out.",
)


@contextmanager
def _told() -> Iterator[None]:
    """Say in one line what a database refuses, and exit 1."""
    try:
        yield
    except ImportError:
        raise click.ClickException(NEEDS_EXTRA) from None
    except OSError as error:
        raise click.ClickException(one_line(str(error))) from None


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A connection whose transaction is kept at the end, or nothing of it."""
    with _told():
        from geodash.database.connecting import connect
        from geodash.database.trouble import in_words

        with in_words(), connect(address) as connection:
            yield connection


@db.command()
@_database
def init(address: str) -> None:
    """Make the schema in an empty database, or bring an older one up to date; the role must own it."""
    with _told():
        from geodash.database.schema import upgrade

        version = upgrade(address)
    click.echo(one_line(f"{shown(address)} has schema {version}."))


@db.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Where there is a record: change it to what DIR says.")
@click.option("--reason", metavar="TEXT", default="geodash db load", help="Why, for the history.")
@_database
def load(folder: Path, reason: str, address: str, *, replace: bool) -> None:
    """Check the package in DIR, and let the database hold it; dump then gives the same bytes."""
    from geodash.package import load_dataset

    read(load_dataset, folder)
    files = _package_files(folder)
    with _connected(address) as connection:
        from geodash.database.descriptor import DESCRIPTOR
        from geodash.database.writing import comment_on, holds_record, write_package

        if holds_record(connection) and not replace:
            text = "The database holds a record: --replace makes it what DIR says, and keeps the history."
            raise click.ClickException(text)
        read(lambda _: write_package(connection, files, reason), folder)
        comment_on(connection, files[DESCRIPTOR].decode())
    click.echo(one_line(f"{shown(address)} holds {folder}."))


@db.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_database
def dump(folder: Path, address: str) -> None:
    """Write the record as a package into DIR, which must be new or empty."""
    from geodash.package.descriptor import is_inside

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.ClickException(
            one_line(f"{folder} is not empty: give a new folder. Nothing was written.")
        )
    files = _kept(address)
    if outside := sorted(path for path in files if not is_inside(path)):
        text = f"{outside[0]!r} would lie outside DIR: correct its path in the database. Nothing was written."
        raise click.ClickException(one_line(text))
    with _told():
        write_folder(folder, files)
    click.echo(one_line(f"Wrote {folder} ({len(files)} files)."), err=True)


@db.command()
@_database
def check(address: str) -> None:
    """Name every problem of the record, one per line, with table, id, column and remedy."""
    from geodash.errors import DatasetError
    from geodash.package import load_dataset
    from geodash.package.located import located
    from geodash.package.source import InMemory

    files = InMemory(shown(address), _kept(address))
    try:
        load_dataset(files)
    except DatasetError as error:
        for problem in located(error.problems, files):
            click.echo(one_line(str(problem)), err=True)
        sys.exit(1)
    click.echo(one_line(f"{shown(address)}: no problems"))


@db.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="geodash.qgs",
    show_default=True,
    help="File to write; a name that ends with .qgz is packed.",
)
@click.option("--service", metavar="NAME", help="Entry of pg_service.conf in place of host and database.")
@lang
@_database
def qgis(output: Path, service: str | None, lang: Language | None, address: str) -> None:
    """Write a project of QGIS: map, tables with forms and lists, styles. It holds no name and no password."""
    from geodash.i18n import Translator
    from geodash.interchange.qgis.project import Schema, project_file
    from geodash.package import load_dataset
    from geodash.package.checks.references import OR_STATE, REFERENCES
    from geodash.package.source import InMemory

    files = InMemory(shown(address), _kept(address))
    dataset = read(lambda _: load_dataset(files), Path())
    with _connected(address) as connection:
        from geodash.database.describing import described_tables, kinds_of_layers, whereabouts

        where = {"service": service} if service else whereabouts(address)
        references = {
            table: {field: target for field, target in fields.items() if field not in OR_STATE}
            for table, fields in REFERENCES.items()
        }
        schema = Schema(where, described_tables(connection), kinds_of_layers(connection), references)
    translator = Translator(lang or "en", dataset.conflict)
    with _told():
        write_whole(output, project_file(dataset, schema, translator, packed=output.suffix == ".qgz"))
    click.echo(one_line(f"Wrote {output}."), err=True)


@db.group(invoke_without_command=True)
@click.pass_context
@_database
def users(context: click.Context, address: str) -> None:
    """List who may read the record and who may edit it; or add and remove one."""
    if context.invoked_subcommand:
        return
    with _connected(address) as connection:
        from geodash.database.users import users_of

        for user in users_of(connection):
            click.echo(one_line(f"{user.name}: {user.right}"))


@users.command()
@click.argument("name")
@click.option("--may", "right", type=click.Choice(["read", "edit"]), default="read", show_default=True)
@click.option("--password", "asks", is_flag=True, help="Ask for a password, which is sent as a hash alone.")
@_database
def add(name: str, right: Literal["read", "edit"], address: str, *, asks: bool) -> None:
    """Let NAME log in and read, or edit; a dashboard reads."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True) if asks else None
    with _connected(address) as connection:
        from geodash.database.users import User, add_user

        add_user(connection, User(name, right), password)
    click.echo(one_line(f"{name} may {right}."))


@users.command()
@click.argument("name")
@_database
def remove(name: str, address: str) -> None:
    """Take the rights on the record from NAME; its edits stay, and so does the role."""
    with _connected(address) as connection:
        from geodash.database.users import remove_rights

        remove_rights(connection, name)
    click.echo(one_line(f"{name} may neither read nor edit."))


def _kept(address: str) -> Mapping[str, bytes]:
    with _connected(address) as connection:
        from geodash.database.connecting import read_one_state
        from geodash.database.reading import read_kept

        read_one_state(connection)
        return read_kept(connection).files


def _package_files(folder: Path) -> dict[str, bytes]:
    """The files of a checked package: its descriptor, what that names, and the texts beside them."""
    import json

    from geodash.package.descriptor import DESCRIPTOR

    document = json.loads((folder / DESCRIPTOR).read_bytes().removeprefix(b"\xef\xbb\xbf"))
    named = [DESCRIPTOR, *(resource["path"] for resource in document["resources"])]
    texts = (
        path.relative_to(folder) for path in folder.rglob("*") if path.suffix in _TEXTS and path.is_file()
    )
    beside = [
        path.as_posix() for path in texts if not any(part.startswith((".", "build")) for part in path.parts)
    ]
    return {path: (folder / path).read_bytes() for path in {*named, *beside}}
