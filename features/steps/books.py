"""The lender's books, as the invariants see them."""

from behave import then

from timeskip.proof import checked
from timeskip.stacks import NotOnThisStack


@then("the books are in order")
def are_in_order(context):
    """Nothing that is always so has been broken: the lender's books are checked after every step.

    Example: Then the books are in order
    """
    if context.watcher is None:
        raise NotOnThisStack("the books are not checked on real processes")
    context.watcher.check()
    checked()
