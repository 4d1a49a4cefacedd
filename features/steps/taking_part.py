"""Who opens an application, who takes part in the loan, and who looks after it: people who change that."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, is_value
from features.words import PARTICULARS
from timeskip.gherkin import label_of


@given("{person} has opened an application for {person} through {person}")
@when("{person} opens an application for {person} through {person}")
def opens_for(context, who, borrower, broker):
    """A BDM or an admin opens an application of a broker's customer.

    Example: When Ben opens an application for Nora through Bella
    Example: Given Ada has opened an application for Nora through Bella
    """
    context.world.applications.open_application(who, borrower, broker)


@given("{person} has added {person} as a borrower of {person}'s loan")
@when("{person} adds {person} as a borrower of {person}'s loan")
def adds_borrower(context, who, name, borrower):
    """Somebody adds a co-borrower to an application.

    Example: When Bella adds Nora as a borrower of Omar's loan
    Example: Given Ben has added Nora as a borrower of Omar's loan
    """
    context.world.taking_part.add(who, name, "borrower", borrower)


@given("{person} has opened an application for {person} through {person} in a request that came twice")
@when("{person} opens an application for {person} through {person} in a request that comes twice")
def opens_twice(context, who, borrower, broker):
    """A new application whose request arrives twice, as after a double click or a retry.

    Example: When Ben opens an application for Nora through Bella in a request that comes twice
    Example: Given Ada has opened an application for Nora through Bella in a request that came twice
    """
    context.world.applications.open_application(who, borrower, broker, times=2)


@given("{person} has added {person} as a borrower of {person}'s loan in a request that came twice")
@when("{person} adds {person} as a borrower of {person}'s loan in a request that comes twice")
def adds_borrower_twice(context, who, name, borrower):
    """A co-borrower whose request arrives twice, as after a double click or a retry.

    Example: When Bella adds Nora as a borrower of Omar's loan in a request that comes twice
    Example: Given Ben has added Nora as a borrower of Omar's loan in a request that came twice
    """
    context.world.taking_part.add(who, name, "borrower", borrower, times=2)


@given("{person} has added {person} as a guarantor of {person}'s loan")
@when("{person} adds {person} as a guarantor of {person}'s loan")
def adds_guarantor(context, who, name, borrower):
    """Somebody adds a guarantor to an application.

    Example: When Bella adds Greta as a guarantor of Omar's loan
    Example: Given Ben has added Greta as a guarantor of Omar's loan
    """
    context.world.taking_part.add(who, name, "guarantor", borrower)


@given("{person} has invited {person} to the workspace from {person}'s loan")
@when("{person} invites {person} to the workspace from {person}'s loan")
def invites(context, who, name, borrower):
    """Somebody opens a login for a borrower of a loan, who is sent a link to choose a password.

    Example: When Ben invites Omar to the workspace from Omar's loan
    Example: Given Ben has invited Nora to the workspace from Omar's loan
    """
    context.world.taking_part.invite(who, name, borrower)


@given("{person} has invited {person} to the workspace again from {person}'s loan")
@when("{person} invites {person} to the workspace again from {person}'s loan")
def invites_again(context, who, name, borrower):
    """Somebody sends a borrower another invitation.

    Example: When Ben invites Omar to the workspace again from Omar's loan
    Example: Given Ben has invited Omar to the workspace again from Omar's loan
    """
    context.world.taking_part.invite_again(who, name, borrower)


@given("{person} has moved {person}'s login to the address on file from {person}'s loan")
@when("{person} moves {person}'s login to the address on file from {person}'s loan")
def moves_login(context, who, name, borrower):
    """Somebody lets a borrower log in with the e-mail address among the particulars.

    Example: When Ben moves Omar's login to the address on file from Omar's loan
    Example: Given Ben has moved Omar's login to the address on file from Omar's loan
    """
    context.world.taking_part.move_login(who, name, borrower)


@given("{person} has taken away {person}'s login from {person}'s loan")
@when("{person} takes away {person}'s login from {person}'s loan")
def takes_login_away(context, who, name, borrower):
    """Somebody deactivates the login of a borrower of a loan; the login is for all of the borrower's loans.

    Example: When Ben takes away Omar's login from Omar's loan
    Example: Given Ben has taken away Omar's login from Omar's loan
    """
    context.world.taking_part.set_login(who, name, borrower, active=False)


@given("{person} has given back {person}'s login from {person}'s loan")
@when("{person} gives back {person}'s login from {person}'s loan")
def gives_login_back(context, who, name, borrower):
    """Somebody reactivates the login of a borrower of a loan.

    Example: When Ben gives back Omar's login from Omar's loan
    Example: Given Ben has given back Omar's login from Omar's loan
    """
    context.world.taking_part.set_login(who, name, borrower, active=True)


@given("{person} has removed {person} from {person}'s loan")
@when("{person} removes {person} from {person}'s loan")
def removes(context, who, name, borrower):
    """Somebody removes a borrower or a guarantor from an application.

    Example: When Ben removes Greta from Omar's loan
    Example: Given Ben has removed Greta from Omar's loan
    """
    context.world.taking_part.remove(who, name, borrower)


@given("{person} has changed the {particular} of {person} on {person}'s loan to {string}")
@when("{person} changes the {particular} of {person} on {person}'s loan to {string}")
def changes_particular(context, who, particular, name, borrower, value):
    """Somebody changes what is on file about a borrower or a guarantor.

    Example: When Bella changes the "account number" of Omar on Omar's loan to "082-001 87654321"
    Example: Given Ben has changed the "name" of Greta on Omar's loan to "Greta Haddad"
    """
    context.world.taking_part.change(who, name, borrower, particular, value)


@given("{person} has handed {person}'s application over to {person}")
@when("{person} hands {person}'s application over to {person}")
def hands_over(context, who, borrower, to):
    """Somebody lets another BDM or broker look after an application from now on.

    Example: When Ben hands Omar's application over to Carl
    Example: Given Ada has handed Omar's application over to Cora
    """
    context.world.taking_part.hand_over(who, borrower, to)


@then("the borrower(s) of {person}'s loan is/are {people}")
def borrowers_are(context, borrower, names):
    """All borrowers of a loan.

    Example: Then the borrowers of Omar's loan are Nora and Omar
    """
    found = context.world.taking_part.names(borrower, "borrower")
    assert_that(found, is_value(sorted(names)), f"the borrowers of {borrower}'s loan")


@then("the guarantor(s) of {person}'s loan is/are {people}")
def guarantors_are(context, borrower, names):
    """All guarantors of a loan.

    Example: Then the guarantor of Omar's loan is Greta
    """
    found = context.world.taking_part.names(borrower, "guarantor")
    assert_that(found, is_value(sorted(names)), f"the guarantors of {borrower}'s loan")


@then("{person}'s loan has no guarantor")
def has_no_guarantor(context, borrower):
    """Nobody guarantees a loan.

    Example: Then Omar's loan has no guarantor
    """
    found = context.world.taking_part.names(borrower, "guarantor")
    assert_none("guarantor", found, among=f"the guarantors of {borrower}'s loan")


@then("the {particular} of {person} on {person}'s loan is {string}")
def particular_is(context, particular, name, borrower, value):
    """What is on file about a borrower or a guarantor; “unknown” if there is nothing.

    Example: Then the "account number" of Omar on Omar's loan is "082001-87654321"
    """
    found = context.world.taking_part.particular(name, borrower, particular)
    assert_that(found, is_value(value), f"the {label_of(PARTICULARS, particular)} of {name}")
