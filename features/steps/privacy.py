"""What reaches somebody, and what does not."""

from behave import then
from hamcrest import assert_that

from features.drivers.matchers import assert_none, is_value
from features.drivers.text_matchers import does_not_say, says


@then("no e-mail reveals {person}'s private data")
def tells_no_secret(context, borrower):
    """No e-mail holds the borrower's tax file number, account number, income, birth date or internal notes.

    Example: Then no e-mail reveals Omar's private data
    """
    leaked = context.world.privacy.leaked(borrower)
    assert_none(
        f"private data of {borrower}'s",
        leaked,
        among=f"the {len(context.world.emails.delivered)} e-mails sent",
    )


@then("{person} reads the reason {string} of {person}'s application")
def reads_reason(context, who, reason, borrower):
    """The one reason of a move that somebody sees, on the page and in the API alike.

    Example: Then Bella reads the reason "The valuer made a mistake" of Omar's application
    """
    assert_that(
        context.world.privacy.reasons(who, borrower),
        is_value([reason]),
        f"the reasons of {borrower}'s application that {who} reads",
    )


@then("{person} reads no reason of {person}'s application")
def reads_no_reason(context, who, borrower):
    """Somebody sees no reason of any move, neither on the page nor in the API.

    Example: Then Omar reads no reason of Omar's application
    """
    reasons = context.world.privacy.reasons(who, borrower)
    assert_none("reason", reasons, among=f"the moves of {borrower}'s application that {who} sees")


@then("{person} reads {string} somewhere")
def reads_somewhere(context, who, words):
    """Words that reach somebody: on a page, in the API, in a document, an e-mail or a frame.

    Example: Then Bella reads "Nora" somewhere
    """
    assert_that(context.world.privacy.everything(who), says(words), f"all that {who} reads")


@then("{person} reads {string} nowhere")
def reads_nowhere(context, who, words):
    """Words that reach somebody else, but not this person: no page, API answer, document, e-mail or frame.

    Example: Then Omar reads "Suspected fraud" nowhere
    """
    assert_that(context.world.privacy.everything(who), does_not_say(words), f"all that {who} reads")
    context.world.privacy.require_read_by_others(who, words)
