"""`python -m bench.documents`: 300 pages' worth of each paper, and what a page of it costs.

It judges nothing by the clock. The exit code is 1 only where a paper came out with other pages than the
first of its kind.
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
    # Models want Django set up.
    from bench.pages import measure

    measure(pages)


if __name__ == "__main__":
    main()
