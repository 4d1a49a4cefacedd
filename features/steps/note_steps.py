"""Notes, and the day on which they are called to mind."""

from behave import given, when


@given("{person} has asked for a reminder of the note {string} on {day}")
@when("{person} asks for a reminder of the note {string} on {day}")
def asks_for_reminder(context, who, text, day):
    """Sets the day on which a note's author, and whoever it is assigned to, are reminded of it.

    Example: When Ben asks for a reminder of the note "Call the valuer" on 17 March 2025
    Example: Given Ben has asked for a reminder of the note "Call the valuer" on 17 March 2025
    """
    context.world.office.ask_for_reminder(who, text, day)


@given("{person} has marked the note {string} as done")
@when("{person} marks the note {string} as done")
def marks_as_done(context, who, text):
    """Somebody has dealt with a note.

    Example: When Ben marks the note "Call the valuer" as done
    Example: Given Ben has marked the note "Call the valuer" as done
    """
    context.world.office.finish_note(who, text)
