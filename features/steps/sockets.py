"""Sockets: who may open one, and what the server answers to bad frames."""

from behave import given, then, when
from hamcrest import all_of, assert_that, empty, instance_of, not_

from features.drivers.matchers import assert_none, is_value
from features.drivers.table_matchers import has_exactly_rows


@when("somebody without a login connects")
def connects_without_login(context):
    """A socket is opened by a browser in which nobody is logged in.

    Example: When somebody without a login connects
    """
    context.world.sockets.open_without_login()


@when("{person} connects from {string}")
def connects_from(context, who, origin):
    """A socket is opened by a page of this origin in somebody's browser.

    Example: When Bella connects from "https://evil.example"
    """
    context.world.sockets.open_from(who, origin)


@when("{person} connects to {string}")
def connects_to(context, who, path):
    """Somebody's browser opens a socket at this address of the CRM.

    Example: When Bella connects to "/ws/elsewhere/"
    """
    context.world.sockets.open_at(who, path)


@when("{person} connects without an origin")
def connects_without_origin(context, who):
    """A program that is no browser opens a socket with somebody's login.

    Example: When Bella connects without an origin
    """
    context.world.sockets.open_from(who, None)


@when("{person} connects with the old login")
def connects_with_old_login(context, who):
    """A browser opens a socket with a login from before it was taken away.

    Example: When Bella connects with the old login
    """
    context.world.sockets.open_with_old_login(who)


@given("{person}'s browser has sent {string}")
@when("{person}'s browser sends {string}")
def sends(context, who, text):
    """A tab sends a text frame just as it stands.

    Example: When Bella's browser sends '{"type": "jump"}'
    Example: Given Bella's browser has sent '{"type": "jump"}'
    """
    context.world.tabs.first(who).send(text)


@when("{person}'s browser sends {count} letter(s)")
def sends_letters(context, who, count):
    """A tab sends a text frame of this length.

    Example: When Bella's browser sends 20000 letters
    """
    context.world.tabs.first(who).send("x" * count)


@when("{person}'s browser sends {count} binary byte(s)")
def sends_bytes(context, who, count):
    """A tab sends a binary frame.

    Example: When Bella's browser sends 3 binary bytes
    """
    context.world.tabs.first(who).send(b"\x00" * count)


@then("the tab is closed at once with {int} {string}")
def closed_at_once(context, code, reason):
    """The socket opened last was accepted, and closed with this code and reason before any frame was sent.

    Example: Then the tab is closed at once with 4401 "You are not logged in."
    """
    socket = context.world.tabs.newest().socket
    found = (socket.accepted, socket.close_code, socket.close_reason, socket.frames)
    assert_that(found, is_value((True, code, reason, [])), "accepted, code, reason, frames")


@then("{person} sees no error")
def sees_no_error(context, who):
    """The first tab was answered, and got no error that no earlier step has named.

    Example: Then Bella sees no error
    """
    tab = context.world.tabs.first(who)
    assert_that(tab.frames, not_(empty()), "what the tab was told")
    assert_none("error", tab.take("error"), among=f"the frames that {who}'s tab has received")


@given("{person} has seen the error {string}")
@then("{person} sees the error {string}")
def sees_error(context, who, code):
    """A tab's last frame was answered with an error of this code.

    Example: Then Bella sees the error "malformed"
    Example: Given Bella has seen the error "too_many_requests"
    """
    answers = context.world.tabs.first(who).take("error")
    assert_that(answers, has_exactly_rows([{"code": code}]), f"the errors that {who} was answered with")
    assert_that(answers[0].get("detail"), all_of(instance_of(str), not_("")), "the words of the error")
