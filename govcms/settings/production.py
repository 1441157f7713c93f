"""Settings of a running platform; with no environment at all, everything is embedded."""

from govcms.settings.base import *
from govcms.settings.base import DATA_DIR
from govcms.settings.secret import read_or_make_key

DEBUG = False
SECRET_KEY = read_or_make_key(DATA_DIR)
