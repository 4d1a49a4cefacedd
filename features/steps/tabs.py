"""Tabs: how people open and close them, and which of them are connected."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import is_value


@given("{person} is online")
def is_online(context, who):
    """Somebody has the CRM open in one tab.

    Example: Given Bella is online
    """
    context.world.tabs.open(who)


@given("{person} is online in {count} tabs")
def is_online_in_tabs(context, who, count):
    """Somebody has the CRM open in several tabs of one browser.

    Example: Given Bella is online in 2 tabs
    """
    context.world.tabs.open(who, tabs=count)


@given("{person} is online in another browser")
def is_online_elsewhere(context, who):
    """Somebody has the CRM open in a second browser, with a login of its own.

    Example: Given Bella is online in another browser
    """
    context.world.tabs.open(who)


@given("{person} has opened another tab")
@when("{person} opens another tab")
def opens_another_tab(context, who):
    """Somebody opens one more tab in the browser of their first one; it may be refused.

    Example: When Bella opens another tab
    Example: Given Bella has opened another tab
    """
    context.world.tabs.open_another(who)


@given("{person} has closed a tab")
def has_closed_a_tab(context, who):
    """Somebody closes the tab that they opened first.

    Example: Given Bella has closed a tab
    """
    context.world.tabs.close_first(who)


@given("{person} has been offline since then")
def has_been_offline(context, who):
    """Somebody's tab has lost its connection; it remembers the last notification it showed.

    Example: Given Bella has been offline since then
    """
    context.world.tabs.leave(who)


@when("{person} comes online")
def comes_online(context, who):
    """Somebody opens the CRM.

    Example: When Bella comes online
    """
    context.world.tabs.open(who)


@given("{person} has come back online")
@when("{person} comes back online")
def comes_back(context, who):
    """A tab that was offline opens again and asks for what it missed.

    Example: When Bella comes back online
    Example: Given Bella has come back online
    """
    context.world.tabs.come_back(who)


@when("{person} logs out in that browser")
def logs_out(context, who):
    """Somebody logs out in the browser of their first tab.

    Example: When Bella logs out in that browser
    """
    context.world.tabs.log_out(who)


@when("the session of {person}'s browser is deleted")
def session_is_deleted(context, who):
    """The session with which somebody's first tab is logged in is deleted, as `clearsessions` does it.

    Example: When the session of Bella's browser is deleted
    """
    context.world.tabs.delete_session(who)


@then("{person}'s connection is (still )open")
def connection_is_open(context, who):
    """Somebody's first tab is connected.

    Example: Then Bella's connection is still open
    """
    assert_that(context.world.tabs.first(who).socket.is_open, is_value(True), "whether the tab is connected")


@then("{person}'s other browser is still connected")
def other_browser_is_open(context, who):
    """The browser that somebody opened last is connected.

    Example: Then Bella's other browser is still connected
    """
    assert_that(context.world.tabs.of(who)[-1].socket.is_open, is_value(True), "whether the tab is connected")


@then("{person}'s tab is closed with {int} {string}")
def tab_is_closed(context, who, code, reason):
    """Somebody's first tab was closed by the server with this code and reason.

    Example: Then Bella's tab is closed with 4401 "You have been logged out."
    """
    socket = context.world.tabs.first(who).socket
    assert_that(
        (socket.close_code, socket.close_reason), is_value((code, reason)), f"how {who}'s tab was closed"
    )


@then("{person}'s connection(s) is/are closed")
def connections_are_closed(context, who):
    """Every tab of somebody was closed by the server.

    Example: Then Bella's connections are closed
    """
    states = [tab.socket.is_open for tab in context.world.tabs.of(who)]
    assert_that(any(states), is_value(False), "is any tab connected?")
