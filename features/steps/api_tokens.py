"""API tokens: taking, using and revoking them."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import is_value


@given("{person} has taken an API token")
@when("{person} takes an API token")
def takes_token(context, who):
    """A program asks for a token with somebody's right password, and no code.

    Example: Given Bella has taken an API token
    Example: When Bella takes an API token
    """
    context.world.api_tokens.take(who)


@when("{person} takes an API token with the code of the app")
def takes_token_with_code(context, who):
    """A program asks for a token with somebody's password and what the app shows.

    Example: When Ben takes an API token with the code of the app
    """
    context.world.api_tokens.take(who, code=context.world.second_factor.code(who))


@given("{person} has created an API token in the workspace")
@when("{person} creates an API token in the workspace")
def creates_token(context, who):
    """Somebody creates a token on the page of their account, with their password.

    Example: When Bella creates an API token in the workspace
    Example: Given Bella has created an API token in the workspace
    """
    context.world.api_tokens.create(who)


@when("{person} tries to create an API token with the password {string}")
def tries_to_create(context, who, password):
    """Somebody asks for a token in the workspace with a password that may be wrong.

    Example: When Bella tries to create an API token with the password "a guess"
    """
    context.world.api_tokens.try_to_create(who, password)


@when("{person} revokes the API token in the workspace")
def revokes_in_workspace(context, who):
    """Somebody revokes the token of their program on the page of their account.

    Example: When Bella revokes the API token in the workspace
    """
    context.world.api_tokens.revoke_on_page(who)


@when("{person} uses the API token")
def uses_token(context, who):
    """Somebody's program asks the API for something.

    Example: When Bella uses the API token
    """
    context.world.api_tokens.use(who)


@when("{person} revokes the API token")
def revokes(context, who):
    """Somebody gives the API token back.

    Example: When Bella revokes the API token
    """
    context.world.api_tokens.revoke(who)


@then("{person}'s API token works")
def token_works(context, who):
    """The API answers somebody's token.

    Example: Then Bella's API token works
    """
    assert_that(context.world.api_tokens.works(who), is_value(True), "the API token works")


@then("{person}'s API token no longer works")
def token_is_dead(context, who):
    """The API refuses a token that it gave.

    Example: Then Bella's API token no longer works
    """
    assert_that(context.world.api_tokens.works(who), is_value(False), "the API token works")


@then("no API token is given: {string}")
def no_token(context, reason):
    """What the API answered to the last request for a token.

    Example: Then no API token is given: "Wrong e-mail address, password or code."
    """
    assert_that(context.world.api_tokens.answer, is_value(reason), "what the API answered")
