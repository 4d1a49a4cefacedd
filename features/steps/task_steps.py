"""Background work, and what can go wrong with it."""

from behave import given, then
from hamcrest import assert_that, contains_string, only_contains


@given("background work cannot be asked for")
def cannot_be_asked_for(context):
    """The broker that takes requests for background work is out of order.

    Example: Given background work cannot be asked for
    """
    context.world.tasks.reachable = False


@given("background work can be asked for again")
def can_be_asked_for(context):
    """The broker works again.

    Example: Given background work can be asked for again
    """
    context.world.tasks.reachable = True


@given("what followed the change failed: {string}")
def what_followed_failed(context, words):
    """Something that was to happen after a change was saved failed; the change itself stands.

    Example: Given what followed the change failed: "no broker"
    """
    failures = [str(failure) for failure in context.world.commits.claim_failures()]
    assert_that(failures, only_contains(contains_string(words)))


@given("the background work failed: {string}")
@then("the background work fails: {string}")
def background_work_fails(context, words):
    """A background task failed with an error that says this.

    Example: Then the background work fails: "There is no status 'aproved'."
    Example: Given the background work failed: "There is no status 'aproved'."
    """
    assert_that(str(context.world.tasks.claim_failure().result), contains_string(words))
