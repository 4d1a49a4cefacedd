"""`python -m features.doors` writes docs/doors.md: the scenarios that each door leaves out, and why."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_backend.development")

import django

django.setup()

from features.doors.table import MANUAL, TooMuchLeftOutError, as_markdown, left_out  # noqa: E402

found = left_out()
MANUAL.write_text(as_markdown(found), encoding="utf-8")
try:
    found.require_enough()
except TooMuchLeftOutError as error:
    sys.exit(str(error))
