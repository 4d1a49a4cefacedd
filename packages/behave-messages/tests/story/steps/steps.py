"""What the people of this story do."""

import os

from behave import given, register_type, step, then, use_step_matcher, when
from behave.api.pending_step import StepNotImplementedError
from behave.step_registry import AmbiguousStep

from behave_messages import attach

register_type(Amount=int)


@given("a desk")
@given("einen Schreibtisch")
def _(context):
    context.papers = []


@step("a chair")
def _(context):
    pass


@when("{count:Amount} papers arrive")
def _(context, count):
    context.papers += [None] * count


@then("there are {count:Amount} papers")
def _(context, count):
    assert len(context.papers) == count, f"{len(context.papers)} papers: ❌"


@step("these people sign")
def _(context):
    assert context.table.headings == ["who", "when"]


@step("a letter says")
def _(context):
    assert "Grüße" in context.text
    attach(context, "text/plain", context.text, "Brief.txt")


@when("{count:Amount} copies of {size:Amount} bytes are attached as {name}")
def _(context, count, size, name):
    for _ in range(count):
        attach(context, "message/rfc822", b"a" * size, None if name == "nothing" else name)


@when("a long text is attached")
def _(context):
    attach(context, "application/json; profile=x", "Grüße \ud83d und mehr. " * 100)


@when("the roof falls in")
def _(context):
    raise OSError("the roof fell in")


@when("an error falls over its own words")
def _(context):
    class SpeechlessError(Exception):
        def __str__(self):
            raise ValueError

    raise SpeechlessError


@when("nobody has said how")
def _(context):
    raise StepNotImplementedError("nobody has said how")


@when("two ways are open")
def _(context):
    raise AmbiguousStep("two ways are open")


@when("the day is over because of {reason}")
def _(context, reason):
    context.scenario.skip(f"{reason} came first.")


@when("it all happens at once")
def _(context):
    context.execute_steps("Given a desk\nWhen 2 papers arrive")


@when("it all goes wrong at once")
def _(context):
    context.execute_steps("Given a desk\nThen there are 2 papers")


@when("a step of it is unknown and nobody minds")
def _(context):
    try:
        context.execute_steps("Given what nobody knows")
    except AssertionError:
        context.minded = False


@when("something is left lying about")
def _(context):
    context.add_cleanup(trip)


@when("everybody moves house")
def _(context):
    os.chdir("/")


@when("half a letter arrives")
def _(context):
    attach(context, "text/plain", "\ud83d and a half", "half.txt")


@when("somebody stops everything")
def _(context):
    raise KeyboardInterrupt


def trip():
    raise RuntimeError("somebody tripped")


use_step_matcher("re0")


@when("a parcel(?: from (?P<sender>.+))? comes")
def _(context, sender):
    pass
