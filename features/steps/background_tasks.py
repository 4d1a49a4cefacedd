"""Background tasks, and what can go wrong with them."""

from behave import given, then, when
from hamcrest import (
    assert_that,
    contains_string,
    equal_to,
    only_contains,
)


@given("background work cannot be asked for")
def cannot_be_asked_for(context):
    """The broker that takes requests for background work is out of order.

    Example: Given background work cannot be asked for
    """
    context.world.story.tasks.reachable = False


@given("background work can be asked for again")
def can_be_asked_for(context):
    """The broker works again.

    Example: Given background work can be asked for again
    """
    context.world.story.tasks.reachable = True


@given("what followed the change failed: {string}")
def what_followed_failed(context, words):
    """Something that was to happen after a change was saved failed; the change itself stands.

    Example: Given what followed the change failed: "The broker is down"
    """
    failures = [str(failure) for failure in context.world.background_tasks.claim_failures_after_commit()]
    assert_that(failures, only_contains(contains_string(words)))


@given("the calendar of background work fires everything twice")
def fires_twice(context):
    """Two beats run by mistake, and each asks for everything.

    Example: Given the calendar of background work fires everything twice
    """
    context.world.story.beat.count = 2


@given("every request for background work is delivered twice")
def delivered_twice(context):
    """The broker hands each request to two workers, one after the other.

    Example: Given every request for background work is delivered twice
    """
    context.world.story.workers.deliver_twice()


@given("worker after worker dies over the {job}")
def workers_die(context, task_name):
    """Each worker that takes up the work dies one step later than the one before, until one gets through it.

    The last one dies when all is saved and nothing that follows was asked for yet.

    Example: Given worker after worker dies over the "repayment reminders"
    """
    context.world.story.workers.die_at_each_write(task_name)


@given("two workers are always at the {job} at once")
def two_workers(context, task_name):
    """Whenever a worker is about to lay claim to something, a second one has just done the whole work.

    Example: Given two workers are always at the "repayment reminders" at once
    """
    context.world.story.workers.race_at_each_claim(task_name)


@when("the {job} is/are asked for once more")
def job_is_asked_for(context, task_name):
    """As the calendar of background work does.

    Example: When the "bank files left behind" are asked for once more
    """
    context.world.background_tasks.ask_for(task_name)


@then("the {job} report(s) {string}")
def reports(context, task_name, outcome):
    """What the work says it did the last time: figures and what they count.

    Example: Then the "repayment reminders" report "2 due, 1 sent, 1 unreachable"
    """
    result = context.world.background_tasks.outcome_of(task_name)
    assert_that(", ".join(f"{count} {what}" for what, count in result.items()), equal_to(outcome))


@given("the background work failed: {string}")
@then("the background work fails: {string}")
def background_work_fails(context, words):
    """A background task failed with an error that says this.

    Example: Then the background work fails: "There is no status 'aproved'."
    Example: Given the background work failed: "There is no status 'aproved'."
    """
    assert_that(str(context.world.background_tasks.claim_failure()), contains_string(words))
