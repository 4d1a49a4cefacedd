#!/usr/bin/env python
"""Django's command line for the CRM."""

import gc
import os
import sys

# No production installation has these commands.
DEVELOPMENT = ("behave", "compare_books", "demo", "explore", "phrases", "serve", "ways")


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in DEVELOPMENT:
        os.environ.setdefault("DEBUG", "true")
    if sys.argv[1:2] in (["behave"], ["explore"]):
        # Nothing that is loaded is garbage. timeskip's runner begins to look for some at the first scenario.
        gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_backend.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
