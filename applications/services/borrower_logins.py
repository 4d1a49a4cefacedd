"""Borrowers' logins: whom the lender invites to the workspace; whose login it moves, takes away, gives back.

Each act is on record in the application from which it was done. A login is for all of a borrower's loans.
"""

from django.db import transaction

from applications import refusals
from applications.models import Application, Borrower
from applications.selectors.parties import LoginState, is_party, login_state
from applications.services.audit import audit
from applications.services.documents import signatures_ask_in_app, waiting_for_signature
from applications.services.parties import require_change
from users.login_address import login_readdress
from users.models import User
from users.passwords import invite, invite_again
from users.preferences import Role


@transaction.atomic
def borrower_invite(*, application: Application, borrower: Borrower, by: User) -> None:
    """Open a login for a borrower, who is sent a link to choose a password.

    Raises ApplicationNotFound, NotAParty, HasLogin, NoAddress, what `changes.refusal_to_change` returns, and
    what `passwords.invite` raises.
    """
    current = _locked(application, borrower, by)
    if current.user is not None:
        raise refusals.HasLogin(current.name)
    if not current.email:
        raise refusals.NoAddress(current.name)
    waits = _to_sign(current)
    current.user = invite(email=current.email, name=current.name, role=Role.BORROWER, by=by, waits=waits)
    current.save(update_fields=["user"])
    signatures_ask_in_app(borrower=current)
    audit(application=application, by=by, act=f"invited {current.name} to the workspace")


@transaction.atomic
def borrower_invite_again(*, application: Application, borrower: Borrower, by: User) -> None:
    """Send a borrower who has never logged in another link to choose a password.

    Raises ApplicationNotFound, NotAParty, NoLogin, LoginDeactivated, HasLoggedIn, and what
    `changes.refusal_to_change` returns.
    """
    current = _locked(application, borrower, by)
    if _state_of_login(current) == LoginState.ACTIVE:
        raise refusals.HasLoggedIn(current.name)
    invite_again(user=current.user, by=by, waits=_to_sign(current))
    audit(application=application, by=by, act=f"invited {current.name} to the workspace again")


@transaction.atomic
def borrower_login_move(*, application: Application, borrower: Borrower, by: User) -> None:
    """Let a borrower log in with the e-mail address among the particulars from now on.

    Raises ApplicationNotFound, NotAParty, NoLogin, LoginDeactivated, NoAddress, and what
    `changes.refusal_to_change` returns and `login_readdress` raises.
    """
    current = _locked(application, borrower, by)
    _state_of_login(current)
    if not current.email:
        raise refusals.NoAddress(current.name)
    if login_readdress(user=current.user, email=current.email, by=by):
        act = f"moved {current.name}'s login to another e-mail address"
        audit(application=application, by=by, act=act)


@transaction.atomic
def borrower_login_switch(*, application: Application, borrower: Borrower, active: bool, by: User) -> None:
    """Take a borrower's login away, which ends every session, socket and API token; or give it back.

    Raises ApplicationNotFound, NotAParty, NoLogin, and what `changes.refusal_to_change` returns.
    """
    current = _locked(application, borrower, by)
    if login_state(current) == LoginState.NONE:
        raise refusals.NoLogin(current.name)
    if current.user.is_active == active:
        return
    current.user.is_active = active
    current.user.save(update_fields=["is_active"])
    act = f"{'reactivated' if active else 'deactivated'} {current.name}'s login"
    audit(application=application, by=by, act=act)


def _state_of_login(borrower: Borrower) -> LoginState:
    """Whether a borrower has used a login that works. Raises NoLogin and LoginDeactivated where none does."""
    state = login_state(borrower)
    if state == LoginState.NONE:
        raise refusals.NoLogin(borrower.name)
    if state == LoginState.DEACTIVATED:
        raise refusals.LoginDeactivated(borrower.name)
    return state


def _to_sign(borrower: Borrower) -> list[str]:
    """What waits for a borrower's signature, as sentences of an invitation."""
    return [
        f"The {document.get_kind_display().lower()} of your loan {document.application.reference} "
        "waits for your signature."
        for document in waiting_for_signature(borrower)
    ]


def _locked(application: Application, borrower: Borrower, by: User) -> Borrower:
    """Lock a borrower's row until commit: of two who invite the same person, one finds a login."""
    require_change("logins", application, by)
    if not is_party(application, borrower):
        raise refusals.NotAParty(borrower.name, application.reference)
    return Borrower.objects.select_for_update(of=("self",)).select_related("user").get(pk=borrower.pk)
