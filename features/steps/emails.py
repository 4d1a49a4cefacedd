"""E-mails, and the mail server."""

from behave import given, then, when
from hamcrest import (
    all_of,
    assert_that,
    contains_string,
    equal_to,
    has_length,
)

from features.drivers.matchers import has_line, is_nothing
from timeskip.gherkin import lines


@given("the mail server is down")
def server_is_down(context):
    """Nobody answers where e-mail is handed over.

    Example: Given the mail server is down
    """
    context.world.story.mail.is_up = False


@given("the mail server refuses everything for now")
def refuses_for_now(context):
    """The mail server asks to try again later.

    Example: Given the mail server refuses everything for now
    """
    context.world.story.mail.refuse(code=451, reason="Try again later")


@given("the mail server refuses {person}'s address for good")
def refuses_for_good(context, who):
    """The mail server knows no such mailbox.

    Example: Given the mail server refuses Omar's address for good
    """
    context.world.emails.refuse_for_good(who)


@given("the mail server breaks off after taking the next e-mail")
def breaks_off(context):
    """The mail server takes one e-mail and is gone before it says so.

    Example: Given the mail server breaks off after taking the next e-mail
    """
    context.world.story.mail.drop_next_reply()


@given("the mail server has recovered")
def has_recovered(context):
    """The mail server takes everything again.

    Example: Given the mail server has recovered
    """
    context.world.emails.recover()


@given("an e-mail {string} to {person} waits that can no longer be written")
def unwritable_letter_waits(context, subject, who):
    """An e-mail is queued whose template was removed since.

    Example: Given an e-mail "Old form" to Omar waits that can no longer be written
    """
    context.world.emails.queue_without_template(who, subject)


@given("the sender of {person}'s e-mail had died before it could record that")
def sender_had_died(context, who):
    """The process that sent an e-mail died after the server took it.

    Example: Given the sender of Omar's e-mail had died before it could record that
    """
    context.world.emails.lose_sender(who)


@when("the same e-mails are asked to be sent again")
def asked_again(context):
    """The task that sends e-mails is delivered twice.

    Example: When the same e-mails are asked to be sent again
    """
    context.world.emails.send_again()


@given("{person} received an e-mail {string}")
@then("{person} receives an e-mail {string}")
def receives(context, who, subject):
    """A letter with this subject has arrived, and was not spoken of before.

    Example: Then Omar receives an e-mail "Loan application HL-OMAR"
    Example: Given Omar received an e-mail "Loan application HL-OMAR"
    """
    context.world.emails.read(who, subject)


@then("{person} receives an e-mail {string} that says")
def receives_saying(context, who, subject):
    """A letter with this subject has arrived, whose text contains each line below.

    Example: Then Omar receives an e-mail "Loan application HL-OMAR" that says (and the lines)
    """
    letter = context.world.emails.read(who, subject)
    assert_that(letter.text, all_of(*map(contains_string, lines(context.text))))


@then("the mail server receives an e-mail for {string}")
def received_for(context, address):
    """The address to which an e-mail was sent, in the form in which it travels.

    Example: Then the mail server receives an e-mail for "omar@xn--mnchen-3ya.example"
    """
    assert_that([letter.to for letter in context.world.story.mail.delivered], has_line(address))


@then("{person} receives no (further )e-mail")
def receives_none(context, who):
    """No letter has arrived but those spoken of before.

    Example: Then Omar receives no e-mail
    """
    subjects = [letter.subject for letter in context.world.emails.unread(who)]
    assert_that(subjects, is_nothing("e-mail"))


@then("{person} has {int} e-mail(s)")
def has_emails(context, who, count):
    """How many e-mails have arrived at somebody's address that were not spoken of before.

    Example: Then Omar has 4 e-mails
    """
    assert_that(context.world.emails.unread(who), has_length(count))


@then("{person} has received the same e-mail twice, under one message id")
def received_twice(context, who):
    """Both copies of a letter that was sent again carry one id, so that mail programs show one.

    Example: Then Omar has received the same e-mail twice, under one message id
    """
    ids = [letter.message_id for letter in context.world.emails.unread(who)]
    assert_that((len(ids), len(set(ids))), equal_to((2, 1)))


@then("the e-mail to {person} is {delivery}")
def email_is(context, who, state):
    """How far the only e-mail to somebody has got: queued, sent, failed, expired or unknown.

    Example: Then the e-mail to Omar is queued
    """
    assert_that(context.world.emails.states(who), equal_to([state]))


@then("{person}'s address was tried {int} time(s)")
def was_tried(context, who, count):
    """How often a letter to somebody was handed to the mail server.

    Example: Then Omar's address was tried 6 times
    """
    assert_that(context.world.emails.attempts(who), equal_to(count))
