#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from django.core.management import execute_from_command_line

from govcms.settings.env import BadEnvironment

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "govcms.settings.production")
    if sys.argv[1:2] != ["run_worker"]:
        # Commands speak to the person who typed them; only what is wrong belongs between their lines.
        os.environ.setdefault("LOG_LEVEL", "warning")
    try:
        execute_from_command_line(sys.argv)
    except BadEnvironment as error:
        sys.exit(str(error))
