"""Repayments: what falls due and what is owed."""

from behave import given, then
from hamcrest import assert_that

from features.drivers.matchers import assert_none, has_count, is_value
from features.drivers.shown import plural, shown
from features.drivers.table_matchers import has_exactly_rows, has_rows
from timeskip.gherkin import rows


@given("{person}'s repayment on {day} has been cancelled")
def has_been_cancelled(context, borrower, due):
    """A repayment that no longer counts.

    Example: Given Omar's repayment on 14 March 2025 has been cancelled
    """
    context.world.repayments.cancel(borrower, due)


@then("{person}'s repayment on {day} is {standing}")
def repayment_stands(context, borrower, due, standing):
    """The state of a repayment today: scheduled, due, partly paid, overdue, paid, paid late or cancelled.

    Example: Then Omar's repayment on 14 March 2025 is overdue
    """
    assert_that(
        context.world.repayments.state(borrower, due),
        is_value(standing),
        f"the state of {borrower}'s repayment on {shown(due)}",
    )


@then("{person} still owes {money} on {day}")
def still_owes(context, borrower, amount, due):
    """What remains of the repayment of a day.

    Example: Then Omar still owes $250.00 on 14 March 2025
    """
    assert_that(
        context.world.repayments.owed(borrower, due),
        is_value(amount),
        f"what {borrower} owes of the repayment on {shown(due)}",
    )


@then("{person}'s repayments are")
def repayments_are(context, borrower):
    """Every repayment in order, cancelled ones too; a state is a {standing}.

    Columns: number, due, amount, interest, principal, owed, state.

    Example: Then Omar's repayments are (and a table: due | interest | principal)
    """
    known = ("number", "due", "amount", "interest", "principal", "owed", "state")
    expected = rows(context.table, known=known)
    assert_that(
        context.world.repayments.shown(borrower), has_exactly_rows(expected), f"{borrower}'s repayments"
    )


@then("each of {person}'s repayments but the last is {money}")
def each_but_the_last(context, borrower, amount):
    """The regular repayment: interest and principal together.

    Example: Then each of Omar's repayments but the last is $599.55
    """
    *level, _ = context.world.repayments.planned(borrower)
    amounts = [{"repayment": shown(one["interest"] + one["principal"])} for one in level]
    assert_that(
        amounts,
        has_exactly_rows([{"repayment": shown(amount)}] * max(len(level), 1)),
        f"{borrower}'s repayments but the last",
    )


@then("{person}'s last repayment is {money}")
def last_repayment_is(context, borrower, amount):
    """The last repayment: interest and principal together.

    Example: Then Omar's last repayment is $600.00
    """
    last = context.world.repayments.planned(borrower)[-1]
    assert_that(last["interest"] + last["principal"], is_value(amount), f"{borrower}'s last repayment")


@then("the interest of {person}'s repayments adds up to {money}")
def interest_adds_up(context, borrower, amount):
    """What the loan costs over its whole term.

    Example: Then the interest of Omar's repayments adds up to $115,838.45
    """
    interest = sum(one["interest"] for one in context.world.repayments.planned(borrower))
    assert_that(interest, is_value(amount), f"the interest of {borrower}'s repayments")


@given("{person} owes {amount} on {day}")
def owes(context, borrower, amount, day):
    """The loan is funded and a repayment falls due; the borrower needs an application first.

    Example: Given Omar owes $1,250.00 on 14 March 2025
    """
    context.world.repayments.add(borrower, amount, day)


@given("{person} owes {count} repayments of {amount} on {day}")
def owes_many(context, borrower, count, amount, day):
    """The loan is funded and many repayments fall due on one day; the borrower needs an application first.

    Example: Given Omar owes 501 repayments of $10.00 on 14 March 2025
    """
    context.world.repayments.add(borrower, amount, day, count)


@then("the reminder {int} day(s) before {day} is {outcome} for {person}")
def reminder_before_is(context, days, due, state, borrower):
    """What became of the reminder before the due date; expired means that the due date came first.

    Example: Then the reminder 1 day before 14 March 2025 is expired for Omar
    """
    assert_that(
        context.world.repayments.reminder(borrower, due, -days),
        is_value(state),
        f"the reminder to {borrower} {plural(days, 'day')} before {shown(due)}",
    )


@then("the reminder {int} day(s) after {day} is {outcome} for {person}")
def reminder_after_is(context, days, due, state, borrower):
    """What became of the reminder after the due date; superseded means that a later one was sent
    instead, withdrawn that the money came before it could be sent.

    Example: Then the reminder 3 days after 14 March 2025 is superseded for Omar
    """
    assert_that(
        context.world.repayments.reminder(borrower, due, days),
        is_value(state),
        f"the reminder to {borrower} {plural(days, 'day')} after {shown(due)}",
    )


@then("no reminder of {person}'s repayment on {day} is on record")
def no_reminder(context, borrower, due):
    """Nothing became of any reminder of a repayment: none was sent, paused or left out.

    Example: Then no reminder of Omar's repayment on 14 March 2025 is on record
    """
    reminders = context.world.repayments.reminders_on_record(borrower, due)
    assert_none("reminder", reminders, among=f"the reminders of {borrower}'s repayment on {shown(due)}")


@then("{person} has {int} repayments")
def has_repayments(context, borrower, count):
    """How many repayments a loan has.

    Example: Then Omar has 360 repayments
    """
    due = [shown(one.due_date) for one in context.world.repayments.not_cancelled(borrower)]
    assert_that(due, has_count(count, "repayment"), f"{borrower}'s loan")


@then("{person}'s repayment on {day} is {money} of interest and {money} of principal")
def repayment_is(context, borrower, day, interest, principal):
    """One repayment of a loan's schedule; cancelled ones do not count.

    Example: Then Omar's repayment on 1 May 2025 is $1,250.00 of interest and $248.88 of principal
    """
    row = {"due": shown(day), "interest": shown(interest), "principal": shown(principal)}
    planned = [
        {name: shown(value) for name, value in one.items()}
        for one in context.world.repayments.planned(borrower)
    ]
    assert_that(planned, has_rows([row]), f"{borrower}'s repayments")


@then("the principal of {person}'s repayments adds up to {money}")
def principal_adds_up(context, borrower, amount):
    """The sum of what the repayments pay off.

    Example: Then the principal of Omar's repayments adds up to $250,000.00
    """
    principal = sum(one["principal"] for one in context.world.repayments.planned(borrower))
    assert_that(principal, is_value(amount), f"the principal of {borrower}'s repayments")
