"""The command line."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.bank_file_format import file_in, text_file
from features.drivers.matchers import has_line, is_value
from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows, shortened


@when("the command {string} is entered")
def is_entered(context, command):
    """Somebody at the server enters `python manage.py …`.

    Example: When the command "build_schedule HL-OMAR" is entered
    """
    context.world.command_line.enter(command)


@given("the bank file {string} has been imported on the command line")
@when("the bank file {string} is imported on the command line")
def is_imported(context, name):
    """Somebody at the server imports a file whose lines are in a table.

    Columns: record, account, date, amount, currency, reference, transaction_id, original.

    Example: When the bank file "March.csv" is imported on the command line (and a table: date | amount)
    Example: Given the bank file "A.csv" has been imported on the command line (and a table: date | amount)
    """
    context.world.command_line.import_file(name, file_in(context.table))


@when("the bank file {string} is imported on the command line with this text")
def text_is_imported(context, name):
    """Somebody at the server imports a file with exactly the text below the phrase.

    Example: When the bank file "March.csv" is imported on the command line with this text (and the text)
    """
    context.world.command_line.import_file(name, text_file(context.text))


@then("the command prints")
def prints(context):
    """Everything that the command printed, line by line.

    Columns: line.

    Example: Then the command prints (and a table: line)
    """
    lines = [{"line": line} for line in context.world.command_line.printed()]
    assert_that(lines, has_exactly_rows(rows(context.table, known=("line",))), "what the command printed")


@then("the command prints, among others, {string}")
def prints_among_others(context, line):
    """One line that the command printed.

    Example: Then the command prints, among others, "CommandError: There is no application HL-NOBODY."
    """
    assert_that(context.world.command_line.printed(), has_line(line), "what the command printed")


@then("the command ends with code {int}")
def ends_with(context, code):
    """The exit code: 0 done, 1 refused, 2 wrong usage.

    Example: Then the command ends with code 1
    """
    printed = "\n".join(context.world.command_line.printed())
    assert_that(
        context.world.command_line.code,
        is_value(code),
        f"the exit code of the command that printed:\n{shortened(printed)}\n",
    )
