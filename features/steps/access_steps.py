"""Who may see what."""

from behave import given, then, when
from hamcrest import assert_that, equal_to

from timeskip.gherkin import column


@then("{person} sees the application(s) of {people}")
def sees_applications(context, who, borrowers):
    """The applications in somebody's list, by their borrowers, and no others.

    Example: Then Bella sees the applications of Nora and Omar
    """
    assert_that(context.world.views.applications(who), equal_to(sorted(borrowers)))


@when("{person} opens {person}'s application")
def opens_by_reference(context, who, borrower):
    """Somebody looks an application up by its reference.

    Example: When Bella opens Omar's application
    """
    context.world.office.look_up(who, borrower)


@then("the application {string} is on the screen")
def is_on_the_screen(context, reference):
    """The application that somebody has just opened, by its reference.

    Example: Then the application "HL-OMAR" is on the screen
    """
    assert_that(context.world.office.opened, equal_to(reference))


@then("{person} sees no application")
def sees_no_application(context, who):
    """Somebody's list of applications is empty.

    Example: Then Cora sees no application
    """
    assert_that(context.world.views.applications(who), equal_to([]))


@given("{person} has written the {visibility} note {string} on {person}'s application")
def has_written(context, who, visibility, text, borrower):
    """A note that is internal, or visible to the customer.

    Example: Given Ben has written the internal note "Call the valuer" on Omar's application
    """
    context.world.office.write_note(who, borrower, text, visibility)


@when("{person} assigns {person} the {visibility} note {string} on {person}'s application")
@given("{person} has assigned {person} the {visibility} note {string} on {person}'s application")
def has_assigned(context, who, assignee, visibility, text, borrower):
    """A note that somebody else is to deal with.

    Example: Given Ben has assigned Bella the internal note "Call the valuer" on Omar's application
    Example: When Ben assigns Bella the internal note "Call the valuer" on Omar's application
    """
    context.world.office.write_note(who, borrower, text, visibility, assignee)


@when("{person} writes the {visibility} note {string} on {person}'s application")
def writes(context, who, visibility, text, borrower):
    """Somebody tries to write a note.

    Example: When Cora writes the internal note "Hello" on Omar's application
    """
    context.world.office.write_note(who, borrower, text, visibility)


@then("{person} sees the note(s)")
def sees_notes(context, who):
    """The notes that somebody sees, oldest first; a table with one column, note.

    Example: Then Bella sees the notes (and a table: note)
    """
    assert_that(context.world.views.notes(who), equal_to(column(context.table, "note")))


@then("{person} sees no note")
def sees_no_note(context, who):
    """Somebody sees no note at all.

    Example: Then Omar sees no note
    """
    assert_that(context.world.views.notes(who), equal_to([]))
