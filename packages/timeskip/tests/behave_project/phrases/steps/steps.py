import time

from behave import given, then, when
from project.notes import tasks

from timeskip.stacks import NotOnThisStack


@given("it is {day}")
def it_is(context, day):
    """The story begins on a day. Example: Given it is Friday 7 March 2025"""
    context.story.starts_at(f"{day}T09:00")


@given("Ann is refused")
def refused(context):
    """Something is refused. Example: Given Ann is refused"""
    context.refusal = "a Given was refused"


@when("{string} is announced")
def announced(context, text):
    """A task is asked for. Example: When "Hello" is announced"""
    tasks.announce.delay(text)


@when("a task fails")
def fails(context):
    """A task fails. Example: When a task fails"""
    tasks.fails.delay()


@when("{word} waits")
def waits(context, who):
    """Somebody waits. Example: When Ben waits"""


@when("Ann {word}")
def ann_acts(context, what):
    """Ann does something. Example: When Ann reads"""
    if what == "hangs":
        hangs()
    if what == "dawdles":
        for _ in range(4):
            time.sleep(1)
            context.story.advance(minutes=1)


def hangs():
    time.sleep(30)


@when("the power fails")
def power(context):
    """Nothing here has power. Example: When the power fails"""
    raise NotOnThisStack("This stack has no power.")


@then("today is {day}")
def today(context, day):
    """The story's day. Example: Then today is Friday 7 March 2025"""
    assert context.story.now.date() == day, context.story.now
