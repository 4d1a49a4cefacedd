"""What admins change of the lender's people: branches, approval limits, who works with whom, logins."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from django.db import transaction

from applications import refusals
from applications.models import BDM, Application, Branch, Broker
from applications.selectors.people import Somebody, has_left, login_of, tasks_of_a_bdm
from applications.services.audit import record
from applications.services.hand_over import application_hand_over
from applications.services.locking import people_locked
from applications.stages import ENDED
from applications.staleness import OPEN
from applications.wording import counted, listing, money
from users import second_factor
from users.models import User
from users.passwords import invite_again
from users.preferences import Role

AnyPerson = TypeVar("AnyPerson", BDM, Broker, Branch, User)

HIGHEST_LIMIT = 10**10  # dollars, and less than that

# Field → its name in messages, and how its value is written.
FIELDS: dict[str, tuple[str, Callable]] = {
    "branch": ("the branch", str),
    "approval_limit": ("the approval limit", money),
    "primary_bdm": ("the primary BDM", str),
}


class HandedOver(NamedTuple):
    """How much a BDM has handed over; as text, in words."""

    applications: int
    brokers: int

    def __str__(self) -> str:
        return f"{counted(self.applications, 'application')} and {counted(self.brokers, 'broker')}"


@transaction.atomic
def person_change(*, person: BDM | Broker, by: User, **values: object) -> list[str]:
    """Change a BDM's branch and approval_limit, or a broker's branch and primary_bdm, from now on.

    Applications stay with whom they are. Returns the names of the fields that are different now. Raises
    PeopleAreForAdmins, NotPossible for a limit that cannot be, and HasLeft for a BDM.
    """
    bdm = values.get("primary_bdm")
    current = _locked(person, by, *([bdm] if bdm else []))
    changed = {name: value for name, value in values.items() if getattr(current, name) != value}
    if refusal := refusal_of_values(changed):
        raise refusal
    if not changed:
        return []
    acts = []
    for name, value in changed.items():
        label, words = FIELDS[name]
        acts.append(f"{label} from {words(getattr(current, name))} to {words(value)}")
        setattr(current, name, value)
    current.save(update_fields=list(changed))
    record(current, by, f"changed {listing(acts)}")
    person.refresh_from_db()
    return list(changed)


def refusal_of_values(values: Mapping[str, object]) -> refusals.Refusal | None:
    """Why nobody has this approval_limit or this primary_bdm; None where somebody can."""
    limit, bdm = values.get("approval_limit"), values.get("primary_bdm")
    if limit is not None and not 0 <= limit < HIGHEST_LIMIT:
        reason = f"The approval limit must be $0.00 or more, and less than {money(HIGHEST_LIMIT)}."
        return refusals.NotPossible("approval_limit", reason)
    return refusals.HasLeft("primary_bdm", bdm.name, "BDM") if bdm is not None and has_left(bdm) else None


@transaction.atomic
def bdm_hand_over(*, bdm: BDM, to: BDM, by: User) -> HandedOver:
    """Give what a BDM looks after to another: running applications, and brokers as their primary BDM.

    Each application's audit trail says so; nobody is told. Raises PeopleAreForAdmins, NotPossible where the
    other is the same, and HasLeft.
    """
    current = _locked(bdm, by, to)
    if to.pk == current.pk:
        raise refusals.NotPossible("to", f"{to.name} looks after them already.")
    if has_left(to):
        raise refusals.HasLeft("to", to.name, "BDM")
    applications, brokers = tasks_of_a_bdm(current)
    # No application is opened for these brokers from here on, so that none is left behind.
    people_locked(*brokers)
    moved = [application_hand_over(application=one, by=by, bdm=to) for one in applications]
    handed = HandedOver(len(moved), brokers.update(primary_bdm=to))
    if any(handed):
        record(current, by, f"handed {handed} over to {to.name}")
    return handed


@transaction.atomic
def person_deactivate(*, person: Somebody, by: User) -> None:
    """Let somebody who leaves log in no longer: it ends every session, socket and API token.

    Raises PeopleAreForAdmins, NoLogin, OwnLogin, and StillLooksAfter while a BDM looks after running
    applications or brokers, or a broker has applications in an open stage.
    """
    current = _locked(person, by)
    login = _login_of(current, by)
    _wait_for_reopenings(current)
    if refusal := _left_behind(current):
        raise refusal
    _switch(login, current, by, active=False)


@transaction.atomic
def person_reactivate(*, person: Somebody, by: User) -> None:
    """Let somebody log in again, with the old password. Raises PeopleAreForAdmins and NoLogin."""
    current = _locked(person, by)
    _switch(_login_of(current, by), current, by, active=True)


@transaction.atomic
def person_invite_again(*, person: Somebody, by: User) -> None:
    """Send somebody who has never logged in another link to choose a password.

    Raises PeopleAreForAdmins, NoLogin, OwnLogin, LoginDeactivated and HasLoggedIn.
    """
    current = _locked(person, by)
    login = _login_of(current, by)
    if not login.is_active:
        raise refusals.LoginDeactivated(current.name)
    if login.last_login:
        raise refusals.HasLoggedIn(current.name)
    invite_again(user=login, by=by)
    record(current, by, "invited to the workspace again")


@transaction.atomic
def second_factor_reset(*, person: Somebody, by: User) -> None:
    """Take away a second factor that was lost, and end every session. Raises PeopleAreForAdmins, NoLogin,
    and OwnLogin: one's own is changed under “My account”."""
    current = _locked(person, by)
    second_factor.reset(user=_login_of(current, by), by=by)
    record(current, by, "reset the second factor")


def _switch(login: User, person: Somebody, by: User, *, active: bool) -> None:
    if login.is_active == active:
        return
    login.is_active = active
    login.save(update_fields=["is_active"])
    record(person, by, "reactivated the login" if active else "deactivated the login")


def _wait_for_reopenings(person: Somebody) -> None:
    """Lock the ended applications of somebody: one that is being reopened is among the open ones then."""
    if not isinstance(person, User):
        ended = person.applications.filter(stage__in=ENDED).order_by("pk")
        list(ended.select_for_update(no_key=True).values_list("pk"))


def _left_behind(person: Somebody) -> refusals.StillLooksAfter | None:
    if isinstance(person, BDM):
        applications, brokers = tasks_of_a_bdm(person)
        left = {"running application": applications.count(), "broker": brokers.count()}
    elif isinstance(person, Broker):
        left = {"open application": Application.objects.filter(broker=person, stage__in=OPEN).count()}
    else:
        return None
    things = [counted(number, thing) for thing, number in left.items() if number]
    return refusals.StillLooksAfter(person.name, listing(things)) if things else None


def _locked(person: Somebody, by: User, *others: BDM) -> Somebody:
    """Lock whoever takes part until commit: nobody gives them anything, or deactivates them, meanwhile.

    Of two admins who deactivate each other at once, the second is none any more.
    """
    if by.role != Role.ADMIN:
        raise refusals.PeopleAreForAdmins
    current, admin, *_ = people_locked(person, by, *others)
    if not admin.is_active:
        raise refusals.PeopleAreForAdmins
    return current


def _login_of(person: Somebody, by: User) -> User:
    login = login_of(person)
    if login is None:
        raise refusals.NoLogin(person.name)
    if login.pk == by.pk:
        raise refusals.OwnLogin
    return login
