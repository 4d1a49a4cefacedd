"""Pages of the workspace: what people open and read."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, is_value
from features.drivers.page_words import OFFERS, PARTS
from features.drivers.shown import shown
from features.drivers.text_matchers import does_not_say, says
from features.words import STAGES
from timeskip.gherkin import label_of, lines

REPORT_TITLES = {"Weekly pipeline": "weekly_pipeline", "Monthly compliance": "monthly_compliance"}


@given("{person} has opened the {page}")
@when("{person} opens the {page}")
def opens_page(context, who, page):
    """Somebody opens a page of the workspace.

    Example: When Ben opens the pipeline
    Example: Given Ben has opened the inbox
    """
    context.world.pages.open(who, page)


@given("{person} has opened the page of {person}'s application")
@when("{person} opens the page of {person}'s application")
def opens_application(context, who, borrower):
    """Somebody opens the page of one application.

    Example: When Ben opens the page of Omar's application
    Example: Given Ben has opened the page of Omar's application
    """
    context.world.pages.open_application(who, borrower)


@given("{person} has opened the latest bank file")
@when("{person} opens the latest bank file")
def opens_bank_file(context, who):
    """Somebody opens the page of the bank file that came last, from the list of bank files.

    Example: When Ada opens the latest bank file
    Example: Given Ada has opened the latest bank file
    """
    context.world.pages.open_from(who, "/payments/", context.world.bank_files.latest())


@given("{person} has opened the {report} report of {day}")
@when("{person} opens the {report} report of {day}")
def opens_report(context, who, kind, first_day):
    """Somebody opens a report, from the list of reports; by the first day of its period.

    Example: When Ada opens the weekly report of 3 March 2025
    Example: Given Ada has opened the weekly report of 3 March 2025
    """
    context.world.pages.open_from(who, "/reports/", f"{label_of(REPORT_TITLES, kind)}, {shown(first_day)}")


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


@then("{person} reads in {part}")
def reads_in(context, who, heading):
    """Each line below is in one part of the page that somebody has open.

    Example: Then Ada reads in the ledger (and the lines)
    """
    found = context.world.pages.before(who).part(heading)
    assert_that(found, says(*lines(context.text)), f"{label_of(PARTS, heading)} on {who}'s page")


@then("{person} reads under {stage}")
def reads_under(context, who, stage):
    """Each line below is under one stage of the pipeline that somebody has open.

    Example: Then Ben reads under "Formal approval" (and the lines)
    """
    label = label_of(STAGES, stage)
    found = context.world.pages.before(who).part(label)
    assert_that(found, says(*lines(context.text)), f"“{label}” on {who}'s page")


@then("{person} does not read under {stage}")
def does_not_read_under(context, who, stage):
    """None of the lines below is under one stage of the pipeline that somebody has open.

    It cannot notice a misspelt text: let somebody else read the same words first.

    Example: Then Cora does not read under "Inquiry" (and the lines)
    """
    label = label_of(STAGES, stage)
    found = context.world.pages.shown_to(who).part(label)
    for line in lines(context.text):
        assert_that(found, does_not_say(line.strip()), f"“{label}” on {who}'s page")


@then("{person} reads about {person}'s loan")
def reads_about_loan(context, who, borrower):
    """Each line below is said of one loan, on the first page of a borrower that is open.

    Example: Then Nora reads about Nora's loan (and the lines)
    """
    reference = context.world.applications.of(borrower).reference
    found = context.world.pages.before(who).part(reference)
    assert_that(found, says(*lines(context.text)), f"{borrower}'s loan on {who}'s page")


@then("{person} reads that {channel} for {event} is {setting}")
def reads_setting(context, who, channel, event, setting):
    """How somebody is told of an event, on the page of preferences that is open.

    Example: Then Ben reads that in-app for "application status" is on
    """
    found = context.world.pages.setting(who, channel, event)
    assert_that(found, is_value(setting), f"a setting on {who}'s page")


@then("{person} may not {offer} here")
def may_not(context, who, offer):
    """The open page offers this to others and not to this person; it fails if it offers it to nobody.

    Example: Then Omar may not add a note here
    """
    page = context.world.pages
    page.require_offered_to_others(who, offer)
    found = [one for one in page.offers(who) if one.startswith(offer)]
    assert_none(f"way to {label_of(OFFERS, offer)}", found, among=f"what {who}'s page offers")


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
