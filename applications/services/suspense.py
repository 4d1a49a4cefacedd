"""Lines in suspense, and the person who knows what they are."""

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import Application, BankLine, Payment
from applications.models.bank_file import LineState
from applications.payments.likeness import nearest_to
from applications.payments.lines import LineKind
from applications.selectors.application import application_for
from applications.selectors.bank_file import (
    not_money_because,
    payments_by_hand,
    payments_to_take_back,
    suspense_visible_to,
)
from applications.services.audit import audit, record
from applications.services.booking import loans_locked
from applications.services.payments import payment_record, payment_reverse
from applications.services.resemblance import resemble
from applications.stages import Stage
from applications.wording import day, money
from common.text import require_line
from users.models import User
from users.preferences import Role

LONGEST_REFERENCE = 20  # characters of a loan's
LONGEST_REASON = 200  # characters for which a line is set aside


@transaction.atomic
def suspense_resolve(*, line_id: int, reference: str, by: User, is_other_money: bool = False) -> BankLine:
    """Pay the loan with this reference, in capitals or not, with the money of a line in suspense, on the
    line's own value date.

    Raises BankLineNotFound where no such line is in suspense that `by` may see, NotMoney for a dishonour and
    for money that was dishonoured, UnknownLoan, NotFunded, RecordedByHand where a payment recorded by hand
    may be this line and nobody has said that it is other money, WrongValueDate where the line is dated before
    the loan was funded, or UnusableText and TextTooLong for the reference.
    """
    require_line("reference", reference, most=LONGEST_REFERENCE)
    line = _claimed(line_id, by)
    if reason := not_money_because(line):
        raise refusals.NotMoney(reason)
    try:
        application = application_for(by, reference.strip().upper())
    except refusals.ApplicationNotFound as absent:
        # Here it is a wrong answer; elsewhere, a page that does not exist.
        raise refusals.UnknownLoan(reference) from absent
    if application.stage != Stage.FUNDED:
        raise refusals.NotFunded(application.reference)
    if not is_other_money:
        _refuse_recorded_by_hand(line, application)
    payment = payment_record(
        application=application, amount=line.amount, value_date=line.value_date, recorded_by=by
    )
    _settle(line, LineState.ALLOCATED, payment)
    audit(application=application, by=by, act=f"booked {_money_of(line)} from suspense")
    return line


@transaction.atomic
def suspense_confirm(*, line_id: int, by: User) -> BankLine:
    """Say that a line in suspense is the payment recorded by hand that it resembles. Books nothing.

    From then on the bank's line is where that payment came from. Raises BankLineNotFound, and NotAlike where
    the line resembles none, or the payment has bounced meanwhile.
    """
    line = _claimed(line_id, by)
    payment = line.resembles
    if payment is None:
        raise refusals.NotAlike
    loans_locked(Application.objects.filter(pk=payment.application_id))
    if Payment.objects.filter(reverses=payment).exists():
        raise refusals.NotAlike
    _settle(line, LineState.ALLOCATED, payment)
    act = f"found the payment of {money(payment.amount)} of {day(payment.value_date)} in a bank file"
    audit(application=payment.application, by=by, act=act)
    return line


@transaction.atomic
def suspense_take_back(*, line_id: int, payment_id: int, by: User) -> BankLine:
    """Reverse a payment by a dishonour in suspense, on the dishonour's own value date.

    Raises PaymentsAreForAdmins, BankLineNotFound, NotADishonour for money that came in, and NothingToTakeBack
    for a payment of another amount, of a later day, or that has bounced already.
    """
    if by.role != Role.ADMIN:
        raise refusals.PaymentsAreForAdmins
    line = _claimed(line_id, by)
    if line.kind != LineKind.DISHONOUR:
        raise refusals.NotADishonour
    payment = payments_to_take_back(by, line).filter(pk=payment_id).first()
    if payment is None:
        raise refusals.NothingToTakeBack
    try:
        reversal = payment_reverse(payment=payment, value_date=line.value_date, recorded_by=by)
    except refusals.AlreadyReversed as meanwhile:
        raise refusals.NothingToTakeBack from meanwhile
    _settle(line, LineState.REVERSED, reversal)
    paid = f"{money(payment.amount)} of {day(payment.value_date)}"
    act = f"recorded that the payment of {paid} bounced on {day(line.value_date)}"
    audit(application=payment.application, by=by, act=act)
    return line


