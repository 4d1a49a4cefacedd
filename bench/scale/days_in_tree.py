"""Lets days pass in the tree that it is run in, perhaps an earlier one, and prints what they cost as JSON."""

import json
import sys
from collections.abc import Callable
from statistics import median
from time import process_time

import django

EMPTY_DAYS = 12


def seconds_of(act: Callable[[], object]) -> float:
    """Processor seconds that a function takes."""
    began = process_time()
    act()
    return process_time() - began


def main() -> None:
    days, loans = map(int, sys.argv[1:])
    django.setup()
    from bench.scale import book, year
    from crm_backend.celery import app

    app.loader.import_default_modules()
    # An earlier tree sends every task.
    look_first = getattr(year, "skip_empty_sweeps", lambda story: None)
    found = {}
    with year.embedded_stack() as stack:
        with year._rolled_back(), stack.story() as story:
            look_first(story)
            # A Tuesday: reports are made on Mondays and on the first of a month.
            story.starts_at("2025-03-11")
            story.advance(days=1)
            seconds = [seconds_of(lambda: story.advance(days=1)) for _ in range(EMPTY_DAYS)]
            found["a day that finds nothing, ms"] = median(seconds) * 1000
        with year._rolled_back(), stack.story() as story:
            book.build(loans * book.REPAYMENTS_A_LOAN)
            year.pay_what_is_behind()
            look_first(story)

            def pass_days() -> None:
                for noon in year.noons(story.now, days):
                    story.advance_to(noon)
                    year.pay_on_time(noon)
                story.settle()

            found[f"{days} days of the calendar, s"] = seconds_of(pass_days)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
