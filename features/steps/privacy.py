"""What reaches somebody, and what does not."""

from behave import then
from hamcrest import (
    assert_that,
    contains_string,
    equal_to,
    not_,
)

from features.drivers.matchers import is_nothing


@then("no e-mail tells what is {person}'s alone")
def tells_no_secret(context, borrower):
    """No e-mail holds the borrower's tax file number, account number, income, birth date or internal notes.

    Example: Then no e-mail tells what is Omar's alone
    """
    assert_that(context.world.privacy.leaked(borrower), is_nothing("secret in an e-mail"))


@then("{person} reads the reason {string} of {person}'s application")
def reads_reason(context, who, reason, borrower):
    """The one reason of a move that somebody reads, on the page and in the API alike.

    Example: Then Bella reads the reason "The valuer made a mistake" of Omar's application
    """
    assert_that(context.world.privacy.reasons(who, borrower), equal_to([reason]))


@then("{person} reads no reason of {person}'s application")
def reads_no_reason(context, who, borrower):
    """Somebody reads none of the reasons that were given, neither on the page nor in the API.

    Example: Then Omar reads no reason of Omar's application
    """
    assert_that(context.world.privacy.reasons(who, borrower), is_nothing("reason"))


@then("{person} reads {string} somewhere")
def reads_somewhere(context, who, words):
    """Words that reach somebody: on a page, in the API, in a document, an e-mail or a frame.

    Example: Then Bella reads "Nora" somewhere
    """
    assert_that(context.world.privacy.everything(who), contains_string(words))


@then("{person} reads {string} nowhere")
def reads_nowhere(context, who, words):
    """Words that do not reach somebody: on no page, in no API answer, document, e-mail or frame.

    Example: Then Omar reads "Suspected fraud" nowhere
    """
    assert_that(context.world.privacy.everything(who), not_(contains_string(words)))
