"""Open tabs, and what they show without being reloaded."""

from behave import given, then, when
from hamcrest import (
    assert_that,
    empty,
    not_,
)

from features.drivers.matchers import assert_none, has_count, has_frame_saying, is_value
from features.drivers.table_matchers import has_exactly_rows


@given("{person} is online")
def is_online(context, who):
    """Somebody has the CRM open in one tab.

    Example: Given Bella is online
    """
    context.world.live_updates.open(who)


@given("{person} is online in {int} tabs")
def is_online_in_tabs(context, who, count):
    """Somebody has the CRM open in several tabs of one browser.

    Example: Given Bella is online in 2 tabs
    """
    context.world.live_updates.open(who, tabs=count)


@given("{person} is online in another browser")
def is_online_elsewhere(context, who):
    """Somebody has the CRM open in a second browser, with a login of its own.

    Example: Given Bella is online in another browser
    """
    context.world.live_updates.open(who)


@given("{person} has opened another tab")
@when("{person} opens another tab")
def opens_another_tab(context, who):
    """Somebody opens one more tab in the browser of their first one; it may be refused.

    Example: When Bella opens another tab
    Example: Given Bella has opened another tab
    """
    context.world.live_updates.open_another(who)


@given("{person} has closed a tab")
def has_closed_a_tab(context, who):
    """Somebody closes the tab that they opened first.

    Example: Given Bella has closed a tab
    """
    context.world.live_updates.close_first(who)


@given("{person} has been offline since then")
def has_been_offline(context, who):
    """Somebody's tab has lost its connection; it remembers the last notification it showed.

    Example: Given Bella has been offline since then
    """
    context.world.live_updates.leave(who)


@when("{person} comes online")
def comes_online(context, who):
    """Somebody opens the CRM.

    Example: When Bella comes online
    """
    context.world.live_updates.open(who)


@given("{person} has come back online")
@when("{person} comes back online")
def comes_back(context, who):
    """A tab that was offline opens again and asks for what it missed.

    Example: When Bella comes back online
    Example: Given Bella has come back online
    """
    context.world.live_updates.come_back(who)


@when("{person} asks for what else was missed")
def asks_for_more(context, who):
    """A tab that was told there is more asks for the next page.

    Example: When Bella asks for what else was missed
    """
    context.world.live_updates.ask_for_missed(who)


@when("somebody without a login connects")
def connects_without_login(context):
    """A socket is opened by a browser in which nobody is logged in.

    Example: When somebody without a login connects
    """
    context.world.live_updates.open_as_stranger()


@when("{person} connects from {string}")
def connects_from(context, who, origin):
    """A socket is opened by a page of this origin in somebody's browser.

    Example: When Bella connects from "https://evil.example"
    """
    context.world.live_updates.open_from(who, origin)


@when("{person} connects to {string}")
def connects_to(context, who, path):
    """Somebody's browser opens a socket at this address of the CRM.

    Example: When Bella connects to "/ws/elsewhere/"
    """
    context.world.live_updates.open_at(who, path)


@when("{person} connects without an origin")
def connects_without_origin(context, who):
    """A program that is no browser opens a socket with somebody's login.

    Example: When Bella connects without an origin
    """
    context.world.live_updates.open_without_origin(who)


@when("{person} connects with the old login")
def connects_with_old_login(context, who):
    """A browser opens a socket with a login from before it was taken away.

    Example: When Bella connects with the old login
    """
    context.world.live_updates.open_with_old_login(who)


@given("{person} has marked {string} as read")
@when("{person} marks {string} as read")
def marks_as_read(context, who, message):
    """Somebody ticks one notification off, in their first tab.

    Example: When Bella marks "HL-OMAR (Omar) is now at “Valuation”." as read
    Example: Given Bella has marked "HL-OMAR (Omar) is now at “Valuation”." as read
    """
    notification = context.world.notifications.find(who, message)
    context.world.live_updates.request(who, type="mark_read", id=notification.pk)


