"""Fees that are charged to a borrower."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import Application, Fee
from applications.selectors.application import require_sight
from applications.services.audit import audit
from applications.services.booking import loans_locked
from applications.services.once import once
from applications.stages import ENDED, Stage
from applications.wording import day, money
from common.text import require_line
from users.models import User
from users.preferences import STAFF

LONGEST_KIND = 50  # characters


@once
@transaction.atomic
def fee_charge(*, application: Application, kind: str, amount: Decimal, due_date: date, by: User) -> Fee:
    """Charge a fee.

    Raises ApplicationNotFound, FeesAreForTheLender, FeeAfterTheEnd, FeeWithoutKind, UnusableText or
    TextTooLong for the kind, AmountNotPositive, or FeeInThePast.
    """
    require_sight(by, application)
    if by.role not in STAFF:
        raise refusals.FeesAreForTheLender
    kind = " ".join(kind.split())
    (loan,) = loans_locked(Application.objects.filter(pk=application.pk)).values()
    _refuse_unless_chargeable(loan, kind, amount, due_date)
    fee = Fee.objects.create(application=loan, kind=kind, amount=amount, due_date=due_date)
    audit(application=loan, by=by, act=f"charged a “{kind}” fee of {money(amount)}, due on {day(due_date)}")
    return fee


def _refuse_unless_chargeable(loan: Application, kind: str, amount: Decimal, due_date: date) -> None:
    if loan.stage in ENDED:
        raise refusals.FeeAfterTheEnd(loan.reference, Stage(loan.stage).label)
    if not kind:
        raise refusals.FeeWithoutKind
    require_line("kind", kind, most=LONGEST_KIND)
    if amount <= 0:
        raise refusals.AmountNotPositive
    if due_date < timezone.localdate():
        raise refusals.FeeInThePast(day(due_date))
