"""What is kept, and for how long."""

from behave import given, then
from hamcrest import (
    assert_that,
    equal_to,
)


@then("what the e-mail {string} to {person} said is (still )on record")
def words_are_on_record(context, subject, who):
    """What the e-mail was written from is kept.

    Example: Then what the e-mail "Loan application HL-OMAR" to Omar said is still on record
    """
    assert_that(context.world.retention.knows_words_of(who, subject), equal_to(True))


@then("of the e-mail {string} to {person} it is only on record that it was written")
def only_headers_are_on_record(context, subject, who):
    """Address, subject, message id and dates are kept; what the e-mail said is not.

    Example: Then of the e-mail "Loan application HL-OMAR" to Omar it is only on record that it was written
    """
    assert_that(context.world.retention.knows_words_of(who, subject), equal_to(False))


@given("the bank file {string} came in")
def bank_file_came_in(context, name):
    """A file of payments was received, and is kept as it was.

    Example: Given the bank file "March.csv" came in
    """
    context.world.retention.receive_bank_file(name)


@then("the bank file {string} is (still )in the store")
def bank_file_is_stored(context, name):
    """The bytes of the file are kept.

    Example: Then the bank file "March.csv" is still in the store
    """
    assert_that(context.world.retention.stores(name), equal_to(True))


@then("of the bank file {string} it is only on record that it came in")
def only_the_row_is_on_record(context, name):
    """The bytes of the file are gone; its name, its hash and its lines are kept.

    Example: Then of the bank file "March.csv" it is only on record that it came in
    """
    retention = context.world.retention
    assert_that((retention.lists(name), retention.stores(name)), equal_to((True, False)))
