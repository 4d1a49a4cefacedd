"""Applications: who opens and moves them, who sees them, and their history."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, is_value
from features.drivers.table_matchers import has_exactly_rows
from features.words import STAGES
from timeskip.gherkin import label_of, rows


@then("{person} sees the application(s) of {people}")
def sees_applications(context, who, borrowers):
    """The applications in somebody's list, by their borrowers, and no others.

    Example: Then Bella sees the applications of Nora and Omar
    """
    assert_that(
        context.world.applications.seen_by(who),
        is_value(sorted(borrowers)),
        f"the borrowers whose applications {who} sees",
    )


@given("{person} has opened {person}'s application")
@when("{person} opens {person}'s application")
def opens_by_reference(context, who, borrower):
    """Somebody looks an application up by its reference.

    Example: When Bella opens Omar's application
    Example: Given Bella has opened Omar's application
    """
    context.world.applications.look_up(who, borrower)


@then("the application {string} is on the screen")
def is_on_the_screen(context, reference):
    """The application that somebody has just opened, by its reference.

    Example: Then the application "HL-OMAR" is on the screen
    """
    assert_that(context.world.applications.opened, is_value(reference), "the reference on the screen")


@then("{person} sees no application")
def sees_no_application(context, who):
    """Somebody's list of applications is empty.

    Example: Then Cora sees no application
    """
    assert_none(
        "application", context.world.applications.seen_by(who), among=f"the applications that {who} sees"
    )


@given("{person}'s application is at {stage}")
def application_stands_at(context, borrower, stage):
    """Puts an application at a stage, with its file complete and nobody told.

    The history has one move there, made by an admin called Somebody if the story has none.

    Example: Given Omar's application is at "Valuation"
    """
    context.world.applications.is_at(borrower, stage)


@given("{person}'s application lacks the/a {item}")
def application_lacks(context, borrower, item):
    """Takes one thing out of a complete file: a field, a borrower, a document.

    Example: Given Omar's application lacks the "valuation"
    """
    context.world.applications.lacks(borrower, item)


@given("{person} has taken over {person}'s application")
@when("{person} takes over {person}'s application")
def takes_over(context, name, borrower):
    """Another broker or BDM looks after an application from now on.

    Example: When Carl takes over Omar's application
    Example: Given Carl has taken over Omar's application
    """
    context.world.applications.takes_over(name, borrower)


@given("{person} is looking at {person}'s application")
def is_looking_at(context, who, borrower):
    """Somebody has the application open; their next move starts from the stage they see now.

    Example: Given Ben is looking at Omar's application
    """
    context.world.applications.looks_at(who, borrower)


@given("{person} has moved {person}'s application to {stage}")
@when("{person} moves {person}'s application to {stage}")
def moves(context, who, borrower, stage):
    """Somebody moves an application to another stage, and those concerned are told.

    Example: When Bella moves Omar's application to "Pre-approval"
    Example: Given Bella has moved Omar's application to "Pre-approval"
    """
    context.world.applications.move(who, borrower, stage)


@given("{person} has moved {person}'s application to {stage} because {string}")
@when("{person} moves {person}'s application to {stage} because {string}")
def moves_because(context, who, borrower, stage, reason):
    """Somebody moves an application to another stage and says why.

    Example: When Ben moves Omar's application to "Valuation" because "The valuer made a mistake"
    Example: Given Ben has moved Omar's application to "Declined" because "The income does not carry it"
    """
    context.world.applications.move(who, borrower, stage, reason)


@given("{person} has moved {person}'s application to {stage} for a reason with the character {unseen}")
@when("{person} moves {person}'s application to {stage} for a reason with the character {unseen}")
def moves_unseen(context, who, borrower, stage, character):
    """Somebody moves an application for a reason into which a character was pasted that nobody sees.

    Example: When Ben moves Omar's application to "Funded" for a reason with the character U+200B
    Example: Given Ben has moved Omar's application to "Funded" for a reason with the character U+200C
    """
    context.world.applications.move(who, borrower, stage, f"Soon{character}")


@given("{person} has moved {person}'s application to {stage}, but the change was rolled back")
@when("{person} moves {person}'s application to {stage}, but the change is rolled back")
def moves_and_rolls_back(context, who, borrower, stage):
    """A move whose transaction is rolled back at its end.

    Example: When Bella moves Omar's application to "Pre-approval", but the change is rolled back
    Example: Given Bella has moved Omar's application to "Pre-approval", but the change was rolled back
    """
    context.world.applications.move_and_roll_back(who, borrower, stage)


@given("{person} has opened an application for {person} over {amount}")
@when("{person} opens an application for {person} over {amount}")
def opens(context, who, borrower, amount):
    """A broker brings in a new application.

    Example: When Bella opens an application for Omar over $250,000.00
    Example: Given Bella has opened an application for Omar over $250,000.00
    """
    context.world.applications.open_application(who, borrower, who, amount)


@then("{person}'s application is (still )at {stage}")
def is_at(context, borrower, stage):
    """The stage of an application now.

    Example: Then Omar's application is still at "Valuation"
    """
    assert_that(
        context.world.applications.stage(borrower),
        is_value(label_of(STAGES, stage)),
        f"the stage of {borrower}'s application",
    )


@then("{person} looks after {person}'s application")
def looks_after(context, bdm, borrower):
    """The BDM in charge of an application; of its broker say “is the broker of”.

    Example: Then Ben looks after Omar's application
    """
    context.world.people.in_role(bdm, "BDM")
    found = context.world.applications.bdm_of(borrower)
    assert_that(found, is_value(bdm), f"the BDM in charge of {borrower}'s application")


@then("{person} is the broker of {person}'s application")
def is_the_broker(context, broker, borrower):
    """The broker in charge of an application; of its BDM say “looks after”.

    Example: Then Bella is the broker of Omar's application
    """
    context.world.people.in_role(broker, "broker")
    found = context.world.applications.broker_of(borrower)
    assert_that(found, is_value(broker), f"the broker in charge of {borrower}'s application")


@then("{person}'s application has this history")
def has_history(context, borrower):
    """Every move of an application, oldest first; the table has the columns that matter.

    Columns: from, to, by, on, reason.

    Example: Then Omar's application has this history (and a table: from | to | by | on | reason)
    """
    moves = rows(context.table, known=("from", "to", "by", "on", "reason"))
    assert_that(
        context.world.applications.moves(borrower),
        has_exactly_rows(moves),
        f"the history of {borrower}'s application",
    )


@then("{person}'s application has no history")
def has_no_history(context, borrower):
    """No move was ever recorded.

    Example: Then Omar's application has no history
    """
    moves = context.world.applications.moves(borrower)
    assert_none("move", [move["to"] for move in moves], among=f"the moves of {borrower}'s application")


@given("{person} has applied for {amount} through {person}")
def has_applied(context, borrower, amount, broker):
    """A borrower with a login and an application at “Inquiry” whose file is complete and signed.

    “What people come with” and “What an application comes with” say the rest.

    Example: Given Omar has applied for $250,000.00 through Bella
    """
    context.world.applications.applies(borrower, amount, broker)
