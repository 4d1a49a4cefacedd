"""`python -m features.doors` writes docs/doors.md: the scenarios that each door leaves out, and why."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_backend.development")

import django

django.setup()

from features.doors.table import FEATURES, MANUAL, OTHER_DOORS, TooMuchLeftOutError, as_markdown, left_out  # noqa: E402
from timeskip.gherkin import dictionary  # noqa: E402

found = left_out(dictionary.load(FEATURES))
MANUAL.write_text(as_markdown(found), encoding="utf-8")
try:
    for door in OTHER_DOORS:
        found.require_enough(door)
except TooMuchLeftOutError as error:
    sys.exit(str(error))
