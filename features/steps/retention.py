"""What is kept, and for how long."""

from behave import given, then
from hamcrest import assert_that

from features.drivers.matchers import is_value


@then("the content of the e-mail {string} to {person} is (still )kept")
def words_are_on_record(context, subject, who):
    """The content of the e-mail has not been purged.

    Example: Then the content of the e-mail "Your loan HL-OMAR is approved" to Omar is still kept
    """
    assert_that(
        context.world.retention.knows_words_of(who, subject), is_value(True), "whether the content is kept"
    )


@then("only the headers of the e-mail {string} to {person} are kept")
def only_headers_are_on_record(context, subject, who):
    """Address, subject, message id and dates are kept; the content has been purged.

    Example: Then only the headers of the e-mail "Your loan HL-OMAR is approved" to Omar are kept
    """
    assert_that(
        context.world.retention.knows_words_of(who, subject), is_value(False), "whether the content is kept"
    )


@given("the bank file {string} was received")
def bank_file_came_in(context, name):
    """A file of payments was received, and is kept as it was.

    Example: Given the bank file "March.csv" was received
    """
    context.world.retention.receive_bank_file(name)


@then("the bank file {string} is (still )in the store")
def bank_file_is_stored(context, name):
    """The file has not been purged.

    Example: Then the bank file "March.csv" is still in the store
    """
    assert_that(context.world.retention.stores(name), is_value(True), "is the file stored?")


@then("only the record of the bank file {string} is kept")
def only_the_row_is_on_record(context, name):
    """The file has been purged; its name, its hash and its lines are kept.

    Example: Then only the record of the bank file "March.csv" is kept
    """
    retention = context.world.retention
    assert_that(
        (retention.lists(name), retention.stores(name)),
        is_value((True, False)),
        "is the record kept, is the file?",
    )
