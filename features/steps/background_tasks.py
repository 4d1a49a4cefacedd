"""Background tasks, and what can go wrong with them."""

from behave import given, then, when
from hamcrest import (
    assert_that,
    contains_string,
    equal_to,
    only_contains,
)


@given("the task queue is down")
def cannot_be_asked_for(context):
    """The broker that takes requests for background work is out of order.

    Example: Given the task queue is down
    """
    context.world.story.tasks.reachable = False


@given("the task queue is up again")
def can_be_asked_for(context):
    """The broker works again.

    Example: Given the task queue is up again
    """
    context.world.story.tasks.reachable = True


@given("an action after the commit failed: {string}")
def what_followed_failed(context, words):
    """Something that was to happen after a change was saved failed; the change itself stands.

    Example: Given an action after the commit failed: "The broker is down"
    """
    failures = [str(failure) for failure in context.world.background_tasks.claim_failures_after_commit()]
    assert_that(failures, only_contains(contains_string(words)))


@given("every scheduled task is queued twice")
def fires_twice(context):
    """Two beats run by mistake, and each asks for everything.

    Example: Given every scheduled task is queued twice
    """
    context.world.story.beat.count = 2


@given("every background task is delivered twice")
def delivered_twice(context):
    """The broker hands each request to two workers, one after the other.

    Example: Given every background task is delivered twice
    """
    context.world.story.workers.deliver_twice()


@given("worker after worker dies while running the {job}")
def workers_die(context, task_name):
    """Each worker that takes up the work dies one step later than the one before, until one gets through it.

    The last one dies when all is saved and nothing that follows was asked for yet.

    Example: Given worker after worker dies while running the "repayment reminders"
    """
    context.world.story.workers.die_at_each_write(task_name)


@given("two workers always run the {job} at once")
def two_workers(context, task_name):
    """Whenever a worker is about to lay claim to something, a second one has just done the whole work.

    Example: Given two workers always run the "repayment reminders" at once
    """
    context.world.story.workers.race_at_each_claim(task_name)


@when("the {job} is/are queued again")
def job_is_asked_for(context, task_name):
    """As the calendar of background work does.

    Example: When the "bank files left behind" are queued again
    """
    context.world.background_tasks.ask_for(task_name)


@then("the {job} report(s) {string}")
def reports(context, task_name, outcome):
    """What the work says it did the last time: figures and what they count.

    Example: Then the "repayment reminders" report "2 due, 1 sent, 1 unreachable"
    """
    result = context.world.background_tasks.outcome_of(task_name)
    assert_that(", ".join(f"{count} {what}" for what, count in result.items()), equal_to(outcome))


@given("the background task failed: {string}")
@then("the background task fails: {string}")
def background_work_fails(context, words):
    """A background task failed with an error that says this.

    Example: Then the background task fails: "There is no status 'aproved'."
    Example: Given the background task failed: "There is no status 'aproved'."
    """
    assert_that(str(context.world.background_tasks.claim_failure()), contains_string(words))
