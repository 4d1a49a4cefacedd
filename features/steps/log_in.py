"""Logging in: passwords, second factor, API tokens."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.log_in import ELSEWHERE, OFFICE
from features.drivers.matchers import is_value


@given("{person}'s password is {string}")
def has_password(context, who, password):
    """Somebody has this password as the story begins.

    Example: Given Bella's password is "correct horse battery"
    """
    context.world.log_in.has_password(who, password)


@given("staff need a second factor")
def staff_need_second_factor(context):
    """As in production: admins and BDMs log in with a password and a code.

    Example: Given staff need a second factor
    """
    context.world.log_in.second_factor_is_required()


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


@given("somebody has tried {int} wrong password(s) for {person}")
def has_tried(context, count, who):
    """Wrong passwords for one account, from another address than everybody's office.

    Example: Given somebody has tried 10 wrong passwords for Bella
    """
    context.world.log_in.tries_wrong_passwords(count, who, ELSEWHERE)


@given("somebody in the office has tried {int} account(s) that do not exist")
def has_tried_accounts(context, count):
    """Wrong tries from the address at which everybody in the story sits.

    Example: Given somebody in the office has tried 50 accounts that do not exist
    """
    context.world.log_in.tries_other_accounts(count, OFFICE)


@given("{person} has set up a second factor")
@when("{person} sets up a second factor")
def sets_up(context, who):
    """Somebody who is logged in, or about to be, connects an authenticator app and keeps the recovery codes.

    Example: Given Ben has set up a second factor
    Example: When Ben sets up a second factor
    """
    context.world.log_in.set_up_second_factor(who)


@when("{person} enters the code of the app")
def enters_code(context, who):
    """The second step of logging in, with what the app shows.

    Example: When Ben enters the code of the app
    """
    context.world.log_in.enter_code(who, context.world.log_in.code(who))


@given("{person} has entered {int} wrong code(s)")
def enters_wrong_codes(context, who, count):
    """The second step of logging in, with codes that the app does not show.

    Example: Given Ben has entered 10 wrong codes
    """
    for _ in range(count):
        context.world.log_in.enter_code(who, "not a code")


@when("{person} enters a recovery code")
def enters_recovery_code(context, who):
    """The second step of logging in, with the next recovery code.

    Example: When Ben enters a recovery code
    """
    context.world.log_in.enter_code(who, context.world.log_in.recovery_code(who))


@when("{person} resets {person}'s second factor")
def resets(context, who, other):
    """An admin takes somebody's lost second factor away.

    Example: When Ada resets Ben's second factor
    """
    context.world.log_in.reset_second_factor(who, other)


@when("{person} changes the password to {string}")
def changes(context, who, password):
    """Somebody who is logged in chooses another password.

    Example: When Bella changes the password to "staple and a half"
    """
    context.world.log_in.change_password(who, password)


@given("{person} has asked for a new password")
@when("{person} asks for a new password")
def asks(context, who):
    """Somebody has forgotten the password.

    Example: Given Bella has asked for a new password
    Example: When Bella asks for a new password
    """
    context.world.log_in.forget_password(who)


@when("{person} asks for a new password for {string}")
def asks_for(context, who, address):
    """Somebody asks for a new password for an address, perhaps of nobody.

    Example: When Bella asks for a new password for "nobody@example.com"
    """
    context.world.log_in.forget_password_of(address, who)


@given("{person} has followed the link and chosen the password {string}")
@when("{person} follows the link and chooses the password {string}")
def follows_link(context, who, password):
    """Somebody opens the newest link that came by e-mail, and chooses a password if the page lets them.

    Example: When Bella follows the link and chooses the password "staple and a half"
    Example: Given Bella has followed the link and chosen the password "staple and a half"
    """
    context.world.log_in.follow_link(who, password)


@when("{person} logs out everywhere")
def logs_out_everywhere(context, who):
    """Somebody ends everything they are logged in with.

    Example: When Bella logs out everywhere
    """
    context.world.log_in.log_out_everywhere(who)


@given("{person} has taken an API token")
@when("{person} takes an API token")
def takes_token(context, who):
    """A program asks for a token with somebody's right password, and no code.

    Example: Given Bella has taken an API token
    Example: When Bella takes an API token
    """
    context.world.log_in.take_token(who)


@when("{person} takes an API token with the code of the app")
def takes_token_with_code(context, who):
    """A program asks for a token with somebody's password and what the app shows.

    Example: When Ben takes an API token with the code of the app
    """
    context.world.log_in.take_token(who, code=context.world.log_in.code(who))


@when("{person} uses the API token")
def uses_token(context, who):
    """Somebody's program asks the API for something.

    Example: When Bella uses the API token
    """
    context.world.log_in.use_token(who)


@when("{person} revokes the API token")
def revokes(context, who):
    """Somebody gives the API token back.

    Example: When Bella revokes the API token
    """
    context.world.log_in.revoke_token(who)


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


@then("{person}'s API token works")
def token_works(context, who):
    """The API answers somebody's token.

    Example: Then Bella's API token works
    """
    assert_that(context.world.log_in.token_works(who), is_value(True), "the API token works")


@then("{person}'s API token no longer works")
def token_is_dead(context, who):
    """The API refuses a token that it gave.

    Example: Then Bella's API token no longer works
    """
    assert_that(context.world.log_in.token_works(who), is_value(False), "the API token works")


@then("no API token is given: {string}")
def no_token(context, reason):
    """What the API answered to the last request for a token.

    Example: Then no API token is given: "Wrong e-mail address, password or code."
    """
    assert_that(context.world.log_in.answer, is_value(reason), "what the API answered")


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


@given("a new encryption key has been put in front")
def new_key_in_front(context):
    """Numbers are encrypted with another key from now on; those from before can still be read.

    Example: Given a new encryption key has been put in front
    """
    context.world.log_in.replace_encryption_key(keep_old=True)


@given("the encryption key has been lost")
def key_is_lost(context):
    """Another key in place of the one that the numbers so far were encrypted with.

    Example: Given the encryption key has been lost
    """
    context.world.log_in.replace_encryption_key(keep_old=False)
