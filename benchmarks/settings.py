"""Settings of a measured platform: those of a running one, without the step that names static files by content."""

from govcms.settings.production import *  # noqa: F403
from govcms.settings.production import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
