"""Passwords: changing them, and choosing a new one by e-mail."""

from behave import given, when


@given("{person}'s password is {string}")
def has_password(context, who, password):
    """Somebody has this password as the story begins.

    Example: Given Bella's password is "correct horse battery"
    """
    context.world.passwords.set(who, password)


@when("{person} changes the password to {string}")
def changes(context, who, password):
    """Somebody who is logged in chooses another password.

    Example: When Bella changes the password to "staple and a half"
    """
    context.world.passwords.change(who, password)


@when("{person} tries to change the password with the old password {string}")
def tries_to_change(context, who, old):
    """Somebody who is logged in enters an old password that may be wrong, and a new one.

    Example: When Bella tries to change the password with the old password "a guess"
    """
    context.world.passwords.try_to_change(who, old)


@given("{person} has asked for a new password")
@when("{person} asks for a new password")
def asks(context, who):
    """Somebody has forgotten the password.

    Example: Given Bella has asked for a new password
    Example: When Bella asks for a new password
    """
    context.world.passwords.forget(who)


@when("{person} asks for a new password for {text}")
def asks_for(context, who, address):
    """Somebody asks for a new password for an address, perhaps of nobody.

    Example: When Bella asks for a new password for "nobody@example.com"
    """
    context.world.passwords.ask_for_new(address, who)


@given("{person} has followed the link and chosen the password {string}")
@when("{person} follows the link and chooses the password {string}")
def follows_link(context, who, password):
    """Somebody opens the newest link that came by e-mail, and chooses a password if the page lets them.

    Example: When Bella follows the link and chooses the password "staple and a half"
    Example: Given Bella has followed the link and chosen the password "staple and a half"
    """
    context.world.passwords.follow_link(who, password)
