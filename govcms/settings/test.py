"""Settings of the test suite; each test process has its own folder and its own copy of the database."""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

# Tests must not see the machine's own configuration, and settings are read from it below. What a test run is to use
# has TEST_ before its name: tests.on_services and tests.on_postgresql name servers that they have started.
for _name in (
    "BASE_HOST",
    "PORT",
    "SCHEME",
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "SEARCH_URL",
    "SEARCH_INDEX",
    "SEARCH_SHARDS",
    "SEARCH_REPLICAS",
    "CACHE_URL",
    "S3_BUCKET",
    "S3_ENDPOINT_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "TASKS_BACKEND",
    "LOG_LEVEL",
    "TRUSTED_PROXIES",
    "SESSION_IDLE_MINUTES",
    "SESSION_HOURS",
    "SECOND_FACTOR",
    "BREACHED_PASSWORDS_URL",
):
    os.environ[_name] = os.environ.get(f"TEST_{_name}", "")
_folder = tempfile.TemporaryDirectory(prefix="govcms-test-", ignore_cleanup_errors=True)
os.environ["DATA_DIR"] = _folder.name
os.environ["BASE_HOST"] = "gov.test"
# On servers that all test processes share, each has a part of its own; tests.parts makes and removes it.
# The journeys run beside others, in a process that has no number: theirs is the last that a server has.
_process = os.environ.get("PYTEST_XDIST_WORKER", "gw14").removeprefix("gw")
os.environ["SEARCH_INDEX"] = f"test-{os.getpid()}-own"
if os.environ["S3_BUCKET"]:
    os.environ["S3_BUCKET"] += f"-test-{os.getpid()}"
if os.environ["CACHE_URL"]:
    # Number 0 is an installation's.
    os.environ["CACHE_URL"] = urlsplit(os.environ["CACHE_URL"])._replace(path=f"/{int(_process) + 1}").geturl()

from govcms.settings.base import *  # noqa: E402
from govcms.settings.base import BASE_DIR, LOGGING, STORAGES  # noqa: E402

DEBUG = False
SECRET_KEY = "only for tests"
# Where migrated databases are kept between runs.
TEST_TEMPLATES_DIR = Path(BASE_DIR, "var", "test")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if not os.environ["CACHE_URL"]:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
# A machine that is busy with tests answers late; tests.faults is about servers that do not answer.
SEARCH_BUDGET_S = 10.0
# pytest shows the log of a test that fails.
LOGGING["root"] = {"handlers": [], "level": "INFO"}
