"""Who is a party to a loan."""

from behave import given, when


@given("{person} borrows together with {person}")
def borrows_together(context, name, borrower):
    """Adds a co-borrower to an application.

    Example: Given Nora borrows together with Omar
    """
    context.world.parties.joins(name, borrower)


@given("{person} guarantees {person}'s loan")
def guarantees(context, name, borrower):
    """Adds a guarantor to an application.

    Example: Given Greta guarantees Omar's loan
    """
    context.world.parties.guarantees(name, borrower)


@given("{person} has become a borrower of {person}'s loan")
@when("{person} becomes a borrower of {person}'s loan")
def becomes_a_borrower(context, name, borrower):
    """Somebody joins a loan as a borrower after its formal approval was drawn up.

    Example: When Nora becomes a borrower of Omar's loan
    Example: Given Nora has become a borrower of Omar's loan
    """
    context.world.parties.becomes_borrower(name, borrower)


@given("{person} has become a guarantor of {person}'s loan")
@when("{person} becomes a guarantor of {person}'s loan")
def becomes_a_guarantor(context, name, borrower):
    """Somebody joins a loan as a guarantor after its formal approval was drawn up.

    Example: When Greta becomes a guarantor of Omar's loan
    Example: Given Greta has become a guarantor of Omar's loan
    """
    context.world.parties.becomes_guarantor(name, borrower)


@given("{person} has left {person}'s loan")
@when("{person} leaves {person}'s loan")
def leaves(context, name, borrower):
    """A borrower or a guarantor leaves a loan after its formal approval was drawn up.

    Example: When Nora leaves Omar's loan
    Example: Given Nora has left Omar's loan
    """
    context.world.parties.leaves(name, borrower)
