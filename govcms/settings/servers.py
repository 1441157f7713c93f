"""Real servers by URL: each part that a variable names leaves the embedded default for that server.

Only the standard library is imported here: the set-up script asks whether the servers answer before Django is
installed.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from govcms.settings import env

# The schemes that each variable may begin with, and the port that each of them means.
_DATABASES = {"postgresql": 5432, "postgres": 5432, "sqlite": 0}
_SEARCH = {"http": 80, "https": 443}
_CACHES = {"redis": 6379, "rediss": 6379, "valkey": 6379, "valkeys": 6379}
_FILES = {"http": 80, "https": 443}
_MAIL = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_ANSWERS_WITHIN_S = 3
# How long an address holds at which the file store sends a private file.
_SIGNED_FOR_S = 60
# A cache that is slow is worse than none: a page waits for it several times.
CACHE_ANSWERS_WITHIN_S = 0.5
# Anything less fails writes beside a worker: deferred transactions cannot wait for a lock they meet halfway.
_SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


@dataclass(frozen=True)
class Address:
    """Where a server is and who asks it, as one variable says."""

    variable: str
    scheme: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    path: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def complaint(self) -> str | None:
        """Why the server cannot be reached, as one sentence; None where something listens."""
        if not self.host:
            # A file, or a socket of this machine.
            return None
        place = f"{self.host}:{self.port}"
        try:
            with socket.create_connection((self.host, self.port), timeout=_ANSWERS_WITHIN_S):
                return None
        except socket.gaierror:
            return f"{self.variable} names the host {self.host}, which is not known here."
        except OSError as error:
            return f"{self.variable} names {place}, and no server answers there ({error.strerror or 'no answer'})."


def address(variable: str, ports: Mapping[str, int], raw: str) -> Address | None:
    """Take the URL ``raw`` of ``variable`` apart; None where it is empty. ``ports`` are those of its schemes."""
    if not raw:
        return None
    known = " or ".join(f"{scheme}://" for scheme in ports)
    try:
        url = urlsplit(raw)
        port = url.port
    except ValueError:
        raise env.BadEnvironment(f"{variable} is not an address; its host or port cannot be read.") from None
    if url.scheme not in ports:
        raise env.BadEnvironment(f"{variable} must begin with {known}, not {url.scheme or raw[:10]!r}.")
    if not url.hostname and ports is not _DATABASES:
        raise env.BadEnvironment(f"{variable} names no host after {url.scheme}://.")
    return Address(
        variable=variable,
        scheme=url.scheme,
        host=unquote(url.hostname or ""),
        port=port or ports[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        path=url.path,
        options=dict(parse_qsl(url.query)),
    )


def addresses() -> list[Address]:
    """Every server that the environment names."""
    found = [
        address("DATABASE_URL", _DATABASES, env.text("DATABASE_URL")),
        address("DATABASE_REPLICA_URL", _DATABASES, env.text("DATABASE_REPLICA_URL")),
        address("SEARCH_URL", _SEARCH, env.text("SEARCH_URL")),
        address("CACHE_URL", _CACHES, env.text("CACHE_URL")),
        address("S3_ENDPOINT_URL", _FILES, env.text("S3_ENDPOINT_URL")),
        address("EMAIL_URL", _MAIL, env.text("EMAIL_URL")),
    ]
    return [one for one in found if one is not None]


def databases(*, embedded: Path) -> dict[str, dict[str, Any]]:
    """DATABASES: what DATABASE_URL names, or the SQLite file ``embedded``; with a replica where one is named.

    Known are ``postgresql://user:password@host:port/name?option=value`` and ``sqlite:////absolute/path``.
    """
    primary = address("DATABASE_URL", _DATABASES, env.text("DATABASE_URL"))
    replica = address("DATABASE_REPLICA_URL", _DATABASES, env.text("DATABASE_REPLICA_URL"))
    found = {"default": _database(primary) if primary else _sqlite(embedded)}
    if replica is not None:
        if primary is None or "sqlite" in (primary.scheme, replica.scheme):
            raise env.BadEnvironment("DATABASE_REPLICA_URL needs a DATABASE_URL, and both must be postgresql://.")
        # To a test it is the same database, or what it wrote could not be read.
        found["replica"] = {**_database(replica), "TEST": {"MIRROR": "default"}}
        # Without it, pages are read from the database itself, and need not wait long to learn that.
        found["replica"]["OPTIONS"].setdefault("connect_timeout", "2")
    return found


def _database(where: Address) -> dict[str, Any]:
    # The path keeps its first slash: sqlite:///a/b is relative, sqlite:////a/b absolute, as everywhere else.
    name = unquote(where.path[1:])
    if not name:
        raise env.BadEnvironment(f"{where.variable} names no database after the host.")
    return _sqlite(Path(name)) if where.scheme == "sqlite" else _postgresql(where, name)


def _sqlite(path: Path) -> dict[str, Any]:
    # Opening the file and setting its pragmas costs as much as three queries, so a thread keeps its connection.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": dict(_SQLITE_OPTIONS),
        "CONN_MAX_AGE": None,
    }


def _postgresql(where: Address, name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": where.user,
        "PASSWORD": where.password,
        "HOST": where.host,
        "PORT": str(where.port),
        "OPTIONS": dict(where.options),
        # Connections outlive a request, and a server that went away is noticed before it costs a visitor an error.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def search() -> dict[str, Any] | None:
    """The arguments of Elasticsearch's client; None where the embedded engine searches.

    Known is ``https://user:password@host:port``; ``?api_key=…`` names a key in place of a user, ``?ca_certs=/path``
    a certificate authority of one's own.
    """
    where = address("SEARCH_URL", _SEARCH, env.text("SEARCH_URL"))
    if where is None:
        return None
    if unknown := sorted(set(where.options) - {"api_key", "ca_certs"}):
        raise env.BadEnvironment(f"SEARCH_URL has the option {unknown[0]}; known are api_key and ca_certs.")
    found: dict[str, Any] = {"hosts": [f"{where.scheme}://{_in_url(where)}{where.path.rstrip('/')}"], **where.options}
    if where.user and "api_key" in found:
        raise env.BadEnvironment("SEARCH_URL names a user and an API key; one of them is enough.")
    if where.user:
        found["basic_auth"] = (where.user, where.password)
    if "ca_certs" in found and not Path(found["ca_certs"]).is_file():
        raise env.BadEnvironment(f"SEARCH_URL names the certificate file {found['ca_certs']}, which does not exist.")
    return found


def caches(*, embedded: Path, prefix: str) -> dict[str, dict[str, Any]]:
    """CACHES: the Valkey or Redis that CACHE_URL names, or files in the folder ``embedded``.

    On a server, keys begin with ``prefix``: other installations and programs may keep theirs there.
    Known is ``redis://user:password@host:port/number``; ``rediss://`` is encrypted.
    """
    where = address("CACHE_URL", _CACHES, env.text("CACHE_URL"))
    if where is None:
        # Shared by all processes of the machine, which process memory is not: a process would keep what another
        # changed. A file, since a table would add a query to every page that asks it.
        backend = "django.core.cache.backends.filebased.FileBasedCache"
        return {"default": {"BACKEND": backend, "LOCATION": str(embedded), "OPTIONS": {"MAX_ENTRIES": 5_000}}}
    number = where.path.strip("/") or "0"
    if not number.isdigit():
        raise env.BadEnvironment(f"CACHE_URL must end with the number of a database, such as /0, not {where.path!r}.")
    who = f"{quote(where.user, safe='')}:{quote(where.password, safe='')}@" if where.password else ""
    # The library knows both servers by the older name.
    scheme = where.scheme.replace("valkey", "redis")
    return {
        "default": {
            "BACKEND": "govcms.cache.ForgivingRedisCache",
            "LOCATION": f"{scheme}://{who}{_in_url(where)}/{number}",
            "KEY_PREFIX": prefix,
            "OPTIONS": {
                "socket_connect_timeout": CACHE_ANSWERS_WITHIN_S,
                "socket_timeout": CACHE_ANSWERS_WITHIN_S,
            },
        }
    }


def files() -> dict[str, Any] | None:
    """Bucket and endpoint of the file store, as options of its storage; None where files lie on disk.

    Its key and region come from the variables that every S3 client reads: AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION.
    """
    bucket = env.text("S3_BUCKET")
    where = address("S3_ENDPOINT_URL", _FILES, env.text("S3_ENDPOINT_URL"))
    if not bucket:
        if where is not None:
            raise env.BadEnvironment("S3_ENDPOINT_URL names a file store; S3_BUCKET must name the bucket in it.")
        return None
    return {"bucket_name": bucket, "endpoint_url": f"{where.scheme}://{_in_url(where)}" if where else None}


def stores(*, embedded: Path, media_url: str) -> dict[str, dict[str, Any]]:
    """The entries of STORAGES for private and for public files: in the S3 bucket, or below the folder ``embedded``."""
    bucket = files()
    if bucket is None:
        disk = "django.core.files.storage.FileSystemStorage"
        private = {"location": str(embedded / "files"), "base_url": None, "file_permissions_mode": 0o640}
        return {
            "default": {"BACKEND": disk, "OPTIONS": private},
            "public": {"BACKEND": disk, "OPTIONS": {"location": str(embedded / "public"), "base_url": media_url}},
        }
    options = {
        **bucket,
        # Names are ours, and a file is never written over.
        "file_overwrite": False,
        "querystring_expire": _SIGNED_FOR_S,
        "signature_version": "s3v4",
        "addressing_style": "path" if bucket["endpoint_url"] else "auto",
    }
    return {
        "default": {"BACKEND": "govcms.media.file_store.FileStore", "OPTIONS": {**options, "location": "private"}},
        # Public by what we answer, not by what the bucket allows.
        "public": {"BACKEND": "govcms.media.file_store.PublicFileStore", "OPTIONS": {**options, "location": "public"}},
    }


def mail() -> dict[str, Any]:
    """The settings of the mail server that EMAIL_URL names; none where it is unset.

    Known are ``smtp://``, ``smtp+tls://`` (encrypted after STARTTLS) and ``smtps://`` (encrypted from the start), each
    ``user:password@host:port``.
    """
    where = address("EMAIL_URL", _MAIL, env.text("EMAIL_URL"))
    if where is None:
        return {}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": where.host,
        "EMAIL_PORT": where.port,
        "EMAIL_HOST_USER": where.user,
        "EMAIL_HOST_PASSWORD": where.password,
        "EMAIL_USE_TLS": where.scheme == "smtp+tls",
        "EMAIL_USE_SSL": where.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def _in_url(where: Address) -> str:
    host = f"[{where.host}]" if ":" in where.host else where.host
    return f"{host}:{where.port}"
