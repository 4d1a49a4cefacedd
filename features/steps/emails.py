"""E-mails, and the mail server."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, has_count, has_line, is_value
from features.drivers.text_matchers import does_not_say, says
from timeskip.gherkin import lines


@given("the mail server is down")
def server_is_down(context):
    """The mail server accepts no connection.

    Example: Given the mail server is down
    """
    context.world.story.mail.is_up = False


@given("the mail server refuses every e-mail temporarily")
def refuses_for_now(context):
    """The mail server asks to try again later.

    Example: Given the mail server refuses every e-mail temporarily
    """
    context.world.story.mail.refuse(code=451, reason="Try again later")


@given("the mail server permanently refuses {person}'s address")
def refuses_for_good(context, who):
    """The mail server knows no such mailbox.

    Example: Given the mail server permanently refuses Omar's address
    """
    context.world.emails.refuse_for_good(who)


@given("the mail server drops the connection after accepting the next e-mail")
def breaks_off(context):
    """The mail server accepts one e-mail and drops the connection before it confirms that.

    Example: Given the mail server drops the connection after accepting the next e-mail
    """
    context.world.story.mail.drop_next_reply()


@given("the mail server has recovered")
def has_recovered(context):
    """The mail server accepts every e-mail again.

    Example: Given the mail server has recovered
    """
    context.world.emails.recover()


@given("an e-mail {string} to {person} is queued whose template has been removed")
def is_queued_without_template(context, subject, who):
    """An e-mail is queued whose template was removed since.

    Example: Given an e-mail "Old form" to Omar is queued whose template has been removed
    """
    context.world.emails.queue_without_template(who, subject)


@given("the worker that sent {person}'s e-mail died before it recorded that")
def sender_had_died(context, who):
    """The process that sent an e-mail died after the server took it.

    Example: Given the worker that sent Omar's e-mail died before it recorded that
    """
    context.world.emails.lose_sender(who)


@given("a second worker overtakes the next one that sends e-mails")
def is_overtaken(context):
    """The second worker sends every e-mail that waits when the first is about to claim one.

    Example: Given a second worker overtakes the next one that sends e-mails
    """
    context.world.emails.overtake_next()


@when("the task that sends the same e-mails is delivered again")
def asked_again(context):
    """The task that sends e-mails is delivered twice.

    Example: When the task that sends the same e-mails is delivered again
    """
    context.world.emails.send_again()


@given("{person} received an e-mail {string}")
@then("{person} receives an e-mail {string}")
def receives(context, who, subject):
    """An e-mail with this subject has arrived that no earlier step has named.

    Example: Then Omar receives an e-mail "Your loan HL-OMAR is approved"
    Example: Given Omar received an e-mail "Your loan HL-OMAR is approved"
    """
    context.world.emails.read(who, subject)


@then("{person} receives an e-mail {string} that says")
def receives_saying(context, who, subject):
    """An e-mail with this subject has arrived; its text contains each line below.

    Example: Then Omar receives an e-mail "Your loan HL-OMAR is approved" that says (and the lines)
    """
    email = context.world.emails.read(who, subject)
    assert_that(email.text, says(*lines(context.text)), f"{who}'s e-mail “{subject}”")


@then("the e-mail {string} to {person} does not say")
def does_not_say_in_it(context, subject, who):
    """An e-mail with this subject has arrived, also a digest; none of the lines below is in its text or HTML.

    It cannot notice a misspelt text: let an e-mail that says the same words arrive first.

    Example: Then the e-mail "Your loan HL-OMAR is approved" to Omar does not say (and the lines)
    """
    said = context.world.emails.words_of(who, subject)
    for line in lines(context.text):
        assert_that(said, does_not_say(" ".join(line.split())), f"the e-mail “{subject}” to {who}")


@then("{person} receives no e-mail {string}")
def receives_none_like_it(context, who, subject):
    """Others receive an e-mail with this subject and this person does not; it fails if nobody receives one.

    Example: Then Cora receives no e-mail "Your loan HL-OMAR is approved"
    """
    withheld = context.world.emails.withheld(who, subject)
    assert_none("such e-mail", withheld, among=context.world.emails.mailbox(who))


@then("the mail server receives an e-mail for {string}")
def received_for(context, address):
    """The address to which an e-mail was sent, in its ASCII form.

    Example: Then the mail server receives an e-mail for "omar@xn--mnchen-3ya.example"
    """
    assert_that(
        [email.to for email in context.world.story.mail.delivered],
        has_line(address),
        "the addresses to which e-mails were sent",
    )


@then("{person} receives no (further )e-mail")
def receives_none(context, who):
    """No e-mail has arrived that no earlier step has named.

    Example: Then Omar receives no e-mail
    """
    emails = context.world.emails.further(who)
    assert_none("further e-mail", emails, among=context.world.emails.mailbox(who))


@then("{person} has {int} e-mail(s)")
def has_emails(context, who, count):
    """How many e-mails have arrived at somebody's address that no earlier step has named.

    Example: Then Omar has 4 e-mails
    """
    assert_that(context.world.emails.count(who), has_count(count, "e-mail"), f"{who}'s e-mails")


@then("{person} has received the same e-mail twice, under one message id")
def received_twice(context, who):
    """Both copies of an e-mail that was sent again have one message id, so that mail programs show one.

    Example: Then Omar has received the same e-mail twice, under one message id
    """
    ids = [email.message_id for email in context.world.emails.count(who)]
    assert_that(ids, has_count(2, "e-mail"), f"{who}'s e-mails")
    assert_that(set(ids), has_count(1, "message id"), f"the message ids of {who}'s e-mails")


@then("the e-mail to {person} is/has {delivery}")
def email_is(context, who, state):
    """How far the only e-mail to somebody has got: queued, sent, failed, expired or unknown.

    Example: Then the e-mail to Omar is queued
    """
    assert_that(context.world.emails.states(who), is_value([state]), f"the states of the e-mails to {who}")


@then("{person}'s address was tried {int} time(s)")
def was_tried(context, who, count):
    """How often the CRM tried to hand an e-mail to somebody to the mail server.

    Example: Then Omar's address was tried 6 times
    """
    assert_that(context.world.emails.attempts(who), is_value(count), f"tries to send to {who}")
