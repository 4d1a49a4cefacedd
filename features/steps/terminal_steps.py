"""The command line, for whoever looks after the machines."""

from behave import then, when
from hamcrest import assert_that, equal_to

from features.support.matchers import has_line


@when("somebody types {string} at the command line")
def types(context, line):
    """A command of `python manage.py`, with its arguments.

    Example: When somebody types "send_reminders --dry-run" at the command line
    """
    context.world.terminal.type(line)


@then("the command ends with code {int}")
def ends_with(context, code):
    """The exit code: 0 where all went well.

    Example: Then the command ends with code 0
    """
    assert_that(context.world.terminal.exit_code, equal_to(code), context.world.terminal.said)


@then("the command says {string}")
def says(context, line):
    """One line of what the command wrote.

    Example: Then the command says "Repayments that were dealt with for 2025-03-17: 1"
    """
    assert_that(context.world.terminal.said.splitlines(), has_line(line))