@when("{person} marks {person}'s {string} as read")
def marks_anothers(context, who, owner, message):
    """Somebody's browser names a notification that belongs to somebody else.

    Example: When Omar marks Bella's "HL-OMAR (Omar) is now at “Valuation”." as read
    """
    notification = context.world.notifications.find(owner, message)
    context.world.live_updates.request(who, type="mark_read", id=notification.pk)


@when("{person} marks everything as read")
def marks_all(context, who):
    """Somebody ticks everything off, in their first tab.

    Example: When Bella marks everything as read
    """
    context.world.live_updates.request(who, type="mark_all_read")


@when("{person}'s browser asks for the count")
def asks_for_count(context, who):
    """A tab asks how many unread notifications there are.

    Example: When Bella's browser asks for the count
    """
    context.world.live_updates.request(who, type="get_unread_count")


@given("{person}'s browser has asked for the count {int} times")
@when("{person}'s browser asks for the count {int} times")
def asks_for_count_often(context, who, times):
    """A tab asks again and again how many unread notifications there are, without waiting in between.

    Example: When Bella's browser asks for the count 31 times
    Example: Given Bella's browser has asked for the count 31 times
    """
    for _ in range(times):
        context.world.live_updates.request(who, type="get_unread_count")


@given("{person}'s browser has sent {string}")
@when("{person}'s browser sends {string}")
def sends(context, who, text):
    """A tab sends a text frame just as it stands.

    Example: When Bella's browser sends '{"type": "jump"}'
    Example: Given Bella's browser has sent '{"type": "jump"}'
    """
    context.world.live_updates.send(who, text)


@when("{person}'s browser sends {int} letter(s)")
def sends_letters(context, who, count):
    """A tab sends a text frame of this length.

    Example: When Bella's browser sends 20000 letters
    """
    context.world.live_updates.send(who, "x" * count)


@when("{person}'s browser sends {int} binary byte(s)")
def sends_bytes(context, who, count):
    """A tab sends a binary frame.

    Example: When Bella's browser sends 3 binary bytes
    """
    context.world.live_updates.send(who, b"\x00" * count)


@when("{person} logs out in that browser")
def logs_out(context, who):
    """Somebody logs out in the browser of their first tab.

    Example: When Bella logs out in that browser
    """
    context.world.live_updates.log_out(who)


@when("the session of {person}'s browser is deleted")
def session_is_deleted(context, who):
    """The session with which somebody's first tab is logged in is deleted, as `clearsessions` does it.

    Example: When the session of Bella's browser is deleted
    """
    context.world.live_updates.delete_session(who)


@given("live updates are down")
def layer_is_down(context):
    """The channel layer, which carries pushes between processes, is down.

    Example: Given live updates are down
    """
    context.world.story.sockets.layer_is_up = False


@then("{person} sees {string} live")
def sees_live(context, who, message):
    """Each of somebody's tabs shows this notification without being reloaded.

    Example: Then Bella sees "HL-OMAR (Omar) is now at “Valuation”." live
    """
    for tab in context.world.live_updates.tabs(who):
        assert_that(tab.unseen, has_frame_saying(message))
        tab.see(message)


@then("{person} sees nothing (more )live")
def sees_nothing(context, who):
    """No frame has reached any of somebody's tabs that no earlier step has named.

    Example: Then Omar sees nothing live
    """
    for tab in context.world.live_updates.tabs(who):
        assert_none("frame", tab.further, among=f"the {len(tab.frames)} frames that {who}'s tab has received")
        tab.silent = True


@then("{person} sees {int} unread( live)")
def sees_unread(context, who, count):
    """The count beside the bell in each of somebody's tabs, as it was last pushed.

    Example: Then Bella sees 1 unread
    """
    for tab in context.world.live_updates.tabs(who):
        tab.take("unread_count")
        assert_that(tab.count, is_value(count), f"the number beside {who}'s bell")


@then("{person}'s browser is answered: {int} unread")
def is_answered(context, who, count):
    """The first tab was sent a count that no earlier step has named.

    Example: Then Bella's browser is answered: 1 unread
    """
    answers = context.world.live_updates.first_tab(who).take("unread_count")
    assert_that(answers, has_exactly_rows([{"count": str(count)}]))


