"""Who is in the story."""

from behave import given, when


@given("{person} is an admin")
def is_an_admin(context, name):
    """Introduces an admin of the lender.

    Example: Given Ada is an admin
    """
    context.world.cast.admin(name)


@given("{person} is a BDM who may approve up to {money}")
def is_a_bdm(context, name, limit):
    """Introduces a business development manager with a delegated approval limit.

    Example: Given Ben is a BDM who may approve up to $500,000.00
    """
    context.world.cast.bdm(name, limit)


@given("{person} is a broker who works with {person}")
def is_a_broker(context, name, bdm):
    """Introduces a broker, and the BDM too where the story does not know them yet.

    Example: Given Bella is a broker who works with Ben
    """
    context.world.cast.broker(name, bdm)


@given("{person} has applied for {money} through {person}")
def has_applied(context, borrower, amount, broker):
    """A borrower with a login and an application at “Inquiry” whose file is complete and signed.

    Example: Given Omar has applied for $250,000.00 through Bella
    """
    context.world.cast.applies(borrower, amount, broker)


@given("{person} borrows together with {person}")
def borrows_together(context, name, borrower):
    """Adds a co-borrower to an application.

    Example: Given Nora borrows together with Omar
    """
    context.world.cast.joins(name, borrower)


@given("{person} guarantees {person}'s loan")
def guarantees(context, name, borrower):
    """Adds a guarantor to an application.

    Example: Given Greta guarantees Omar's loan
    """
    context.world.cast.guarantees(name, borrower)


@given("{person} was born on {day} and earns {money} a year")
def has_data(context, name, day, income):
    """Personal data of a borrower or a guarantor that nobody else in the story has.

    Example: Given Nora was born on 3 March 1990 and earns $55,000.00 a year
    """
    context.world.cast.has_data(name, day, income)


@given("{person} has become a borrower of {person}'s loan")
def has_become_a_borrower(context, name, borrower):
    """Somebody joins a loan as a borrower after its formal approval was drawn up.

    Example: Given Nora has become a borrower of Omar's loan
    """
    context.world.cast.becomes_borrower(name, borrower)


@given("{person} has become a guarantor of {person}'s loan")
def has_become_a_guarantor(context, name, borrower):
    """Somebody joins a loan as a guarantor after its formal approval was drawn up.

    Example: Given Greta has become a guarantor of Omar's loan
    """
    context.world.cast.becomes_guarantor(name, borrower)


@given("{person} has left {person}'s loan")
def has_left(context, name, borrower):
    """A borrower or a guarantor leaves a loan after its formal approval was drawn up.

    Example: Given Nora has left Omar's loan
    """
    context.world.cast.leaves(name, borrower)


@given("{person} has no login")
def has_no_login(context, name):
    """A borrower who can be reached by e-mail only.

    Example: Given Omar has no login
    """
    context.world.cast.has_no_login(name)


@given("{person} has neither a login nor an e-mail address")
def has_no_address(context, name):
    """A borrower whom nobody can reach.

    Example: Given Omar has neither a login nor an e-mail address
    """
    context.world.cast.has_no_address(name)


@given("{person}'s e-mail address has been changed to {string}")
@when("{person}'s e-mail address is changed to {string}")
def address_is_changed(context, name, address):
    """Staff correct a borrower's e-mail address; an empty one is none.

    Example: When Omar's e-mail address is changed to "omar@new.example"
    Example: Given Omar's e-mail address has been changed to "omar@new.example"
    """
    context.world.office.change_address(name, address)


@given("{person}'s login has been taken away")
@when("{person}'s login is taken away")
def login_is_taken_away(context, name):
    """Deactivates somebody's account.

    Example: When Bella's login is taken away
    Example: Given Bella's login has been taken away
    """
    context.world.office.deactivate(name)


@given("{person}'s login has been given back")
@when("{person}'s login is given back")
def is_reactivated(context, who):
    """An account that was deactivated is active again.

    Example: When Bella's login is given back
    Example: Given Bella's login has been given back
    """
    context.world.office.reactivate(who)
