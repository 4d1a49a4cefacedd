"""Live updates: what tabs show without being reloaded."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, has_count, has_frame_saying, is_value
from features.drivers.table_matchers import has_exactly_rows


@when("{person} asks for what else was missed")
def asks_for_more(context, who):
    """A tab that was told there is more asks for the next page.

    Example: When Bella asks for what else was missed
    """
    context.world.tabs.first(who).ask_for_missed()


@given("{person} has marked {string} as read")
@when("{person} marks {string} as read")
def marks_as_read(context, who, message):
    """Somebody ticks one notification off, in their first tab.

    Example: When Bella marks "HL-OMAR (Omar) is now at “Valuation”." as read
    Example: Given Bella has marked "HL-OMAR (Omar) is now at “Valuation”." as read
    """
    notification = context.world.notifications.find(who, message)
    context.world.tabs.first(who).request(type="mark_read", id=notification.pk)


@when("{person} marks {person}'s {string} as read")
def marks_anothers(context, who, owner, message):
    """Somebody's browser names a notification that belongs to somebody else.

    Example: When Omar marks Bella's "HL-OMAR (Omar) is now at “Valuation”." as read
    """
    notification = context.world.notifications.find(owner, message)
    context.world.tabs.first(who).request(type="mark_read", id=notification.pk)


@when("{person} marks everything as read")
def marks_all(context, who):
    """Somebody ticks everything off, in their first tab.

    Example: When Bella marks everything as read
    """
    context.world.tabs.first(who).request(type="mark_all_read")


@when("{person}'s browser asks for the count")
def asks_for_count(context, who):
    """A tab asks how many unread notifications there are.

    Example: When Bella's browser asks for the count
    """
    context.world.tabs.first(who).request(type="get_unread_count")


@given("{person}'s browser has asked for the count {count} times")
@when("{person}'s browser asks for the count {count} times")
def asks_for_count_often(context, who, times):
    """A tab asks again and again how many unread notifications there are, without waiting in between.

    Example: When Bella's browser asks for the count 31 times
    Example: Given Bella's browser has asked for the count 31 times
    """
    for _ in range(times):
        context.world.tabs.first(who).request(type="get_unread_count")


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
    for tab in context.world.tabs.of(who):
        assert_that(tab.unseen, has_frame_saying(message), f"what {who}'s tab shows")
        tab.see(message)


@then("{person} sees {string} live with {int} unread")
def sees_live_with_count(context, who, message, count):
    """Each of somebody's tabs shows this notification and, at the same moment, how many are unread.

    Example: Then Bella sees "HL-OMAR (Omar) is now at “Valuation”." live with 1 unread
    """
    for tab in context.world.tabs.of(who):
        assert_that(tab.unseen, has_frame_saying(message), f"what {who}'s tab shows")
        frame = tab.see(message)
        assert_that(frame.get("unread_count"), is_value(count), f"the number that came with “{message}”")


@then("{person} sees nothing (more )live")
def sees_nothing(context, who):
    """No frame has reached any of somebody's tabs that no earlier step has named.

    Example: Then Omar sees nothing live
    """
    for tab in context.world.tabs.of(who):
        assert_none("frame", tab.further, among=f"the {len(tab.frames)} frames that {who}'s tab has received")
        tab.silent = True


@then("{person} sees {int} unread( live)")
def sees_unread(context, who, count):
    """The count beside the bell in each of somebody's tabs, as it was last pushed.

    Example: Then Bella sees 1 unread
    """
    for tab in context.world.tabs.of(who):
        tab.take("unread_count")
        assert_that(tab.count, is_value(count), f"the number beside {who}'s bell")


@then("{person}'s browser is answered: {int} unread")
def is_answered(context, who, count):
    """The first tab was sent a count that no earlier step has named.

    Example: Then Bella's browser is answered: 1 unread
    """
    answers = context.world.tabs.first(who).take("unread_count")
    assert_that(answers, has_exactly_rows([{"count": count}]), f"the counts that {who}'s browser was sent")


@then("{person}'s browser is answered {int} times")
def is_answered_often(context, who, times):
    """The first tab was sent this many counts that no earlier step has named.

    Example: Then Bella's browser is answered 30 times
    """
    answers = context.world.tabs.first(who).take("unread_count")
    assert_that(answers, has_count(times, "answer"), f"the counts that {who}'s browser was sent")


@then("{person} is told that there is more to come")
def there_is_more(context, who):
    """A page of missed notifications was not the last one.

    Example: Then Bella is told that there is more to come
    """
    answers = context.world.tabs.first(who).take("replayed")
    assert_that(
        answers, has_exactly_rows([{"more": True}]), f"the pages of missed notifications that {who} was sent"
    )


@then("{person} is told that this was all")
def this_was_all(context, who):
    """A page of missed notifications was the last one.

    Example: Then Bella is told that this was all
    """
    answers = context.world.tabs.first(who).take("replayed")
    assert_that(
        answers, has_exactly_rows([{"more": False}]), f"the pages of missed notifications that {who} was sent"
    )


@then("{person} sees {int} missed notifications, in order")
def sees_missed(context, who, count):
    """A page of missed notifications, oldest first.

    Example: Then Bella sees 50 missed notifications, in order
    """
    missed = context.world.tabs.first(who).take("notification")
    sequences = [frame["notification"]["sequence"] for frame in missed]
    assert_that(missed, has_count(count, "missed notification"), f"the notifications that {who} missed")
    assert_that(sequences, is_value(sorted(sequences)), f"the numbers of the notifications that {who} missed")
