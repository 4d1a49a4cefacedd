import os
import signal
import sys
import time
from pathlib import Path

from behave import given, step, then, when
from project.notes.models import Note


@given("{count:d} notes")
def step_notes(context, count):
    assert not Note.objects.exists()
    for number in range(count):
        Note.objects.create(text=str(number))


@when("something is printed")
def step_printed(context):
    print("printed in a step")  # noqa: T201


@when("something is attached")
def step_attached(context):
    context.attach("text/plain", b"attached in a step")


@then("there are {count:d} notes")
def step_count(context, count):
    assert Note.objects.count() == count, f"There are {Note.objects.count()}."
    assert getattr(context, "of_feature", context.feature.name) == context.feature.name


@then("{number:d} is even")
def step_even(context, number):
    assert number % 2 == 0, f"{number} is odd."


@when("somebody errs")
def step_errs(context):
    raise LookupError("Nobody is there.")


@when("its process is killed")
def step_killed(context):
    print("last words", file=sys.__stderr__)
    os.kill(os.getpid(), signal.SIGKILL)


@given("it has a child for {seconds:g} seconds")
def step_child(context, seconds):
    if not (child := os.fork()):
        time.sleep(seconds)
        os._exit(0)
    Path(os.environ["MARKS"], "child").write_text(str(child))


@when("its process ends")
def step_ends(context):
    os._exit(3)


@when("{seconds:g} seconds pass for real")
def step_passes(context, seconds):
    Path(os.environ["MARKS"], f"{seconds:g} seconds").touch()
    time.sleep(seconds)


@step("nothing happens")
def step_nothing(context):
    pass
