"""Hardship pauses: days on which nobody is reminded of a repayment."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none
from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows


@given("{person} is granted a hardship pause from {day} to {day}")
def is_granted_a_pause(context, borrower, from_day, to_day):
    """Days, the first and the last included, on which no reminder is sent for a loan.

    Example: Given Omar is granted a hardship pause from 16 March 2025 to 20 March 2025
    """
    context.world.hardship_pauses.add(borrower, from_day, to_day)


@given("{person} has granted {person} a hardship pause from {day} to {day} because {string}")
@when("{person} grants {person} a hardship pause from {day} to {day} because {string}")
def grants(context, who, borrower, from_day, to_day, reason):
    """Somebody grants a hardship pause with its reason; the first and the last day are included.

    Example: When Ada grants Omar a hardship pause from 16 March 2025 to 20 March 2025 because "Lost a job"
    Example: Given Ada has granted Omar a hardship pause from 16 March 2025 to 20 March 2025 because "Flu"
    """
    context.world.hardship_pauses.grant(who, borrower, from_day, to_day, reason)


@given("{person} has ended {person}'s hardship pause on {day}")
@when("{person} ends {person}'s hardship pause on {day}")
def ends(context, who, borrower, day):
    """Somebody ends a loan's latest hardship pause early; the day is its last.

    Example: When Ada ends Omar's hardship pause on 18 March 2025
    Example: Given Ada has ended Omar's hardship pause on 18 March 2025
    """
    context.world.hardship_pauses.end(who, borrower, day)


@given("{person} has removed {person}'s hardship pause")
@when("{person} removes {person}'s hardship pause")
def removes(context, who, borrower):
    """Somebody takes back a loan's latest hardship pause.

    Example: When Ada removes Omar's hardship pause
    Example: Given Ben has removed Omar's hardship pause
    """
    context.world.hardship_pauses.remove(who, borrower)


@then("{person}'s loan has no hardship pause")
def has_none(context, borrower):
    """A loan has no hardship pause, whether over, begun or to come.

    Example: Then Omar's loan has no hardship pause
    """
    found = [f"{one['from']} to {one['to']}" for one in context.world.hardship_pauses.of(borrower)]
    assert_none("hardship pause", found, among=f"the hardship pauses of {borrower}'s loan")


@then("{person}'s loan has these hardship pauses")
def has_these(context, borrower):
    """Every hardship pause of a loan, the earliest first; the table has the columns that matter.

    Columns: from, to, reason, by.

    Example: Then Omar's loan has these hardship pauses (and a table: from | to | reason | by)
    """
    expected = rows(context.table, known=("from", "to", "reason", "by"))
    found = context.world.hardship_pauses.of(borrower)
    assert_that(found, has_exactly_rows(expected), f"hardship pauses of {borrower}'s loan")
