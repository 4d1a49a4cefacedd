"""The suite's whole dictionary, in which each step is looked up, and three phrases of the benchmark's."""

from pathlib import Path

from behave import given, when
from behave.runner_util import load_step_modules

import features
from bench.ways import work
from users.tasks import deliver_outbox

load_step_modules([str(Path(features.__file__).parent / "steps")])


@given("{int} notifications wait in {person}'s inbox")
def notifications_wait(context, count, who):
    """Puts unread notifications into somebody's inbox.

    Example: Given 3 notifications wait in Ada's inbox
    """
    work.fill_inbox(context.world.people.person(who).user)


@when("the outbox is swept")
def outbox_is_swept(context):
    """Queues the task that looks for e-mails left behind.

    Example: When the outbox is swept
    """
    deliver_outbox.delay()


@when("{person} is told the news")
def is_told_the_news(context, who):
    """Notifies somebody.

    Example: When Ada is told the news
    """
    work.tell(context.world.people.person(who).user)
