"""What the servers of ``make services-up`` have in common, with a server that any machine has."""

import os
import pwd
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.install import SetupFailed
from infrastructure.services import __main__ as services
from infrastructure.services.place import Place
from infrastructure.services.server import Server, http_status
from tests.source_files import BASE_DIR


class Pages(Server):
    """Python's own web server."""

    name = "pages"
    title = "Pages"
    ports = ("pages",)
    ready_within_s = 20

    def install(self) -> None:
        """Python is here."""

    def prepare(self) -> None:
        """It needs no configuration."""

    def command(self) -> list[str]:
        """The server in the foreground."""
        return [sys.executable, "-m", "http.server", str(self.port), "--bind", "127.0.0.1", "--directory", "data"]

    def answers(self) -> bool:
        """Whether it lists its folder."""
        return http_status(self.port, "GET", "/") == 200

    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def variables(self) -> dict[str, str]:
        """Its address, with what a shell would take apart."""
        return {"PAGES_URL": f"{self.address()}/?a=1&b='2'"}


class Broken(Pages):
    """A server that ends at once."""

    name = "broken"
    title = "Broken"

    def command(self) -> list[str]:
        """A program that says why it cannot start."""
        return [sys.executable, "-c", "raise SystemExit('no such table')"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An installation of its own; folders of tests are closed to everybody but who runs them."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("SERVICES_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SERVICES_USER", "root")
    monkeypatch.setattr(services, "SERVERS", [Pages])
    return Place()


@pytest.fixture
def pages(place: Place) -> Iterator[Pages]:
    """A server that does not run yet, and does not run any more afterwards."""
    server = Pages(place)
    yield server
    server.stop()


def _up(server: Server) -> None:
    with server.place.alone():
        services.start([server])
        services.tell_addresses(server.place)


def test_up_twice_and_down_twice(pages: Pages, capsys: pytest.CaptureFixture[str]) -> None:
    _up(pages)
    first = pages.process.held.read_text()
    _up(pages)

    assert pages.process.held.read_text() == first
    assert pages.is_well()
    assert pages.state() == f"answers at http://127.0.0.1:{pages.port}"
    assert f"  Pages   http://127.0.0.1:{pages.port}\n" in capsys.readouterr().out

    pages.stop()
    pages.stop()
    assert pages.state() == "is not running"
    assert not pages.process.has_died()


def test_the_address_stays_the_same(pages: Pages) -> None:
    _up(pages)
    before = pages.address()
    pages.stop()
    _up(pages)

    assert pages.address() == before
    assert Pages(Place()).address() == before


def test_a_server_that_died_is_shown_with_its_last_words(pages: Pages) -> None:
    _up(pages)
    pages.process.tell(signal.SIGKILL)
    pages.process._has_ended(10)

    assert pages.process.has_died()
    assert pages.state().startswith(f"has ended by itself; the end of {pages.process.log}:\n")
    assert '"GET / HTTP/1.1" 200' in pages.state()
    assert services.tell_status([pages]) == 1
    _up(pages)
    assert services.tell_status([pages]) == 0


def test_a_server_that_does_not_start_says_why(place: Place) -> None:
    with pytest.raises(SetupFailed, match=r"Broken did not start; the end of .*:\nno such table"):
        _up(Broken(place))


def test_a_taken_port_is_told_before_anything_starts(pages: Pages) -> None:
    with pages.place.alone(), socket.create_server(("127.0.0.1", pages.port)):
        sentence = f"port {pages.port}, where Pages of this installation answers, is taken by another program; .*ports"
        with pytest.raises(SetupFailed, match=sentence):
            pages.start()

    assert not pages.process.held.exists()


def test_the_file_can_be_sourced_and_is_private(pages: Pages) -> None:
    _up(pages)
    file = pages.place.folder / "env"

    script = f'. {shlex.quote(str(file))} && printf %s "$PAGES_URL"'
    told = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout

    assert told == pages.variables()["PAGES_URL"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_passwords_are_random_private_and_kept(place: Place) -> None:
    with place.alone():
        password = place.secret("one")

        assert len(password) == 40
        assert Place().secret("one") == password
        assert place.secret("two") != password
        assert (place.folder / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_a_damaged_file_is_told(place: Place) -> None:
    with place.alone():
        (place.folder / "ports.json").write_text("{", encoding="utf-8")

        with pytest.raises(SetupFailed, match=r"ports\.json is damaged; delete it"):
            place.port("pages")


def test_an_unknown_server_is_told(place: Place) -> None:
    with pytest.raises(SetupFailed, match="there is no server called mysql; there are pages"):
        services.chosen(place, ["mysql"])


def test_a_folder_closed_to_the_servers_user_is_told(place: Place) -> None:
    place.user = pwd.getpwnam("nobody")
    place.folder.parent.parent.chmod(0o700)

    with pytest.raises(SetupFailed, match="the user nobody, who runs these servers, may not enter /"), place.alone():
        pytest.fail("nobody cannot reach that folder")


@pytest.mark.parametrize("command", ["down", "clean"])
def test_without_up_there_is_nothing_to_do(command: str, tmp_path: Path) -> None:
    done = _run(command, DATA_DIR=str(tmp_path / "var"))

    assert (done.returncode, done.stdout, done.stderr) == (0, "Nothing was started here.\n", "")
    assert not (tmp_path / "var").exists()


def test_status_without_up_names_them_all(tmp_path: Path) -> None:
    done = _run("status", DATA_DIR=str(tmp_path / "var"))

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "Elasticsearch is not running",
        "SeaweedFS (S3) is not running",
        "PostgreSQL is not running",
        "The cache is not running",
    ]
    assert not (tmp_path / "var").exists()


def test_nothing_can_be_run_on_servers_that_are_down(tmp_path: Path) -> None:
    done = _run("exec", "true", DATA_DIR=str(tmp_path / "var"))

    assert done.stderr == "make run-services: no server runs here; make services-up starts them.\n"


def _run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infrastructure.services", *words]
    return subprocess.run(
        command, cwd=BASE_DIR, env={**os.environ, **variables}, capture_output=True, text=True, timeout=60
    )
