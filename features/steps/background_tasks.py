"""Background tasks, and what can go wrong with them."""

from behave import given, then, when
from hamcrest import assert_that, only_contains

from features.drivers.matchers import is_value
from features.drivers.text_matchers import says
from features.words import JOBS
from timeskip.gherkin import label_of


@given("the task queue is down")
def cannot_be_asked_for(context):
    """Tasks cannot be queued: the message broker is down.

    Example: Given the task queue is down
    """
    context.world.story.tasks.reachable = False


@given("the task queue is up again")
def can_be_asked_for(context):
    """Tasks can be queued again.

    Example: Given the task queue is up again
    """
    context.world.story.tasks.reachable = True


@given("an action after the commit failed: {string}")
def what_followed_failed(context, words):
    """A callback after the commit failed; the change itself is saved.

    Example: Given an action after the commit failed: "The broker is down"
    """
    failures = [str(failure) for failure in context.world.background_tasks.claim_failures_after_commit()]
    assert_that(failures, only_contains(says(words)), "what failed after the commit")


@given("every scheduled task is queued twice")
def fires_twice(context):
    """Two schedulers run by mistake, and each queues every task.

    Example: Given every scheduled task is queued twice
    """
    context.world.story.beat.count = 2


@given("every background task is delivered twice")
def delivered_twice(context):
    """The message broker delivers each task to two workers, one after the other.

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
    """Whenever a worker is about to write or lock a row, a second worker has just done the whole task.

    Example: Given two workers always run the "repayment reminders" at once
    """
    context.world.story.workers.race_at_each_claim(task_name)


@when("the {job} is/are queued again")
def job_is_asked_for(context, task_name):
    """Queues the task as the scheduler does.

    Example: When the "bank files left behind" are queued again
    """
    context.world.background_tasks.ask_for(task_name)


@then("the {job} report(s) {string}")
def reports(context, task_name, outcome):
    """The result of the task's latest run: numbers and what they count.

    Example: Then the "repayment reminders" report "2 due, 1 sent, 1 unreachable"
    """
    result = context.world.background_tasks.outcome_of(task_name)
    assert_that(
        ", ".join(f"{count} {what}" for what, count in result.items()),
        is_value(outcome),
        f"the result of the {label_of(JOBS, task_name)}",
    )


@given("the background task failed: {string}")
@then("the background task fails: {string}")
def background_work_fails(context, words):
    """A background task failed with an error that says this.

    Example: Then the background task fails: "There is no status 'aproved'."
    Example: Given the background task failed: "There is no status 'aproved'."
    """
    assert_that(
        str(context.world.background_tasks.claim_failure()), says(words), "the background task that failed"
    )
