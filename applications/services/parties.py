"""What changes about the people in a loan."""

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.changes import refusal_to_change
from applications.models import Application, Borrower
from applications.models.parties import LoanParty
from applications.particulars import PARTICULARS, refusal_of_particulars, tidied
from applications.selectors.application import require_sight
from applications.selectors.parties import PARTIES, is_party, other_loans_forbid, parties_of
from applications.services.audit import audit
from applications.services.once import once
from applications.services.telling import borrowers_key
from applications.stages import Stage
from applications.wording import listing
from users import outbox
from users.addresses import address_key, require_ascii_local_part
from users.models import User
from users.preferences import Role


@once
@transaction.atomic
def party_add(
    *, application: Application, role: str, by: User, known: LoanParty | None = None, **particulars
) -> LoanParty:
    """Make somebody a borrower or a guarantor of an application: somebody `known` to `by`, or somebody new.

    `role` is a key of PARTIES. Raises ApplicationNotFound, AlreadyAParty, and what
    `changes.refusal_to_change` and `particulars.refusal_of_particulars` return.
    """
    require_change("parties", application, by)
    party = known or party_create(role=role, **particulars)
    if is_party(application, party):
        raise refusals.AlreadyAParty(party.name, role)
    party.applications.add(application)
    audit(application=application, by=by, act=f"added {party.name} as a {role}")
    return party


def party_create(*, role: str, **particulars) -> LoanParty:
    """Somebody new, in no loan yet and without a login. Raises what `refusal_of_particulars` returns."""
    particulars = tidied({"name": "", **particulars})
    if refusal := refusal_of_particulars(particulars, today=timezone.localdate()):
        raise refusal
    return PARTIES[role].objects.create(**particulars)


@transaction.atomic
def party_remove(*, application: Application, role: str, party: LoanParty, by: User) -> None:
    """Let a borrower or a guarantor leave an application.

    Raises ApplicationNotFound, NotAParty, LastBorrower, and what `changes.refusal_to_change` returns.
    """
    require_change("parties", application, by)
    if not is_party(application, party):
        raise refusals.NotAParty(party.name, application.reference)
    if role == "borrower" and parties_of(application, role).count() == 1:
        raise refusals.LastBorrower(party.name)
    party.applications.remove(application)
    audit(application=application, by=by, act=f"removed {party.name} as a {role}")


@transaction.atomic
def party_change(*, application: Application, party: LoanParty, by: User, **particulars) -> list[str]:
    """Change some PARTICULARS of a borrower or a guarantor of an application; returns the names of those that
    are different now.

    Raises ApplicationNotFound, NotAParty, LenderOnly where a broker's customer has a funded loan or one from
    another broker, and what `changes.refusal_to_change` and `particulars.refusal_of_particulars` return.
    """
    require_change("particulars", application, by)
    if not is_party(application, party):
        raise refusals.NotAParty(party.name, application.reference)
    current = type(party).objects.select_for_update().get(pk=party.pk)
    if other_loans_forbid(by, current):
        raise refusals.LenderOnly(current.name)
    changed = {name: value for name, value in tidied(particulars).items() if getattr(current, name) != value}
    if not changed:
        return []
    # A company has no birth date, whichever of the two is new.
    checked = {"kind": current.kind, **changed}
    if "kind" in changed:
        checked = {"birth_date": current.birth_date, **checked}
    if refusal := refusal_of_particulars(checked, today=timezone.localdate()):
        raise refusal
    what = listing([PARTICULARS[name] for name in PARTICULARS if name in changed])
    audit(application=application, by=by, act=f"changed {current.name}'s {what}")
    _save(current, changed)
    party.refresh_from_db()
    return list(changed)


def _save(party: LoanParty, changed: dict) -> None:
    others = {name: value for name, value in changed.items() if name != "email"}
    for name, value in others.items():
        setattr(party, name, value)
    party.save(update_fields=list(others))
    if "email" in changed and isinstance(party, Borrower):
        borrower_change_address(borrower=party, email=changed["email"])
    elif "email" in changed:
        type(party).objects.filter(pk=party.pk).update(email=changed["email"])


def require_change(what: str, application: Application, by: User) -> None:
    """Lock an application that `by` may see and change in this way, until commit."""
    require_sight(by, application)
    current = Application.objects.select_for_update().get(pk=application.pk)
    if refusal := refusal_to_change([what], role=Role(by.role), stage=Stage(current.stage)):
        raise refusal


@transaction.atomic
def borrower_change_address(*, borrower: Borrower, email: str) -> None:
    """Give a borrower another e-mail address; if it fails again, that is told again.

    Another spelling of the same address does not count as another one. Raises LocalPartNotAscii. Forms refuse
    every other text that is not an address; here it is kept, and e-mail to it fails at once.
    """
    require_ascii_local_part(email)
    current = Borrower.objects.select_for_update().get(pk=borrower.pk)
    if address_key(current.email) != address_key(email):
        current.address_version += 1
        # The old one may be somebody else's.
        outbox.readdress_emails(ending=borrowers_key("", current.pk), old=current.email, new=email)
    current.email = email
    current.save(update_fields=["email", "address_version"])
    borrower.refresh_from_db()
