"""The suite's own phrases, and some that make trouble."""

import time
from pathlib import Path
from unittest.mock import patch

from behave import given, then, when
from behave.runner_util import exec_file

OUTBOX = "users.tasks.deliver_outbox"

for file in sorted(Path("features/steps").glob("[a-z]*.py")):
    exec_file(str(file), dict(globals()))


@when("a task is asked for after everything was done")
def late_task(context):
    settle = context.story.settle
    context.story.settle = lambda: settle() or context.world.background_tasks.ask_for(OUTBOX)


@given("{person} sees nothing live so far")
def nothing_so_far(context, who):
    for tab in context.world.tabs.of(who):
        tab.silent = True


@then("nobody has a tab open, a task waiting or a letter")
def nothing_is_left(context):
    story = context.story
    assert (story.sockets.all, story.tasks.waiting, story.mail.delivered) == ([], [], [])


@then("nobody has a letter")
def nobody_has_a_letter(context):
    assert context.story.mail.delivered == []


@given("a step takes 300 real milliseconds")
def takes_time(context):
    time.sleep(0.3)


@given("a step hangs")
def hangs(context):
    time.sleep(60)


@given("a step hangs and swallows every exception")
def hangs_stubbornly(context):
    for _ in range(3):
        try:
            time.sleep(60)
        except Exception as error:
            context.swallowed = error


@when("{person}'s browser sends a request that hangs in the database")
def hangs_in_thread(context, who):
    with patch("users.inbox.unread_count", lambda user_id: time.sleep(5)):
        context.world.tabs.first(who).request(type="get_unread_count")


@when('{person} moves {person}\'s application to "Pre-approval" or {word}')
def moves_or_not(context, who, borrower, where):
    raise AssertionError("Nobody knows which is meant.")


@when("{person} moves {person}'s application to {stage} or elsewhere")
def moves_elsewhere(context, who, borrower, stage):
    raise AssertionError("Nobody knows which is meant.")
