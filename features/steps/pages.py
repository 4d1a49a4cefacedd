"""Pages of the workspace."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.bank_file_format import file_in
from features.drivers.matchers import assert_none, is_value
from features.drivers.text_matchers import does_not_say, says, words_of
from features.words import invisible
from timeskip.gherkin import lines, rows


@given("{person} has opened the {page}")
@when("{person} opens the {page}")
def opens_page(context, who, page):
    """Somebody opens a page of the workspace.

    Example: When Ben opens the pipeline
    Example: Given Ben has opened the inbox
    """
    context.world.pages.open(who, page)


@given("{person} has searched for {string}")
@when("{person} searches for {string}")
def searches_for(context, who, words):
    """Somebody looks for applications with the search at the head of every page.

    Example: When Ada searches for "oma"
    Example: Given Ada has searched for "oma"
    """
    context.world.pages.search(who, words)


@given("{person} has opened the page of {person}'s application")
@when("{person} opens the page of {person}'s application")
def opens_application(context, who, borrower):
    """Somebody opens the page of one application.

    Example: When Ben opens the page of Omar's application
    Example: Given Ben has opened the page of Omar's application
    """
    context.world.pages.open_application(who, borrower)


@given("{person} has followed {string}")
@when("{person} follows {string}")
def follows(context, who, words):
    """Somebody follows a link on the page they have open, named by words of it.

    Example: When Ben follows "Weekly pipeline"
    Example: Given Bella has followed "Change password"
    """
    context.world.pages.before(who).follow(words)


@given("{person} has pressed {string}")
@when("{person} presses {string}")
def presses(context, who, button):
    """Somebody presses a button on the page they have open; a table may fill in fields by their labels.

    Columns: field, value.

    Example: When Ada presses "Mark all as read"
    Example: Given Ben has pressed "Draw up the application form"
    """
    filled_in = rows(context.table, ("field", "value")) if context.table else []
    context.world.pages.before(who).press(button, {row["field"]: row["value"] for row in filled_in})


@when("{person} presses {string} with the invisible character {word} in {string}")
def presses_with_character(context, who, button, character, label):
    """Somebody presses a button after text with a character that nobody sees was pasted into a field.

    A table may tell what else is filled in.
    Columns: field, value.

    Example: When Ben presses "Add note" with the invisible character U+202E in "Text"
    """
    filled_in = rows(context.table, ("field", "value")) if context.table else []
    pasted = {label: f"Soon{invisible(character)}"}
    context.world.pages.before(who).press(button, {row["field"]: row["value"] for row in filled_in} | pasted)


@given("{person} has handed in the file {string} on the page")
@when("{person} hands in the file {string} on the page")
def hands_in(context, who, name):
    """Somebody uploads a bank file with these payments on the page they have open.

    Columns: record, account, date, amount, currency, reference, transaction_id, original.

    Example: When Ada hands in the file "March.csv" on the page (and a table: date | amount | reference)
    Example: Given Ada has handed in the file "March.csv" on the page (and a table: date | amount)
    """
    content = file_in(context.table)
    context.world.pages.before(who).hand_in("Bank file (CSV)", name, content, button="Import")


@given("{person} has opened the page for handing in {person}'s {document}")
@when("{person} opens the page for handing in {person}'s {document}")
def opens_upload(context, who, borrower, kind):
    """Somebody opens the page on which this document of an application is uploaded.

    Example: When Bella opens the page for handing in Omar's "proof of income"
    Example: Given Bella has opened the page for handing in Omar's "identification"
    """
    context.world.pages.open_upload(who, borrower, kind)


@given("{person} has uploaded a {file} on the page")
@when("{person} uploads a {file} on the page")
def uploads(context, who, file):
    """Somebody uploads a file of this type, whose name says PDF, on the page they have open.

    Example: When Bella uploads a "JPEG" on the page
    Example: Given Bella has uploaded a "PDF" on the page
    """
    beginning, size = file
    context.world.pages.before(who).hand_in("File", "scan.pdf", beginning.ljust(size, b"."), button="Upload")


@given("{person} has moved {person}'s application to {stage} on its page")
@when("{person} moves {person}'s application to {stage} on its page")
def moves_on_the_page(context, who, borrower, stage):
    """Somebody moves an application on its page, and reads there what came of it.

    Example: When Bella moves Omar's application to "Pre-approval" on its page
    Example: Given Bella has moved Omar's application to "Pre-approval" on its page
    """
    context.world.page_acts.move(who, borrower, stage)


@given("{person} has moved {person}'s application to {stage} on its page because {string}")
@when("{person} moves {person}'s application to {stage} on its page because {string}")
def moves_on_the_page_because(context, who, borrower, stage, reason):
    """Somebody moves an application on its page, says why, and confirms it where that is asked.

    Example: When Ben moves Omar's application to "Declined" on its page because "The income is too low"
    Example: Given Ben has moved Omar's application to "Declined" on its page because "The income is too low"
    """
    context.world.page_acts.move(who, borrower, stage, reason)


@given("{person} has written the note {text} on the page of {person}'s application")
@when("{person} writes the note {text} on the page of {person}'s application")
def writes_on_the_page(context, who, text, borrower):
    """Somebody writes an internal note on an application's page, and reads there what came of it.

    Example: When Ben writes the note "Second job is casual." on the page of Omar's application
    Example: Given Ben has written the note "Second job is casual." on the page of Omar's application
    """
    context.world.page_acts.write_note(who, borrower, text)


@given("{person} has written the note {text} for {person} on the page of {person}'s application")
@when("{person} writes the note {text} for {person} on the page of {person}'s application")
def writes_for_on_the_page(context, who, text, assignee, borrower):
    """Somebody writes an internal note on an application's page that another person is to deal with.

    Example: When Ben writes the note "Ask for payslip" for Bella on the page of Omar's application
    Example: Given Ben has written the note "Ask for payslip" for Bella on the page of Omar's application
    """
    context.world.page_acts.write_note(who, borrower, text, assignee)


@given("{person} has marked the note {string} as done on the page")
@when("{person} marks the note {string} as done on the page")
def marks_as_done_on_the_page(context, who, text):
    """Somebody marks a note as done on the page of its application.

    Example: When Ben marks the note "Call the valuer" as done on the page
    Example: Given Ben has marked the note "Call the valuer" as done on the page
    """
    context.world.page_acts.finish_note(who, text)


@given("{person} has asked for {person}'s {document} on the page")
@when("{person} asks for {person}'s {document} on the page")
def asks_on_the_page(context, who, borrower, kind):
    """Somebody asks for a document on the page of an application.

    Example: When Ben asks for Omar's "application form" on the page
    Example: Given Ben has asked for Omar's "application form" on the page
    """
    context.world.page_acts.ask_for(who, borrower, kind)


@then("{person} reads {string} on the page")
def reads(context, who, words):
    """Words on the page that somebody has open.

    Example: Then Ben reads "HL-OMAR is now at “Valuation”." on the page
    """
    assert_that(context.world.pages.before(who).text(), says(words), f"{who}'s page")


@then("{person} does not read {string} on the page")
def does_not_read(context, who, words):
    """Words that are not on the page that somebody has open; it fails where there is no page to read.

    It cannot notice a misspelt text: let somebody else read the same words first.

    Example: Then Cora does not read "HL-OMAR" on the page
    """
    assert_that(context.world.pages.shown_to(who).text(), does_not_say(words), f"{who}'s page")


@then("{person} reads under {string}")
def reads_under(context, who, heading):
    """Each line below is under one heading of the page that somebody has open.

    Example: Then Ben reads under "Formal approval" (and the lines)
    """
    found = context.world.pages.before(who).part(heading)
    assert_that(found, says(*lines(context.text)), f"“{heading}” on {who}'s page")


@then("{person} does not read under {string}")
def does_not_read_under(context, who, heading):
    """None of the lines below is under one heading of the page that somebody has open.

    It cannot notice a misspelt text: let somebody else read the same words first.

    Example: Then Cora does not read under "Inquiry" (and the lines)
    """
    found = context.world.pages.shown_to(who).part(heading)
    for line in lines(context.text):
        assert_that(found, does_not_say(line.strip()), f"“{heading}” on {who}'s page")


@then("{person} cannot press {string}")
def cannot_press(context, who, button):
    """Others have this button on the same page and this person does not; it fails if nobody has it there.

    Example: Then Omar cannot press "Add note"
    """
    page = context.world.pages.shown_to(who)
    wanted = words_of(button)
    found = [one for one in page.buttons() if one == wanted]
    context.world.pages.require_button_of_others(who, wanted)
    assert_none(
        "such button", found, among=f"the buttons of {who}'s page: {', '.join(page.buttons()) or 'none'}"
    )


@then("{person} finds nothing there")
def finds_nothing(context, who):
    """The page does not exist, or not for this person: both look the same.

    Example: Then Cora finds nothing there
    """
    assert_that(context.world.pages.before(who).status, is_value(404), f"how {who}'s page was answered")


@then("{person} can go to {string}")
def can_go_to(context, who, pages):
    """Everything that the navigation offers somebody, in its order.

    Example: Then Bella can go to "Pipeline, Inbox"
    """
    assert_that(
        context.world.pages.before(who).navigation(),
        is_value(pages.split(", ")),
        f"the links of {who}'s navigation",
    )


@then("the bell on {person}'s page shows {int}")
def bell_shows(context, who, unread):
    """The number that a page had beside the bell when it was opened.

    Example: Then the bell on Ben's page shows 1
    """
    assert_that(
        context.world.pages.before(who).unread(),
        is_value(unread),
        f"the bell on {who}'s page",
    )
