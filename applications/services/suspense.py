"""Money in suspense, and the person who knows what it was for."""

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import BankLine
from applications.models.bank_file import LineState
from applications.selectors.application import application_for
from applications.selectors.bank_file import not_money_because, suspense_visible_to
from applications.services.audit import audit
from applications.services.payments import payment_record
from applications.stages import Stage
from applications.wording import day, money
from common.text import require_line
from users.models import User

LONGEST_REFERENCE = 20  # characters of a loan's


@transaction.atomic
def suspense_resolve(*, line_id: int, reference: str, by: User) -> BankLine:
    """Pay the loan with this reference, in capitals or not, with the money of a line in suspense, on the
    line's own value date.

    Raises BankLineNotFound where no such line is in suspense that `by` may see, NotMoney for a dishonour and
    for money that was dishonoured, UnknownLoan, NotFunded, WrongValueDate where the line is dated
    before the loan was funded, or UnusableText and TextTooLong for the reference.
    """
    require_line("reference", reference, most=LONGEST_REFERENCE)
    visible = suspense_visible_to(by).order_by().values("pk")
    # The claim comes first: of two people who resolve a line at once, the second finds it resolved.
    waiting = BankLine.objects.filter(pk=line_id, state=LineState.SUSPENSE, pk__in=visible)
    if not waiting.update(resolved_by=by, resolved_at=timezone.now()):
        raise refusals.BankLineNotFound
    line = BankLine.objects.get(pk=line_id)
    if reason := not_money_because(line):
        raise refusals.NotMoney(reason)
    try:
        application = application_for(by, reference.strip().upper())
    except refusals.ApplicationNotFound as absent:
        # Here it is a wrong answer; elsewhere, a page that does not exist.
        raise refusals.UnknownLoan(reference) from absent
    if application.stage != Stage.FUNDED:
        raise refusals.NotFunded(application.reference)
    payment = payment_record(
        application=application, amount=line.amount, value_date=line.value_date, recorded_by=by
    )
    line.state, line.payment, line.application = LineState.ALLOCATED, payment, application
    line.save(update_fields=["state", "payment", "application"])
    act = f"booked {money(line.amount)} of {day(line.value_date)} from suspense"
    audit(application=application, by=by, act=act)
    return line
