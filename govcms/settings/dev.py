"""Settings for changing the code: error pages with traces, CSS and JavaScript straight from the source."""

from govcms.settings.base import *
from govcms.settings.base import DATA_DIR, STORAGES
from govcms.settings.secret import read_or_make_key

DEBUG = True
SECRET_KEY = read_or_make_key(DATA_DIR)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
