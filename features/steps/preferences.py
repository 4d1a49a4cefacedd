"""What people want to be told, and how."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import has_line
from features.words import CHANNELS, EVENTS
from timeskip.gherkin import label_of


@given("{person} has chosen {rhythm}")
@when("{person} chooses {rhythm}")
def chooses(context, who, rhythm):
    """Staff or a broker decide how e-mails come; a borrower, who gets single e-mails, is refused a digest.

    Example: When Bella chooses single e-mails
    Example: Given Bella has chosen a daily digest
    """
    context.world.preferences.choose_rhythm(who, rhythm)


@given("{person} has switched off {channel} for {event}")
@when("{person} switches off {channel} for {event}")
def switches_off(context, who, channel, event):
    """Somebody switches notifications of an event off on a channel.

    Example: When Omar switches off e-mail for "signature required"
    Example: Given Bella has switched off e-mail for "application status"
    """
    context.world.preferences.switch(who, channel, event, on=False)


@given("{person} has switched on {channel} for {event} again")
@when("{person} switches on {channel} for {event} again")
def switches_on(context, who, channel, event):
    """Somebody switches notifications of an event on again.

    Example: When Bella switches on e-mail for "application status" again
    Example: Given Bella has switched on e-mail for "application status" again
    """
    context.world.preferences.switch(who, channel, event, on=True)


@then("{person} has {channel} for {event} switched off")
def has_switched_off_now(context, who, channel, event):
    """Somebody's own choice for an event on a channel is off.

    Example: Then Omar has in-app for "signature required" switched off
    """
    off = context.world.preferences.switched_off(who)
    assert_that(
        off, has_line(f"{label_of(CHANNELS, channel)} for {label_of(EVENTS, event)}"), f"{who}'s switches"
    )
