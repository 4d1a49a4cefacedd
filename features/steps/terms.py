"""The terms of an application: who changes them, and what they are."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import is_value
from features.drivers.terms import shown_term
from features.words import TERMS
from timeskip.gherkin import label_of


@given("{person} has changed the {term} of {person}'s application to {string}")
@when("{person} changes the {term} of {person}'s application to {string}")
def changes(context, who, term, borrower, value):
    """Somebody changes a term. Values are written $300,000.00, 240 months, 5.5 %, fortnightly, 1 May 2025.

    Example: When Ben changes the "amount" of Omar's application to "$300,000.00"
    Example: Given Ben has changed the "term" of Omar's application to "240 months"
    """
    context.world.terms.change(who, borrower, term, value)


@then("the {term} of {person}'s application is (still ){string}")
def is_now(context, term, borrower, value):
    """A term of an application now, written as in “changes the … to”; “unknown” if there is none.

    Example: Then the "rate" of Omar's application is "5.5 %"
    """
    found = shown_term(term, context.world.terms.of(borrower, term))
    assert_that(found, is_value(value), f"the {label_of(TERMS, term)} of {borrower}'s application")
