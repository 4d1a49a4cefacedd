"""Lists on pages: searched, narrowed down, put in order."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, is_value


@given("{person} has searched for {string}")
@when("{person} searches for {string}")
def searches_for(context, who, words):
    """Somebody looks for applications with the search at the head of every page.

    Example: When Ada searches for "oma"
    Example: Given Ada has searched for "oma"
    """
    context.world.lists.search(who, words)


@given("{person} has narrowed the {page} to {filter} {string}")
@when("{person} narrows the {page} to {filter} {string}")
def narrows(context, who, page, label, value):
    """Somebody opens a list, and has only those shown that are like this.

    Example: When Ada narrows the pipeline to the broker "Bella"
    Example: Given Ada has narrowed the pipeline to the broker "Bella"
    """
    context.world.lists.narrow(who, page, label, value)


@given("{person} has sorted the list by {word}")
@when("{person} sorts the list by {word}")
def sorts(context, who, column):
    """Somebody puts the list that is open in the order of one column, the largest or the latest first.

    Example: When Ada sorts the list by amount
    Example: Given Ada has sorted the list by amount
    """
    context.world.lists.sort(who, column)


@then("{person} finds the application(s) of {people} there")
def finds(context, who, borrowers):
    """The applications on the page that somebody has open, by their borrowers, and no others.

    Example: Then Ada finds the applications of Nora and Omar there
    """
    found = sorted(context.world.lists.found(who))
    assert_that(found, is_value(sorted(borrowers)), f"the applications on {who}'s page")


@then("{person} finds the applications of {people} there, in this order")
def finds_in_order(context, who, borrowers):
    """The applications on the page that somebody has open, in the order of the page.

    Example: Then Ada finds the applications of Omar and Nora there, in this order
    """
    assert_that(context.world.lists.found(who), is_value(borrowers), f"the applications on {who}'s page")


@then("{person} finds no application there")
def finds_none(context, who):
    """There is no application on the page that somebody has open.

    Example: Then Cora finds no application there
    """
    assert_none("application", context.world.lists.found(who), among=f"the applications on {who}'s page")
