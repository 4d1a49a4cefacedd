"""What was refused."""

from behave import then
from hamcrest import assert_that

from features.drivers.matchers import is_value


@then("it is refused: {string}")
def is_refused(context, reason):
    """The last attempt was refused for this reason, and changed nothing.

    Example: Then it is refused: "The valuation is missing."
    """
    assert_that(context.world.refusals.claim(), is_value(reason))
