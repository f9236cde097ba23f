"""Who may read a record and who may edit it: roles of the server with one of two rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from psycopg import sql

if TYPE_CHECKING:
    from psycopg import Connection

Right = Literal["read", "edit"]
ROLES: dict[Right, str] = {"read": "geodash_reader", "edit": "geodash_editor"}


class User(NamedTuple):
    """A role that may log in, and what it may do."""

    name: str
    right: Right


def users_of(connection: Connection[Any]) -> list[User]:
    """Who may log in with a right on the record, by name; what an editor may includes reading."""
    found = connection.execute(
        "SELECT login.rolname, bool_or(grp.rolname = %s) FROM pg_auth_members AS membership"
        " JOIN pg_roles AS grp ON grp.oid = membership.roleid"
        " JOIN pg_roles AS login ON login.oid = membership.member"
        " WHERE grp.rolname = ANY (%s) AND login.rolcanlogin GROUP BY login.rolname ORDER BY login.rolname",
        (ROLES["edit"], [*ROLES.values()]),
    )
    return [User(name, "edit" if edits else "read") for name, edits in found]


def add_user(connection: Connection[Any], user: User, password: str | None) -> None:
    """Let a role log in with a right, and no other of ours. The server is sent a hash of the password."""
    name = sql.Identifier(user.name)
    found = connection.execute("SELECT rolname FROM pg_roles WHERE rolname = %s", (user.name,)).fetchone()
    verb = sql.SQL("ALTER" if found else "CREATE")
    connection.execute(sql.SQL("{} ROLE {} LOGIN").format(verb, name))
    if password is not None:
        kept = connection.pgconn.encrypt_password(password.encode(), user.name.encode(), b"scram-sha-256")
        query = sql.SQL("ALTER ROLE {} PASSWORD {}")
        connection.execute(query.format(name, sql.Literal(kept.decode())))
    remove_rights(connection, user.name)
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(ROLES[user.right]), name))
    only = sql.Literal("on" if user.right == "read" else "off")
    connection.execute(sql.SQL("ALTER ROLE {} SET default_transaction_read_only = {}").format(name, only))
    # Who changes a row that somebody else has changed since the transaction began is told of it then.
    level = sql.SQL("ALTER ROLE {} SET default_transaction_isolation = 'repeatable read'")
    connection.execute(level.format(name))


def remove_rights(connection: Connection[Any], name: str) -> None:
    """Take the rights on the record from a role, which stays: what it wrote is told by its name."""
    for role in ROLES.values():
        connection.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(role), sql.Identifier(name)))
