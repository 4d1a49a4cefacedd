"""What people are told, and what they want to be told."""

from behave import given, then, when
from hamcrest import assert_that, equal_to, has_item, has_length

from features.support.matchers import is_nothing
from timeskip.gherkin import column


@given("{person} has switched off {channel} for {event}")
def has_switched_off(context, who, channel, event):
    """Somebody does not want to hear of an event on a channel.

    Example: Given Bella has switched off e-mail for "application status"
    """
    context.world.office.switch(who, channel, event, on=False)


@when("{person} switches off {channel} for {event}")
def switches_off(context, who, channel, event):
    """Somebody tries to switch an event off on a channel.

    Example: When Omar switches off e-mail for "signature required"
    """
    context.world.office.switch(who, channel, event, on=False)


@given("{person} has switched on {channel} for {event} again")
def has_switched_on(context, who, channel, event):
    """Somebody wants to hear of an event again.

    Example: Given Bella has switched on e-mail for "application status" again
    """
    context.world.office.switch(who, channel, event, on=True)


@given("the status {string} of {person}'s application was announced")
@when("the status {string} of {person}'s application is announced")
def status_is_announced(context, status, borrower):
    """Asks for the background task that tells everybody concerned where an application stands.

    Example: When the status "approved" of Omar's application is announced
    Example: Given the status "approved" of Omar's application was announced
    """
    context.world.office.announce(status, borrower)


@when("the status {string} of an application that does not exist is announced")
def status_of_nothing_is_announced(context, status):
    """Asks for the same task with an application that is not there.

    Example: When the status "approved" of an application that does not exist is announced
    """
    context.world.office.announce(status, None)


@when("the status {string} of {person}'s application is announced for a move of {person}'s")
def status_is_announced_for(context, status, borrower, other):
    """Asks for the same task with the newest move of some application as the one it is about.

    Example: When the status "approved" of Omar's application is announced for a move of Nora's
    """
    context.world.office.announce(status, borrower, other)


@given("{person} has been told {int} things")
def has_been_told(context, who, count):
    """Somebody was told this many things, whatever they were.

    Example: Given Bella has been told 70 things
    """
    context.world.office.tell(who, count)


@given("{person} was told {string}")
@then("{person} is told {string}")
def is_told(context, who, message):
    """A notification with exactly these words is in somebody's inbox, and was not spoken of before.

    Example: Then Bella is told "HL-OMAR (Omar) is now at “Valuation”."
    Example: Given Bella was told "HL-OMAR (Omar) is now at “Valuation”."
    """
    context.world.views.speak_of(who, message)


@then("these people are told {string}")
def these_are_told(context, message):
    """A notification with exactly these words is in each inbox; a table with one column, person.

    Example: Then these people are told "HL-OMAR (Omar) is now at “Valuation”." (and a table: person)
    """
    for person in column(context.table, "person"):
        context.world.views.speak_of(person, message)


@then("{person} is told nothing( more)")
def is_told_nothing(context, who):
    """Nothing is in somebody's inbox but what was spoken of before.

    Example: Then Bella is told nothing
    """
    assert_that(context.world.views.told(who), is_nothing("notification"))


@then("{person} finds {int} notification(s) in the inbox")
def finds_notifications(context, who, count):
    """How many notifications, read and unread, are in somebody's inbox and were not spoken of before.

    Example: Then Bella finds 2 notifications in the inbox
    """
    assert_that(context.world.views.told(who), has_length(count))


@then("{person} has {int} unread notification(s)")
def has_unread(context, who, count):
    """How many notifications somebody has not read.

    Example: Then Bella has 2 unread notifications
    """
    assert_that(context.world.views.unread(who), equal_to(count), f"unread notifications of {who}")


@then("it is on record that {person} was to be told {string}")
def is_on_record(context, who, message):
    """A hidden notification, for digests and audits, where somebody has the in-app channel switched off.

    Example: Then it is on record that Bella was to be told "HL-OMAR (Omar) is now at “Valuation”."
    """
    assert_that(context.world.views.hidden_from(who), has_item(message))


@then("{person} has {channel} for {event} switched off")
def has_switched_off_now(context, who, channel, event):
    """Somebody's own choice for an event on a channel is off.

    Example: Then Omar has in-app for "signature required" switched off
    """
    assert_that(context.world.views.switches(who), has_item((event, channel, False)))