@then("{person}'s browser is answered {int} times")
def is_answered_often(context, who, times):
    """The first tab was sent this many counts that no earlier step has named.

    Example: Then Bella's browser is answered 30 times
    """
    answers = context.world.live_updates.first_tab(who).take("unread_count")
    assert_that(answers, has_count(times, "answer"))


@then("{person} sees no error")
def sees_no_error(context, who):
    """The first tab was answered, and got no error that no earlier step has named.

    Example: Then Bella sees no error
    """
    tab = context.world.live_updates.first_tab(who)
    assert_that(tab.frames, not_(empty()), "what the tab was told")
    assert_none("error", tab.take("error"), among=f"the frames that {who}'s tab has received")


@given("{person} has seen the error {string}")
@then("{person} sees the error {string}")
def sees_error(context, who, code):
    """A tab's last frame was answered with an error of this code.

    Example: Then Bella sees the error "malformed"
    Example: Given Bella has seen the error "too_many_requests"
    """
    answers = context.world.live_updates.first_tab(who).take("error")
    assert_that(answers, has_exactly_rows([{"code": code}]))
    assert_that(answers[0]["detail"], not_(""), "the words of the error")


@then("{person} is told that there is more to come")
def there_is_more(context, who):
    """A page of missed notifications was not the last one.

    Example: Then Bella is told that there is more to come
    """
    answers = context.world.live_updates.first_tab(who).take("replayed")
    assert_that(answers, has_exactly_rows([{"more": "True"}]))


@then("{person} is told that this was all")
def this_was_all(context, who):
    """A page of missed notifications was the last one.

    Example: Then Bella is told that this was all
    """
    answers = context.world.live_updates.first_tab(who).take("replayed")
    assert_that(answers, has_exactly_rows([{"more": "False"}]))


@then("{person} sees {int} missed notifications, in order")
def sees_missed(context, who, count):
    """A page of missed notifications, oldest first.

    Example: Then Bella sees 50 missed notifications, in order
    """
    missed = context.world.live_updates.first_tab(who).take("notification")
    sequences = [frame["notification"]["sequence"] for frame in missed]
    assert_that(missed, has_count(count, "missed notification"))
    assert_that(sequences, is_value(sorted(sequences)), "their numbers")


@then("{person}'s connection is (still )open")
def connection_is_open(context, who):
    """Somebody's first tab is connected.

    Example: Then Bella's connection is still open
    """
    assert_that(
        context.world.live_updates.first_tab(who).socket.is_open,
        is_value(True),
        "whether the tab is connected",
    )


@then("{person}'s other browser is still connected")
def other_browser_is_open(context, who):
    """The browser that somebody opened last is connected.

    Example: Then Bella's other browser is still connected
    """
    assert_that(
        context.world.live_updates.tabs(who)[-1].socket.is_open,
        is_value(True),
        "whether the tab is connected",
    )


@then("the tab is closed at once with {int} {string}")
def closed_at_once(context, code, reason):
    """The socket opened last was accepted, and closed with this code and reason before any frame was sent.

    Example: Then the tab is closed at once with 4401 "You are not logged in."
    """
    socket = context.world.live_updates.newest_tab().socket
    found = (socket.accepted, socket.close_code, socket.close_reason, socket.frames)
    assert_that(found, is_value((True, code, reason, [])), "accepted, code, reason, frames")


@then("{person}'s tab is closed with {int} {string}")
def tab_is_closed(context, who, code, reason):
    """Somebody's first tab was closed by the server with this code and reason.

    Example: Then Bella's tab is closed with 4401 "You have been logged out."
    """
    socket = context.world.live_updates.first_tab(who).socket
    assert_that((socket.close_code, socket.close_reason), is_value((code, reason)))


@then("{person}'s connection(s) is/are closed")
def connections_are_closed(context, who):
    """Every tab of somebody was closed by the server.

    Example: Then Bella's connections are closed
    """
    states = [tab.socket.is_open for tab in context.world.live_updates.tabs(who)]
    assert_that(any(states), is_value(False), "is any tab connected?")
