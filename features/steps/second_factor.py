"""The second factor: setting it up, its codes, and taking a lost one away."""

from behave import given, when


@given("staff need a second factor")
def staff_need_second_factor(context):
    """As in production: admins and BDMs log in with a password and a code.

    Example: Given staff need a second factor
    """
    context.world.second_factor.is_required()


@given("{person} has set up a second factor")
@when("{person} sets up a second factor")
def sets_up(context, who):
    """Somebody who is logged in, or about to be, connects an authenticator app and keeps the recovery codes.

    Example: Given Ben has set up a second factor
    Example: When Ben sets up a second factor
    """
    context.world.second_factor.set_up(who)


@when("{person} enters the code of the app")
def enters_code(context, who):
    """The second step of logging in, with what the app shows.

    Example: When Ben enters the code of the app
    """
    context.world.second_factor.enter(who, context.world.second_factor.code(who))


@given("{person} has entered {count} wrong code(s)")
def enters_wrong_codes(context, who, count):
    """The second step of logging in, with codes that the app does not show.

    Example: Given Ben has entered 10 wrong codes
    """
    for _ in range(count):
        context.world.second_factor.enter(who, "not a code")


@when("{person} enters a recovery code")
def enters_recovery_code(context, who):
    """The second step of logging in, with the next recovery code.

    Example: When Ben enters a recovery code
    """
    context.world.second_factor.enter(who, context.world.second_factor.recovery_code(who))


@when("{person} resets {person}'s second factor")
def resets(context, who, other):
    """An admin takes somebody's lost second factor away.

    Example: When Ada resets Ben's second factor
    """
    context.world.second_factor.reset(who, other)


@when("{person} asks for new recovery codes")
def asks_for_codes(context, who):
    """Somebody who is logged in has new recovery codes made, with the password.

    Example: When Bella asks for new recovery codes
    """
    context.world.second_factor.ask_for_codes(who)


@when("{person} asks for new recovery codes with the password {string}")
def asks_for_codes_with(context, who, password):
    """Somebody who is logged in asks for new recovery codes with a password that may be wrong.

    Example: When Bella asks for new recovery codes with the password "a guess"
    """
    context.world.second_factor.ask_for_codes(who, password)


@when("{person} switches off the second factor")
def switches_off(context, who):
    """Somebody who is logged in does without a second factor from now on.

    Example: When Bella switches off the second factor
    """
    context.world.second_factor.switch_off(who)
