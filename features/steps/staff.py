"""The lender's people: what admins change of them, who joins and who leaves."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows


@given("{person} has changed {person}'s approval limit to {money}")
@when("{person} changes {person}'s approval limit to {money}")
def changes_limit(context, who, name, limit):
    """Somebody changes what a BDM may approve.

    Example: When Ada changes Ben's approval limit to $100,000.00
    Example: Given Ada has changed Ben's approval limit to $100,000.00
    """
    context.world.staff.change(who, name, "approval_limit", limit)


@given("{person} has moved {person} to the {string} branch")
@when("{person} moves {person} to the {string} branch")
def moves_to_branch(context, who, name, branch):
    """Somebody assigns a BDM or a broker to a branch, which exists.

    Example: When Ada moves Ben to the "Newcastle" branch
    Example: Given Ada has moved Ben to the "Newcastle" branch
    """
    context.world.staff.move(who, name, branch)


@given("{person} has made {person} the primary BDM of {person}")
@when("{person} makes {person} the primary BDM of {person}")
def makes_primary(context, who, bdm, broker):
    """Somebody has new applications of a broker go to another BDM.

    Example: When Ada makes Carl the primary BDM of Bella
    Example: Given Ada has made Carl the primary BDM of Bella
    """
    context.world.staff.make_primary(who, bdm, broker)


@given("{person} has handed everything of {person} over to {person}")
@when("{person} hands everything of {person} over to {person}")
def hands_everything_over(context, who, bdm, to):
    """Somebody gives a BDM's running applications and brokers to another BDM.

    Example: When Ada hands everything of Ben over to Carl
    Example: Given Ada has handed everything of Ben over to Carl
    """
    context.world.staff.hand_over(who, bdm, to)


@given("{person} has deactivated {person}'s login")
@when("{person} deactivates {person}'s login")
def deactivates(context, who, name):
    """Somebody ends the login of a BDM, a broker or an admin who leaves.

    Example: When Ada deactivates Bella's login
    Example: Given Ada has deactivated Bella's login
    """
    context.world.staff.set_active(who, name, active=False)


@given("{person} has reactivated {person}'s login")
@when("{person} reactivates {person}'s login")
def reactivates(context, who, name):
    """Somebody lets a BDM, a broker or an admin log in again.

    Example: When Ada reactivates Bella's login
    Example: Given Ada has reactivated Bella's login
    """
    context.world.staff.set_active(who, name, active=True)


@given("{person} has invited {person} as a BDM of the {string} branch who may approve up to {money}")
@when("{person} invites {person} as a BDM of the {string} branch who may approve up to {money}")
def invites_bdm(context, who, name, branch, limit):
    """Somebody opens a login for a new BDM, who is sent a link to choose a password.

    Example: When Ada invites Dora as a BDM of the "Newcastle" branch who may approve up to $300,000.00
    Example: Given Ada has invited Dora as a BDM of the "Newcastle" branch who may approve up to $300,000.00
    """
    context.world.staff.invite_bdm(who, name, branch, limit)


@given("{person} has invited {person} as a broker who works with {person}")
@when("{person} invites {person} as a broker who works with {person}")
def invites_broker(context, who, name, bdm):
    """Somebody opens a login for a new broker, who is sent a link to choose a password.

    Example: When Ada invites Dora as a broker who works with Ben
    Example: Given Ada has invited Dora as a broker who works with Ben
    """
    context.world.staff.invite_broker(who, name, bdm)


@given("{person} has opened the {string} branch")
@when("{person} opens the {string} branch")
def opens_branch(context, who, name):
    """Somebody opens a branch for BDMs and brokers.

    Example: When Ada opens the "Hobart" branch
    Example: Given Ada has opened the "Hobart" branch
    """
    context.world.staff.open_branch(who, name)


@then("the changes of {person} are")
def changes_are(context, name):
    """What admins changed of somebody, the first first.

    Columns: who, act.

    Example: Then the changes of Ben are (and a table: who | act)
    """
    expected = rows(context.table, known=("who", "act"))
    assert_that(context.world.staff.changes(name), has_exactly_rows(expected), f"the changes of {name}")
