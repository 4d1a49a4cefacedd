"""The people in loans whom a user may see, and who looks after an application."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q, QuerySet

from applications import refusals
from applications.models import BDM, Application, Borrower, Broker, Guarantor
from applications.models.parties import LoanParty
from applications.selectors.application import application_for, applications_visible_to
from applications.selectors.rows import first_or_raise
from applications.stages import Stage
from users.models import User
from users.preferences import Role

PARTIES: dict[str, type[LoanParty]] = {"borrower": Borrower, "guarantor": Guarantor}


def parties_visible_to(user: User, role: str) -> QuerySet[LoanParty]:
    """The borrowers or guarantors of the loans that a user may see; every one for an admin."""
    parties = PARTIES[role].objects.order_by("name", "pk")
    if user.role == Role.ADMIN:
        return parties
    return parties.filter(applications__in=applications_visible_to(user).order_by().values("pk")).distinct()


def parties_of(application: Application, role: str) -> QuerySet[LoanParty]:
    """The borrowers or guarantors of one application."""
    parties = application.borrowers if role == "borrower" else application.guarantors
    return parties.order_by("name", "pk")


def party_for(user: User, reference: str, role: str, party_id: int) -> tuple[Application, LoanParty]:
    """An application that a user may see, and one of its borrowers or guarantors; raises ApplicationNotFound
    and PartyNotFound."""
    application = application_for(user, reference)
    if role not in PARTIES:
        raise refusals.PartyNotFound
    parties = parties_of(application, role).filter(pk=party_id)
    return application, first_or_raise(parties, refusals.PartyNotFound)


class PartyOfLoan(NamedTuple):
    """A borrower or guarantor as a list of many loans names them."""

    role: str
    pk: int
    name: str
    signs_on_paper: bool


def parties_by_loan(loans: Collection[int]) -> dict[int, list[PartyOfLoan]]:
    """The borrowers and then the guarantors of each of these loans, by its id, in the order of their names.

    Always two queries. They read values: a row with its relations takes Django a hundred times as long.
    """
    found: dict[int, list[PartyOfLoan]] = {loan: [] for loan in loans}
    for role in PARTIES:
        columns = [f"{role}__{name}" for name in ("pk", "name", "user__is_active", "user__role")]
        rows = getattr(Application, f"{role}s").through.objects.filter(application__in=found)
        in_order = rows.order_by(f"{role}__name", f"{role}__pk")
        for loan, pk, name, is_active, user_role in in_order.values_list("application_id", *columns):
            logs_in = role == "borrower" and login_works(is_active, user_role)
            found[loan].append(PartyOfLoan(role, pk, name, signs_on_paper=not logs_in))
    return found


def is_party(application: Application, party: LoanParty) -> bool:
    """Whether somebody is among the application's borrowers, or among its guarantors."""
    return party.applications.filter(pk=application.pk).exists()


def login_of(party: LoanParty) -> User | None:
    """The login with which somebody reads and signs; None without one that works. A guarantor has none."""
    user = party.user
    works = isinstance(party, Borrower) and user is not None and login_works(user.is_active, user.role)
    return user if works else None


def login_works(is_active: bool | None, role: str | None) -> bool:
    """Whether a borrower logs in with a login of this kind; both are None without a login."""
    return bool(is_active) and role == Role.BORROWER


class LoginState(StrEnum):
    """What a borrower has of a login. Somebody invited has not logged in yet."""

    NONE = "none"
    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


def login_state(borrower: Borrower) -> LoginState:
    """What a borrower has of a login of their own; that of somebody in another role is none."""
    user = borrower.user
    if user is None or user.role != Role.BORROWER:
        return LoginState.NONE
    if not user.is_active:
        return LoginState.DEACTIVATED
    return LoginState.ACTIVE if user.last_login else LoginState.INVITED


def is_reachable(borrower: Borrower) -> bool:
    """Whether news of a loan reaches a borrower: by a login that works, or at the borrower's own address."""
    return login_of(borrower) is not None or bool(borrower.email)


def other_loans_forbid(user: User, party: LoanParty) -> bool:
    """Whether somebody's other loans keep a broker from changing their particulars: one of them is funded,
    or another broker's."""
    if user.role != Role.BROKER:
        return False
    return party.applications.filter(Q(stage=Stage.FUNDED) | ~Q(broker__user=user)).exists()


def brokers_to_open_for(user: User) -> QuerySet[Broker]:
    """The brokers for whom a user may open an application: nobody whose login was deactivated."""
    return brokers_known_to(user).exclude(user__is_active=False)


def brokers_known_to(user: User) -> QuerySet[Broker]:
    """The brokers whom a user knows: a broker's own, those who work with a BDM, all to an admin."""
    brokers = Broker.objects.select_related("primary_bdm", "branch").order_by("name", "pk")
    if user.role == Role.ADMIN:
        return brokers
    if user.role == Role.BDM:
        works_with = Q(primary_bdm__user=user) | Q(other_bdms__user=user)
        return brokers.filter(works_with).distinct()
    return brokers.filter(user=user) if user.role == Role.BROKER else brokers.none()


def bdms_to_look_after(user: User, broker: Broker | None = None) -> QuerySet[BDM]:
    """The BDMs to whom a user may give an application of a broker: an admin any, others those who work with
    that broker, or without one with any broker of theirs. Nobody whose login was deactivated."""
    bdms = BDM.objects.exclude(user__is_active=False).select_related("branch").order_by("name", "pk")
    if user.role == Role.ADMIN:
        return bdms
    brokers = [broker.pk] if broker else brokers_to_open_for(user).order_by().values("pk")
    return bdms.filter(Q(primary_brokers__in=brokers) | Q(other_brokers__in=brokers)).distinct()
