"""The login role of the services: made when it is missing, and given the password that the services were told.

So a first start that was interrupted recovers, and a changed password needs no hand. A server whose owner may not
change roles must have the login already.
"""

from urllib.parse import unquote, urlsplit

import asyncpg

from weeklog.database_address import connect, without_password

_REFUSED = (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError)


class LoginError(Exception):
    """One sentence for the operator."""


async def ensure_database(owner_url: str) -> None:
    """Creates the database when the server has none of its name."""
    name = urlsplit(owner_url).path.lstrip("/")
    try:
        await (await connect(owner_url)).close()
    except asyncpg.InvalidCatalogNameError:
        connection = await connect(urlsplit(owner_url)._replace(path="/postgres").geturl())
        try:
            await connection.execute(f'create database "{name}"')
        except asyncpg.DuplicateDatabaseError:
            pass
        finally:
            await connection.close()


async def ensure_login(owner_url: str, url: str, login: str) -> None:
    """Lets `url`, whose user is `login`, sign in."""
    if await _signs_in(url):
        return
    password = unquote(urlsplit(url).password or "")
    connection = await connect(owner_url)
    try:
        known = await connection.fetchval("select exists (select from pg_roles where rolname = $1)", login)
        verb = "alter" if known else "create"
        rights = "" if known else "nosuperuser nocreatedb nocreaterole nobypassrls noinherit"
        statement = await connection.fetchval(
            f"select format('{verb} role %I login {rights} password %L', $1::text, $2::text)", login, password
        )
        await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        raise LoginError(
            f"{login} cannot sign in at {without_password(url)}, and the schema's owner may not change that: let "
            "an administrator"
            f' create it or set its password ("alter role {login} login password …").'
        ) from None
    finally:
        await connection.close()


async def _signs_in(url: str) -> bool:
    try:
        connection = await connect(url)
    except _REFUSED:
        return False
    await connection.close()
    return True
