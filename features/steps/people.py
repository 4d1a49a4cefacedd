"""The people of a story."""

from behave import given, when


@given("{person} is an admin")
def is_an_admin(context, name):
    """Introduces an admin of the lender; “What people come with” says the rest.

    Example: Given Ada is an admin
    """
    context.world.people.admin(name)


@given("{person} is a BDM who may approve up to {money}")
def is_a_bdm(context, name, limit):
    """Introduces a BDM with a delegated approval limit; “What people come with” says the rest.

    Example: Given Ben is a BDM who may approve up to $500,000.00
    """
    context.world.people.bdm(name, limit)


@given("{person} is a broker who works with {person}")
def is_a_broker(context, name, bdm):
    """Introduces a broker, and the BDM too where the story does not know them yet.

    “What people come with” says the rest.

    Example: Given Bella is a broker who works with Ben
    """
    context.world.people.broker(name, bdm)


@given("{person}'s approval limit has been changed to {money}")
@when("{person}'s approval limit is changed to {money}")
def limit_is_changed(context, name, limit):
    """A BDM may approve up to another amount from now on.

    Example: When Ben's approval limit is changed to $100,000.00
    Example: Given Ben's approval limit has been changed to $100,000.00
    """
    context.world.people.change_limit(name, limit)


@given("{person} works in the {string} branch")
def works_in(context, name, branch):
    """The branch of a BDM or a broker.

    Example: Given Ben works in the "Newcastle" branch
    """
    context.world.people.works_in(name, branch)


@given("{person} also works with {person}")
def also_works_with(context, broker, bdm):
    """Gives a broker one more BDM of the story beside the primary one.

    Example: Given Bella also works with Carl
    """
    context.world.people.also_works_with(broker, bdm)


@given("{person}'s primary BDM has become {person}")
@when("{person}'s primary BDM becomes {person}")
def primary_bdm_becomes(context, broker, bdm):
    """New applications of a broker go to another BDM of the story.

    Example: When Bella's primary BDM becomes Carl
    Example: Given Bella's primary BDM has become Carl
    """
    context.world.people.change_primary_bdm(broker, bdm)


@given("{person} is the company {string}")
def is_a_company(context, name, full_name):
    """A borrower or a guarantor that is a company, with no date of birth; the story uses a short name.

    Example: Given Haddad is the company "Haddad Pty Ltd"
    """
    context.world.people.is_company(name, full_name)


@given("{person} is a broker of the company {string}")
def is_a_broker_of(context, name, company):
    """The company that a broker works for.

    Example: Given Bella is a broker of the company "Harbour Brokers"
    """
    context.world.people.works_for(name, company)


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
    """A borrower who gets neither notifications nor e-mail.

    Example: Given Omar has neither a login nor an e-mail address
    """
    context.world.people.has_no_address(name)


@given("{person}'s e-mail address has been changed to {text}")
@when("{person}'s e-mail address is changed to {text}")
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


@given("{person}'s login has been given back")
@when("{person}'s login is given back")
def is_reactivated(context, who):
    """An account that was deactivated is active again.

    Example: When Bella's login is given back
    Example: Given Bella's login has been given back
    """
    context.world.people.reactivate(who)


@given("{person}'s full name is {string}")
def full_name_is(context, name, full_name):
    """The name in the lender's records, where the story uses a short one.

    Example: Given Omar's full name is "Omar Haddad"
    """
    context.world.people.is_called(name, full_name)


@given("{person} may open the admin pages by Django's rights")
def has_rights(context, who):
    """Somebody is marked as staff and has every permission there is.

    Example: Given Ben may open the admin pages by Django's rights
    """
    context.world.people.has_django_rights(who)
