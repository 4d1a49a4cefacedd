"""What people are told."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, has_count, has_line, is_value
from timeskip.gherkin import column


@given("the status {string} of {person}'s application was announced")
@when("the status {string} of {person}'s application is announced")
def status_is_announced(context, status, borrower):
    """Queues the task that notifies everybody concerned of an application's status.

    A status is a stage as the CRM stores it, such as "pre_approval", or "approved".

    Example: When the status "approved" of Omar's application is announced
    Example: Given the status "approved" of Omar's application was announced
    """
    context.world.notifications.announce(status, borrower)


@when("the status {string} of an application that does not exist is announced")
def status_of_nothing_is_announced(context, status):
    """Queues the same task with an application that does not exist.

    Example: When the status "approved" of an application that does not exist is announced
    """
    context.world.notifications.announce(status, None)


@when("the status {string} of {person}'s application is announced for a move of {person}'s")
def status_is_announced_for(context, status, borrower, other):
    """Queues the same task with the newest move of another application.

    Example: When the status "approved" of Omar's application is announced for a move of Nora's
    """
    context.world.notifications.announce(status, borrower, other)


@given("{person} has been told {count} things")
def has_been_told(context, who, count):
    """How many notifications somebody has.

    Example: Given Bella has been told 70 things
    """
    context.world.notifications.tell(who, count)


@given("{person} was told {string}")
@then("{person} is told {string}")
def is_told(context, who, message):
    """A notification with exactly these words is in somebody's inbox, and no earlier step has named it.

    Example: Then Bella is told "HL-OMAR (Omar) is now at “Valuation”."
    Example: Given Bella was told "HL-OMAR (Omar) is now at “Valuation”."
    """
    context.world.notifications.speak_of(who, message)


@then("these people are told {string}")
def these_are_told(context, message):
    """A notification with exactly these words is in each inbox.

    Columns: person.

    Example: Then these people are told "HL-OMAR (Omar) is now at “Valuation”." (and a table: person)
    """
    for person in column(context.table, "person"):
        context.world.notifications.speak_of(person, message)


@then("{person} is not told {string}")
def is_not_told(context, who, message):
    """Others are told exactly these words, and this person is not; it fails if nobody is told them.

    Example: Then Cora is not told "HL-OMAR (Omar) is now at “Valuation”."
    """
    withheld = context.world.notifications.withheld(who, message)
    assert_none("such notification", withheld, among=f"{who}'s inbox")


@then("these people are not told {string}")
def these_are_not_told(context, message):
    """Others are told exactly these words, and none of these people is.

    Columns: person.

    Example: Then these people are not told "HL-OMAR (Omar) is now at “Valuation”." (and a table: person)
    """
    for person in column(context.table, "person"):
        withheld = context.world.notifications.withheld(person, message)
        assert_none(f"such notification to {person}", withheld, among=f"{person}'s inbox")


@then("{person} is told nothing( more)")
def is_told_nothing(context, who):
    """Nothing is in somebody's inbox that no earlier step has named.

    Example: Then Bella is told nothing
    """
    assert_none(
        "further notification", context.world.notifications.further(who), among=f"{who}'s notifications"
    )


@then("{person} finds {int} notification(s) in the inbox")
def finds_notifications(context, who, count):
    """How many notifications, read and unread, are in somebody's inbox that no earlier step has named.

    Example: Then Bella finds 2 notifications in the inbox
    """
    found = context.world.notifications.count(who)
    assert_that(found, has_count(count, "notification"), f"{who}'s inbox")


@then("{person} has {int} unread notification(s)")
def has_unread(context, who, count):
    """How many notifications somebody has not read.

    Example: Then Bella has 2 unread notifications
    """
    unread = context.world.notifications.count_unread(who)
    assert_that(unread, is_value(count), f"unread notifications of {who}")


@then("{person} has the hidden notification {string}")
def is_on_record(context, who, message):
    """A hidden notification, for digests and audits, where somebody has the in-app channel switched off.

    Example: Then Bella has the hidden notification "HL-OMAR (Omar) is now at “Valuation”."
    """
    hidden = context.world.notifications.hidden_from(who)
    assert_that(hidden, has_line(message), f"{who}'s hidden notifications")
