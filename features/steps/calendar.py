"""Days and hours."""

from datetime import UTC, timedelta

from behave import given, when


@given("today is {day}")
def today_is(context, day):
    """Begins the story on a day, at nine in the morning. Nothing happens on the way there.

    “When a story begins” says what day it is otherwise.

    Example: Given today is Friday 7 March 2025
    """
    context.world.calendar.day_begins(day)


@given("it is {moment}")
def it_is(context, moment):
    """Begins the story at a moment. Nothing happens on the way there.

    Example: Given it is Friday 7 March 2025 06:59
    """
    context.world.story.starts_at(moment)


@given("{moment} has come")
@when("{moment} comes")
def comes(context, moment):
    """Lets time pass: everything that is due until then happens, each thing at its moment.

    Example: When Monday 17 March 2025 09:00 comes
    Example: Given Monday 17 March 2025 09:00 has come
    """
    context.world.calendar.comes(moment)


@when("{count} day(s) pass(es)")
def days_pass(context, days):
    """Lets whole days pass, with all that happens in them.

    Example: When 30 days pass
    """
    context.world.calendar.comes(context.world.calendar.now + timedelta(days=days))


@given("{count} minute(s) has/have passed")
@when("{count} minute(s) pass(es)")
def minutes_pass(context, minutes):
    """Lets minutes pass, with all that happens in them.

    Example: When 15 minutes pass
    Example: Given 16 minutes have passed
    """
    # Real minutes: on the clock on the wall an hour comes twice in autumn.
    context.world.calendar.comes(context.world.calendar.now.astimezone(UTC) + timedelta(minutes=minutes))


@when("{count} second(s) pass(es)")
def seconds_pass(context, seconds):
    """Lets seconds pass, with all that happens in them.

    Example: When 10 seconds pass
    """
    context.world.calendar.comes(context.world.calendar.now + timedelta(seconds=seconds))


@given("the scheduler is down until {moment}")
def stands_still(context, moment):
    """No scheduled task is queued until then, and none of the missed ones is made up for.

    Example: Given the scheduler is down until Saturday 15 March 2025 12:00
    """
    context.world.calendar.comes_without_beat(moment)
