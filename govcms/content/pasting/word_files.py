"""Files of Word as HTML: read in a process of its own, which is ended when it takes too long."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from govcms.media.reading.kinds import check_kind

logger = logging.getLogger(__name__)

MAX_BYTES = 30 * 1024 * 1024
_WITHIN_S = 30


def html_of(file: Any) -> str:
    """The document with its pictures in it. Raises ValidationError where it is none, or cannot be read."""
    if file is None or not file.name.lower().endswith(".docx"):
        raise ValidationError(_("Choose a Word file: its name ends in .docx."))
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("This file is larger than %(size)s. Make its pictures smaller, or paste it in parts.")
            % {"size": filesizeformat(MAX_BYTES)}
        )
    check_kind(file)
    command = [sys.executable, "-m", "govcms.content.pasting.word_worker"]
    try:
        # Nothing of the file is in the command.
        run = subprocess.run(
            command, cwd=settings.BASE_DIR, input=file.read(), capture_output=True, timeout=_WITHIN_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise ValidationError(_("This file takes too long to read. Paste the document in parts.")) from None
    if run.returncode:
        logger.info("file of Word cannot be read", extra={"said": run.stderr.decode(errors="replace")[-200:]})
        raise ValidationError(
            _("This file cannot be read: it is damaged, or locked with a password. Open it and save it anew.")
        )
    return run.stdout.decode()
