"""Notes on applications."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, has_line, is_value
from timeskip.gherkin import column


@given("{person} has written the {visibility} note {text} on {person}'s application")
@when("{person} writes the {visibility} note {text} on {person}'s application")
def writes(context, who, visibility, text, borrower):
    """A note that is internal, or visible to the customer.

    Example: When Cora writes the internal note "Hello" on Omar's application
    Example: Given Ben has written the internal note "Call the valuer" on Omar's application
    """
    context.world.notes.write(who, borrower, text, visibility)


@given(
    "{person} has written the {visibility} note {text} on {person}'s application, "
    "in a request that came twice"
)
@when("{person} writes the {visibility} note {text} on {person}'s application, in a request that comes twice")
def writes_twice(context, who, visibility, text, borrower):
    """A note whose request arrives twice, as after a double click or a retry.

    Example: When Ben writes the internal note "Hello" on Omar's application, in a request that comes twice
    Example: Given Ben has written the internal note "Hi" on Omar's application, in a request that came twice
    """
    context.world.notes.write(who, borrower, text, visibility, times=2)


@given("{person} has written a note with the invisible character {unseen} on {person}'s application")
@when("{person} writes a note with the invisible character {unseen} on {person}'s application")
def writes_unseen(context, who, character, borrower):
    """An internal note into which a character was pasted that nobody sees.

    Example: When Ben writes a note with the invisible character U+202E on Omar's application
    Example: Given Ben has written a note with the invisible character U+200C on Omar's application
    """
    context.world.notes.write(who, borrower, f"Soon{character}", "internal")


@when("{person} assigns {person} the {visibility} note {string} on {person}'s application")
@given("{person} has assigned {person} the {visibility} note {string} on {person}'s application")
def has_assigned(context, who, assignee, visibility, text, borrower):
    """A note that somebody else is to deal with.

    Example: Given Ben has assigned Bella the internal note "Call the valuer" on Omar's application
    Example: When Ben assigns Bella the internal note "Call the valuer" on Omar's application
    """
    context.world.notes.write(who, borrower, text, visibility, assignee)


@then("{person} sees the note(s)")
def sees_notes(context, who):
    """The notes that somebody sees, oldest first.

    Columns: note.

    Example: Then Bella sees the notes (and a table: note)
    """
    assert_that(
        context.world.notes.seen_by(who),
        is_value(column(context.table, "note")),
        f"the notes that {who} sees",
    )


@then("{person} sees a note with the invisible character {unseen}")
def sees_unseen(context, who, character):
    """A character that nobody sees was kept in a note.

    Example: Then Ben sees a note with the invisible character U+200C
    """
    assert_that(context.world.notes.seen_by(who), has_line(f"Soon{character}"), f"the notes that {who} sees")


@then("{person} sees no note")
def sees_no_note(context, who):
    """Somebody sees no note at all.

    Example: Then Omar sees no note
    """
    assert_none("note", context.world.notes.seen_by(who), among=f"the notes that {who} sees")


@then("{person}'s application has no note")
def has_no_note(context, borrower):
    """An application has no note, visible or not.

    Example: Then Omar's application has no note
    """
    notes = context.world.notes.on(borrower)
    assert_none("note", notes, among=f"the notes on {borrower}'s application")


@given("{person} has asked for a reminder of the note {string} on {day}")
@when("{person} asks for a reminder of the note {string} on {day}")
def asks_for_reminder(context, who, text, day):
    """Sets the day on which a note's author and assignee are reminded of it.

    Example: When Ben asks for a reminder of the note "Call the valuer" on 17 March 2025
    Example: Given Ben has asked for a reminder of the note "Call the valuer" on 17 March 2025
    """
    context.world.notes.ask_for_reminder(who, text, day)


@given("{person} has marked the note {string} as done")
@when("{person} marks the note {string} as done")
def marks_as_done(context, who, text):
    """Somebody has dealt with a note.

    Example: When Ben marks the note "Call the valuer" as done
    Example: Given Ben has marked the note "Call the valuer" as done
    """
    context.world.notes.finish(who, text)
