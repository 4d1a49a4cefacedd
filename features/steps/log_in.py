"""Logging in and out, and who is logged in."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import is_value
from features.drivers.people import ELSEWHERE, OFFICE


@given("{person} has logged in")
@when("{person} logs in")
def logs_in(context, who):
    """Somebody enters the right password, in a browser of its own each time.

    Example: Given Bella has logged in
    Example: When Bella logs in
    """
    context.world.log_in.log_in(who)


@when("{person} logs in with the password {string}")
def logs_in_with(context, who, password):
    """Somebody enters a password, in a browser of its own each time.

    Example: When Bella logs in with the password "correct horse battery"
    """
    context.world.log_in.log_in(who, password)


@when("{person} logs in from elsewhere")
def logs_in_from_elsewhere(context, who):
    """Somebody enters the right password at another address of the internet.

    Example: When Bella logs in from elsewhere
    """
    context.world.log_in.log_in(who, address=ELSEWHERE)


@given("somebody has tried {count} wrong password(s) for {person}")
def has_tried(context, count, who):
    """Wrong passwords for one account, from another address than everybody's office.

    Example: Given somebody has tried 10 wrong passwords for Bella
    """
    context.world.log_in.try_wrong_passwords(count, who, ELSEWHERE)


@given("somebody in the office has tried {count} account(s) that do not exist")
def has_tried_accounts(context, count):
    """Wrong tries from the address at which everybody in the story sits.

    Example: Given somebody in the office has tried 50 accounts that do not exist
    """
    context.world.log_in.try_other_accounts(count, OFFICE)


@when("{person} logs out everywhere")
def logs_out_everywhere(context, who):
    """Somebody ends everything they are logged in with.

    Example: When Bella logs out everywhere
    """
    context.world.log_in.log_out_everywhere(who)


@then("{person} is logged in")
def is_logged_in(context, who):
    """Somebody is in, in the browser that was opened last.

    Example: Then Bella is logged in
    """
    assert_that(context.world.log_in.logged_in(who)[-1], is_value(True), f"{who} is logged in")


@then("{person} is not logged in")
def is_not_logged_in(context, who):
    """Somebody is in, in none of their browsers.

    Example: Then Bella is not logged in
    """
    assert_that(any(context.world.log_in.logged_in(who)), is_value(False), f"{who} is logged in")


@then("{person} is logged in in {int} of {int} browsers")
def is_logged_in_in(context, who, count, browsers):
    """In how many of the browsers that somebody opened they are still in.

    Example: Then Bella is logged in in 1 of 2 browsers
    """
    found = context.world.log_in.logged_in(who)
    assert_that((sum(found), len(found)), is_value((count, browsers)), "logged in, of all browsers")


@then("{person} finds the admin pages")
def finds_admin_pages(context, who):
    """The admin pages are there for somebody.

    Example: Then Ada finds the admin pages
    """
    assert_that(context.world.log_in.sees_admin_pages(who), is_value(True), "the admin pages are there")


@then("{person} finds no admin pages")
def finds_no_admin_pages(context, who):
    """To somebody the admin pages look as if they did not exist.

    Example: Then Ben finds no admin pages
    """
    assert_that(context.world.log_in.sees_admin_pages(who), is_value(False), "the admin pages are there")
