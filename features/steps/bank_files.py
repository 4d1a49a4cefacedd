"""Files of payments from the bank."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.bank_file_format import file_in, file_with, odd_file, text_file
from features.drivers.matchers import assert_none, is_value
from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows

COLUMNS = ("line", "amount", "reference", "state", "reason")


@given("{person} has imported the bank file {string}")
@when("{person} imports the bank file {string}")
def imports(context, who, name):
    """A file whose lines are in a table, with a correct total; other fields have their usual values.

    A record is a payment or a dishonour; an original is the transaction that a dishonour takes back.
    Only date and amount are needed: without the others a line is a payment in AUD without a reference.
    Columns: record, account, date, amount, currency, reference, transaction_id, original.

    Example: When Ada imports the bank file "March.csv" (and a table: date | amount | reference)
    Example: Given Ada has imported the bank file "March.csv" (and a table: date | amount | reference)
    """
    context.world.bank_files.import_file(who, name, file_in(context.table))


@when("{person} imports the bank file {string} with this text")
def imports_text(context, who, name):
    """A file with exactly the text below the phrase.

    Example: When Ada imports the bank file "March.csv" with this text (and the text)
    """
    context.world.bank_files.import_file(who, name, text_file(context.text))


@when("{person} imports a bank file that {oddity}")
def imports_odd_file(context, who, oddity):
    """A file of one payment of $1,250.00 for HL-OMAR that is, or looks, wrong in one way.

    Example: When Ada imports a bank file that "ends before its total"
    """
    context.world.bank_files.import_file(who, "odd.csv", odd_file(oddity))


@when("{person} imports a bank file whose {field} is {text}")
def imports_odd_field(context, who, name, text):
    """A file of one payment of $1,250.00 for HL-OMAR, but for one field of it.

    Example: When Ada imports a bank file whose amount is "1,250.00"
    """
    context.world.bank_files.import_file(who, "odd.csv", file_with(name, text))


@when("the bank file {string} is imported again")
def is_imported_again(context, name):
    """The task is queued once more.

    Example: When the bank file "March.csv" is imported again
    """
    context.world.bank_files.import_again(name)


@when("a bank file that does not exist is imported")
def nothing_is_imported(context):
    """The task gets an id that no bank file has.

    Example: When a bank file that does not exist is imported
    """
    context.world.bank_files.import_nothing()


@given("a worker has died in the middle of {person}'s bank file {string}")
def has_died(context, who, name):
    """The worker had written payments, and died before it wrote their lines. A table has the file's lines.

    Columns: record, account, date, amount, currency, reference, transaction_id, original.

    Example: Given a worker has died in the middle of Ada's bank file "March.csv" (and a table: date | amount)
    """
    context.world.bank_files.die_midway(who, name, file_in(context.table))


@when("a second worker overtakes the import of {person}'s bank file {string}")
def is_overtaken(context, who, name):
    """The second worker imports all of it when the first is about to book. A table has the file's lines.

    Columns: record, account, date, amount, currency, reference, transaction_id, original.

    Example: When a second worker overtakes the import of Ada's bank file "A.csv" (and a table: date | amount)
    """
    context.world.bank_files.import_twice_at_once(who, name, file_in(context.table))


@then("the lines of {string} are")
def lines_are(context, name):
    """The state of each line that this file brought first: allocated, suspense, reversed or set_aside.

    Columns: line, amount, reference, state, reason.

    Example: Then the lines of "March.csv" are (and a table: line | state | reason)
    """
    expected = rows(context.table, known=COLUMNS)
    assert_that(
        context.world.bank_files.lines(name),
        has_exactly_rows(expected),
        f"the lines that {name} brought first",
    )


@then("no line of {string} is imported")
def no_line_is_imported(context, name):
    """No line was new: the file was refused, or every line was known.

    Example: Then no line of "March.csv" is imported
    """
    lines = [f"line {one['line']}: {one['state']}" for one in context.world.bank_files.lines(name)]
    assert_none("line", lines, among=f"the lines that {name} brought first")


@then("the errors of {string} are")
def errors_are(context, name):
    """Everything that is wrong with a file.

    Columns: line, reason.

    Example: Then the errors of "March.csv" are (and a table: line | reason)
    """
    expected = rows(context.table, known=("line", "reason"))
    assert_that(context.world.bank_files.errors(name), has_exactly_rows(expected), f"the errors of {name}")


@then("the error of the bank file is {string} in line {int}")
def error_is(context, reason, line):
    """The one thing that is wrong with the file of a phrase such as “a bank file that …”.

    Example: Then the error of the bank file is "The file is empty." in line 1
    """
    assert_that(
        context.world.bank_files.errors("odd.csv"),
        has_exactly_rows([{"line": str(line), "reason": reason}]),
        "the errors of the bank file",
    )


@then("{int} errors of the bank file are listed, and {int} more are counted")
def errors_are_counted(context, listed, more):
    """How many errors are listed of the file of a phrase such as “a bank file that …”.

    Example: Then 200 errors of the bank file are listed, and 50 more are counted
    """
    assert_that(
        context.world.bank_files.error_counts("odd.csv"),
        is_value((listed, more)),
        "errors that are listed, and more that are counted",
    )


@then("the bank file {string} has no error")
def has_no_error(context, name):
    """Nothing is listed as wrong with a file.

    Example: Then the bank file "March.csv" has no error
    """
    errors = [one["reason"] for one in context.world.bank_files.errors(name)]
    assert_none("error", errors, among=f"the errors of {name}")


@then("{person} sees the bank file(s) {string}")
def sees_files(context, who, names):
    """The files in somebody's list, by their names.

    Example: Then Ada sees the bank file "March.csv"
    """
    assert_that(
        context.world.bank_files.seen_by(who), is_value(names.split(", ")), f"the bank files that {who} sees"
    )


@then("{person} sees no bank file")
def sees_no_file(context, who):
    """Somebody's list of bank files is empty.

    Example: Then Ben sees no bank file
    """
    assert_none("bank file", context.world.bank_files.seen_by(who), among=f"the bank files that {who} sees")
