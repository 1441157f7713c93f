"""``python -m infrastructure.services up|down|status|clean|kill|exec``: what ``make services-…`` calls."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Sequence

from govcms.settings.env import BadEnvironment
from infrastructure.install import SetupFailed, check_python
from infrastructure.services.cache import Cache
from infrastructure.services.elasticsearch import Elasticsearch
from infrastructure.services.place import Place, write_private
from infrastructure.services.postgresql import PostgreSQL
from infrastructure.services.seaweedfs import SeaweedFS
from infrastructure.services.server import Server

# The slowest to start comes first: the others start meanwhile.
SERVERS: Sequence[type[Server]] = (Elasticsearch, SeaweedFS, PostgreSQL, Cache)


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="infrastructure.services", description="Real servers on this machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    names = [server.name for server in SERVERS]
    for command, words in {
        "up": "start what does not run, and wait until it answers",
        "down": "stop what runs",
        "status": "say of each how it is",
        "kill": "end at once, as a machine that fails would",
    }.items():
        commands.add_parser(command, help=words).add_argument("names", nargs="*", metavar="|".join(names))
    commands.add_parser("clean", help="stop all and remove their data")
    commands.add_parser("exec", help="run a command that uses them").add_argument("words", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    said_by = f"make services-{options.command}" if options.command != "exec" else "make run-services"
    try:
        check_python()
        run(options)
    except (SetupFailed, BadEnvironment) as error:
        sys.exit(f"{said_by}: {error}")
    except OSError as error:
        sys.exit(f"{said_by}: {error.filename}: {error.strerror}.")
    except KeyboardInterrupt:
        sys.exit(f"{said_by}: stopped; make services-down stops what was started.")


def run(options: argparse.Namespace) -> None:
    """Do one command."""
    place = Place()
    if options.command == "exec":
        execute(place, options.words)
    if options.command == "status":
        sys.exit(tell_status(chosen(place, options.names)))
    if not place.folder.exists() and options.command != "up":
        print("Nothing was started here.")
        return
    with place.alone():
        if options.command == "up":
            start(chosen(place, options.names))
            tell_addresses(place)
        elif options.command == "kill":
            for server in chosen(place, options.names):
                server.process.tell(signal.SIGKILL)
        else:
            for server in chosen(place, getattr(options, "names", [])):
                server.stop()
    if options.command == "clean":
        shutil.rmtree(place.folder)


def chosen(place: Place, names: Sequence[str]) -> list[Server]:
    """The servers of these names; without names, all of them."""
    known = {server.name for server in SERVERS}
    if unknown := sorted(set(names) - known):
        raise SetupFailed(f"there is no server called {unknown[0]}; there are {', '.join(sorted(known))}.")
    return [server(place) for server in SERVERS if not names or server.name in names]


def start(servers: Sequence[Server]) -> None:
    """Start these side by side, and wait for each."""
    for server in servers:
        server.start()
    for server in servers:
        server.wait()


def tell_addresses(place: Place) -> None:
    """Say how all that run are reached, and write it down."""
    running = [server for server in chosen(place, []) if server.process.is_running()]
    path = place.folder / "env"
    write_private(path, environment_file(variables_of(running)))
    width = max(len(server.title) for server in running)
    for server in running:
        print(f"  {server.title:<{width}}   {server.address()}")
    print(f"Ready. Use them with: make run-services, or: . {path}")


def variables_of(servers: Sequence[Server]) -> dict[str, str]:
    """What the platform has to be told to use these."""
    return {name: value for server in servers for name, value in server.variables().items()}


def environment_file(variables: dict[str, str]) -> str:
    """The variables as a file for a shell to source."""
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in variables.items())


def tell_status(servers: Sequence[Server]) -> int:
    """Say how each server is; returns 1 unless all are well."""
    for server in servers:
        print(f"{server.title} {server.state()}")
    return 0 if all(server.is_well() for server in servers) else 1


def execute(place: Place, words: Sequence[str]) -> None:
    """Become the command ``words``, with the servers that run in its environment."""
    running = [server for server in chosen(place, []) if server.process.is_running()]
    if not running or not words:
        raise SetupFailed("no server runs here; make services-up starts them.")
    os.execvpe(words[0], list(words), {**os.environ, **variables_of(running)})  # noqa: S606


if __name__ == "__main__":
    main()
