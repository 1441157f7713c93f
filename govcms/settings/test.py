"""Settings of the test suite; each test process has its own folder and its own copy of the database."""

import os
import tempfile
from pathlib import Path

# Tests must not see the machine's own configuration, and settings are read from it below.
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
    os.environ[_name] = ""
_folder = tempfile.TemporaryDirectory(prefix="govcms-test-", ignore_cleanup_errors=True)
os.environ["DATA_DIR"] = _folder.name
# tests.on_postgresql names a server that it has started.
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["SEARCH_URL"] = os.environ.get("TEST_SEARCH_URL", "")
os.environ["BASE_HOST"] = "gov.test"

from govcms.settings.base import *  # noqa: E402
from govcms.settings.base import BASE_DIR, LOGGING, STORAGES  # noqa: E402

DEBUG = False
SECRET_KEY = "only for tests"
# Where migrated databases are kept between runs.
TEST_TEMPLATES_DIR = Path(BASE_DIR, "var", "test")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
# pytest shows the log of a test that fails.
LOGGING["root"] = {"handlers": [], "level": "INFO"}
