"""What was refused."""

from behave import then
from hamcrest import (
    assert_that,
    equal_to,
)


@then("it is refused: {string}")
def is_refused(context, reason):
    """What was last tried was refused for this reason, and changed nothing.

    Example: Then it is refused: "The valuation is missing."
    """
    assert_that(context.world.refusals.claim(), equal_to(reason))
