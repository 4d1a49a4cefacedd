"""Somebody joins the lender, or a broker begins to work with it."""

from decimal import Decimal

from django.db import transaction

from applications import refusals
from applications.models import BDM, Branch, Broker
from applications.services.audit import record
from applications.services.locking import people_locked
from applications.services.once import once
from applications.services.people import refusal_of_values
from common.taken import unless_taken
from common.text import require_line
from users.models import User
from users.passwords import invite
from users.preferences import Role

LONGEST_BRANCH = Branch._meta.get_field("name").max_length
LONGEST_COMPANY = Broker._meta.get_field("company").max_length


@once
@transaction.atomic
def bdm_invite(*, name: str, email: str, branch: Branch, approval_limit: Decimal, by: User) -> BDM:
    """A new BDM, who is sent a link to choose a password.

    Raises PeopleAreForAdmins, NotPossible for a limit that cannot be, and what `passwords.invite` raises.
    """
    login = _login(name=name, email=email, role=Role.BDM, by=by, approval_limit=approval_limit)
    return record(
        BDM.objects.create(name=login.name, user=login, branch=branch, approval_limit=approval_limit),
        by,
        "invited",
    )


@once
@transaction.atomic
def broker_invite(
    *, name: str, email: str, branch: Branch, primary_bdm: BDM, by: User, company: str = ""
) -> Broker:
    """A new broker, who is sent a link to choose a password.

    Raises PeopleAreForAdmins, HasLeft for a BDM, UnusableText or TextTooLong for the company, and what
    `passwords.invite` raises.
    """
    require_line("company", company, most=LONGEST_COMPANY)
    people_locked(primary_bdm)
    login = _login(name=name, email=email, role=Role.BROKER, by=by, primary_bdm=primary_bdm)
    broker = Broker.objects.create(
        name=login.name, user=login, branch=branch, primary_bdm=primary_bdm, company=company.strip()
    )
    return record(broker, by, "invited")


@once
@transaction.atomic
def admin_invite(*, name: str, email: str, by: User) -> User:
    """A new admin, who is sent a link to choose a password.

    Raises PeopleAreForAdmins, and what `passwords.invite` raises.
    """
    return record(_login(name=name, email=email, role=Role.ADMIN, by=by), by, "invited")


@once
@transaction.atomic
def branch_open(*, name: str, by: User) -> Branch:
    """A new branch.

    Raises PeopleAreForAdmins, UnusableText, TextTooLong, and NotPossible for a name that is empty or taken.
    """
    if by.role != Role.ADMIN:
        raise refusals.PeopleAreForAdmins
    require_line("name", name, most=LONGEST_BRANCH)
    name = " ".join(name.split())
    if not name:
        raise refusals.NotPossible("name", "A name is needed.")
    taken = refusals.NotPossible("name", f"There is a branch {name} already.")
    if _is_branch(name):
        raise taken
    with unless_taken(taken):
        return record(Branch.objects.create(name=name), by, "opened the branch")


def _is_branch(name: str) -> bool:
    # Not in the database: SQLite knows upper and lower case of English letters only.
    return name.casefold() in {one.casefold() for one in Branch.objects.values_list("name", flat=True)}


def _login(*, name: str, email: str, role: Role, by: User, **values: object) -> User:
    if by.role != Role.ADMIN:
        raise refusals.PeopleAreForAdmins
    if refusal := refusal_of_values(values):
        raise refusal
    return invite(email=email, name=name, role=role, by=by)
