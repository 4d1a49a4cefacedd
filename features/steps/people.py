"""The people of a story."""

from behave import given, when


@given("{person} is an admin")
def is_an_admin(context, name):
    """Introduces an admin of the lender.

    Example: Given Ada is an admin
    """
    context.world.people.admin(name)


@given("{person} is a BDM who may approve up to {money}")
def is_a_bdm(context, name, limit):
    """Introduces a business development manager with a delegated approval limit.

    Example: Given Ben is a BDM who may approve up to $500,000.00
    """
    context.world.people.bdm(name, limit)


@given("{person} is a broker who works with {person}")
def is_a_broker(context, name, bdm):
    """Introduces a broker, and the BDM too where the story does not know them yet.

    Example: Given Bella is a broker who works with Ben
    """
    context.world.people.broker(name, bdm)


@given("{person} was born on {day} and earns {money} a year")
def has_data(context, name, day, income):
    """Personal data of a borrower or a guarantor that nobody else in the story has.

    Example: Given Nora was born on 3 March 1990 and earns $55,000.00 a year
    """
    context.world.people.has_data(name, day, income)


@given("{person} has no login")
def has_no_login(context, name):
    """A borrower who can be reached by e-mail only.

    Example: Given Omar has no login
    """
    context.world.people.has_no_login(name)


@given("{person} has neither a login nor an e-mail address")
def has_no_address(context, name):
    """A borrower whom nobody can reach.

    Example: Given Omar has neither a login nor an e-mail address
    """
    context.world.people.has_no_address(name)


@given("{person}'s e-mail address has been changed to {string}")
@when("{person}'s e-mail address is changed to {string}")
def address_is_changed(context, name, address):
    """Staff correct a borrower's e-mail address; an empty one is none.

    Example: When Omar's e-mail address is changed to "omar@new.example"
    Example: Given Omar's e-mail address has been changed to "omar@new.example"
    """
    context.world.people.change_address(name, address)


@given("{person}'s login has been taken away")
@when("{person}'s login is taken away")
def login_is_taken_away(context, name):
    """Deactivates somebody's account.

    Example: When Bella's login is taken away
    Example: Given Bella's login has been taken away
    """
    context.world.people.deactivate(name)


@when("{person}'s login is given back")
def is_reactivated(context, who):
    """An account that was deactivated is active again.

    Example: When Bella's login is given back
    """
    context.world.people.reactivate(who)


@given("{person}'s full name is {string}")
def full_name_is(context, name, full_name):
    """What stands in the lender's books, where that is not what the story calls somebody.

    Example: Given Omar's full name is "Omar Haddad"
    """
    context.world.people.is_called(name, full_name)


@given("{person} may open the admin pages by Django's rights")
def has_rights(context, who):
    """Somebody is marked as staff and has every permission there is.

    Example: Given Ben may open the admin pages by Django's rights
    """
    context.world.people.has_django_rights(who)
