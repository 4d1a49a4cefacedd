"""The inbox as a page of the workspace."""

from behave import given, when


@given("{person} has opened the notification {string}")
@when("{person} opens the notification {string}")
def opens_notification(context, who, message):
    """Somebody opens, from the inbox, what a notification is about.

    Example: When Ben opens the notification "HL-OMAR (Omar) is now at “Valuation”."
    Example: Given Ben has opened the notification "HL-OMAR (Omar) is now at “Valuation”."
    """
    context.world.inbox_page.open_notification(who, message)


@given("{person} has marked the notification {string} as read in the inbox")
@when("{person} marks the notification {string} as read in the inbox")
def marks_as_read(context, who, message):
    """Somebody marks one notification as read without opening it.

    Example: When Ben marks the notification "News no. 1" as read in the inbox
    Example: Given Ben has marked the notification "News no. 1" as read in the inbox
    """
    context.world.inbox_page.mark(who, message, read=True)


@when("{person} marks the notification {string} as unread in the inbox")
def marks_as_unread(context, who, message):
    """Somebody marks a notification that was read as unread.

    Example: When Ben marks the notification "News no. 1" as unread in the inbox
    """
    context.world.inbox_page.mark(who, message, read=False)


@given("{person} has marked the whole inbox as read")
@when("{person} marks the whole inbox as read")
def marks_all(context, who):
    """Somebody marks every notification as read at once.

    Example: When Ben marks the whole inbox as read
    Example: Given Ben has marked the whole inbox as read
    """
    context.world.inbox_page.mark_all_read(who)


@when("{person} makes the {count} notification(s) unread again")
def undoes(context, who, count):
    """Somebody undoes what marked the whole inbox as read; the number is how many that were.

    Example: When Ben makes the 2 notifications unread again
    """
    context.world.inbox_page.undo(who, count)
