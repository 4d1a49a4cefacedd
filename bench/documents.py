"""`python -m bench.documents`: the cost of a page, measured over 300 pages of each document.

It has no time limit. The exit code is 1 only if a document has another number of pages than the first of its
kind.
"""

import argparse
import os

import django
from django.core.management import call_command

PAGES = 300


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.documents", description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help="how many of each kind")
    pages = parser.parse_args().pages
    os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": "sqlite://:memory:"}
    django.setup()
    call_command("migrate", verbosity=0)
    # Models need Django to be set up.
    from bench.pages import measure

    measure(pages)


if __name__ == "__main__":
    main()
