import datetime
import time

from behave import given, then, when
from project.notes import tasks
from project.notes.models import Note


@given("Ann is online")
def step_online(context):
    context.socket = context.story.sockets.connect(None, "/ws/async/")


@when('"{text}" is announced in {hours:d} hours')
def step_announced(context, text, hours):
    tasks.announce.apply_async((text,), countdown=3600 * hours)


@when("a task fails")
def step_fails(context):
    tasks.fails.delay()


@when("{hours:d} hours pass")
def step_pass(context, hours):
    context.story.advance(hours=hours)


@then('Ann is told "{text}"')
def step_told(context, text):
    assert [frame["told"] for frame in context.socket.received()] == [text]


@then("Ann is told nothing")
def step_silence(context):
    context.socket.expect_silence()


@then("no note is there")
def step_no_note(context):
    assert not Note.objects.exists()


@then("it is {moment}")
def step_now(context, moment):
    assert f"{context.story.now:%d %H:%M}" == moment, context.story.now
    assert context.was_ready_in_a_story
    time.sleep(0.02)
    assert f"{datetime.datetime.now():%d %H:%M}" == moment  # noqa: DTZ005
