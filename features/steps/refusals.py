"""What was refused."""

from behave import then
from hamcrest import assert_that

from features.drivers.matchers import is_value


@then("it is refused: {string}")
def is_refused(context, reason):
    """The last attempt was refused for this reason, and changed nothing.

    Example: Then it is refused: "The valuation is missing."
    """
    refused = context.world.refusals.claim(reason)
    if not reason.strip():
        raise AssertionError(f"The quotes are empty: write the reason in them. It is: “{refused}”")
    assert_that(refused, is_value(reason), "the reason of the refusal")