@transaction.atomic
def suspense_set_aside(*, line_id: int, reason: str, by: User) -> BankLine:
    """Take a line out of suspense without moving money, for example because it was paid back to the payer.

    Raises SettingAsideIsForAdmins, BankLineNotFound, ReasonToSetAside, UnusableText and TextTooLong.
    """
    if by.role != Role.ADMIN:
        raise refusals.SettingAsideIsForAdmins
    reason = reason.strip()
    if not reason:
        raise refusals.ReasonToSetAside
    require_line("reason", reason, most=LONGEST_REASON)
    line = _claimed(line_id, by)
    line.state, line.set_aside_because, line.resembles = LineState.SET_ASIDE, reason, None
    line.save(update_fields=["state", "set_aside_because", "resembles"])
    _on_record(line, by, f"set {_money_of(line)} in suspense aside: {reason}")
    return line


@transaction.atomic
def suspense_put_back(*, line_id: int, by: User) -> BankLine:
    """Put a line that was set aside back into suspense, for the reason that it was there.

    A payment recorded by hand meanwhile may be this line: that is looked up anew. Raises
    SettingAsideIsForAdmins, and NotSetAside, also for the second of two people who put a line back.
    """
    if by.role != Role.ADMIN:
        raise refusals.SettingAsideIsForAdmins
    aside = BankLine.objects.filter(pk=line_id, state=LineState.SET_ASIDE)
    if not aside.update(state=LineState.SUSPENSE, set_aside_because="", resolved_by=None, resolved_at=None):
        raise refusals.NotSetAside
    line = BankLine.objects.select_related("application").get(pk=line_id)
    is_for_a_loan = line.application and line.kind == LineKind.PAYMENT
    if is_for_a_loan and resemble(line, _alike(line, line.application)):
        line.save(update_fields=["resembles", "reason"])
    _on_record(line, by, f"put {_money_of(line)} back into suspense")
    return line


def _refuse_recorded_by_hand(line: BankLine, loan: Application) -> None:
    recorded = nearest_to(line.value_date, _alike(line, loan))
    if recorded is not None:
        payment = f"{money(recorded.amount)} of {day(recorded.value_date)}"
        raise refusals.RecordedByHand(payment, loan.reference)


def _alike(line: BankLine, loan: Application) -> list[Payment]:
    """What was recorded for a loan by hand, of a line's amount, and is no other line; locks the loan."""
    loans_locked(Application.objects.filter(pk=loan.pk))
    return payments_by_hand([loan.pk]).get((loan.pk, line.amount), [])


def _claimed(line_id: int, by: User) -> BankLine:
    """A line in suspense that `by` may see, until commit nobody else's; raises BankLineNotFound."""
    visible = suspense_visible_to(by).order_by().values("pk")
    # The claim comes first: of two people who resolve a line at once, the second finds it resolved.
    waiting = BankLine.objects.filter(pk=line_id, state=LineState.SUSPENSE, pk__in=visible)
    if not waiting.update(resolved_by=by, resolved_at=timezone.now()):
        raise refusals.BankLineNotFound
    return BankLine.objects.get(pk=line_id)


def _on_record(line: BankLine, by: User, act: str) -> None:
    """Record an act on a line, and on the audit trail of the loan that the line names, if it names one."""
    record(line, by, act)
    if line.application:
        audit(application=line.application, by=by, act=act)


def _money_of(line: BankLine) -> str:
    return f"{money(line.amount)} of {day(line.value_date)}"


def _settle(line: BankLine, state: LineState, payment: Payment) -> None:
    line.state, line.payment, line.application = state, payment, payment.application
    line.resembles = None
    line.save(update_fields=["state", "payment", "application", "resembles"])
