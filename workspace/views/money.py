"""The money of one loan: its repayments, fees and ledger, and the pages on which people add to them."""

from django import forms
from django.conf import settings
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.models import Application, Repayment
from applications.models.money import Direction
from applications.refusals import AlreadyReversed
from applications.selectors.application import application_for
from applications.selectors.bank_file import suspense_visible_to
from applications.selectors.loan_totals import loan_totals
from applications.selectors.obligation import fees_with_owed, repayments_with_state, state_on
from applications.selectors.payment import ledger_of, payment_for
from applications.selectors.repayments_at_hand import repayments_at_hand
from applications.services.fees import LONGEST_KIND, fee_charge
from applications.services.payments_by_hand import payment_bounce, payment_enter
from applications.stages import ENDED, Stage
from applications.wording import day, money
from users.models import User
from workspace.access import ADMINS, FORM, LENDER, page
from workspace.forms import OnceForm, OtherMoneyForm, day_field, filled_in, form_page, money_field
from workspace.lists import A_PAGE, A_SECTION, part
from workspace.views.headings import way_back


class PaymentForm(OtherMoneyForm, OnceForm):
    """Money received."""

    amount = money_field(label="Amount")
    value_date = day_field(label="Value date", help_text="The day on which the money came in.")


class BounceForm(OnceForm):
    """Money that went back."""

    value_date = day_field(label="Value date", help_text="The day on which the payment bounced.")


class FeeForm(OnceForm):
    """A charge on an application."""

    kind = forms.CharField(
        label="Kind",
        max_length=LONGEST_KIND,
        widget=forms.TextInput({"list": "kinds", "autocomplete": "off"}),
    )
    amount = money_field(label="Amount")
    due_date = day_field(label="Due date")


def money_sections(request: HttpRequest, application: Application) -> dict:
    """The variables of the money sections of an application's page."""
    user, stage = request.user, application.stage
    fees = fees_with_owed(application.fees.order_by("due_date", "pk"))
    return {
        "totals": loan_totals(application, today=timezone.localdate()),
        **_repayments(application, request.GET.get("repayments")),
        "fees": part(fees, request.GET.get("fees", 1), A_SECTION),
        "payments": _ledger(application, user, request.GET.get("ledger", 1)),
        "waiting": list(suspense_visible_to(user).filter(application=application)[:A_PAGE]),
        "payment_account": settings.PAYMENT_ACCOUNT,
        "ledger_in_full": user.role in LENDER,
        "may_record": user.role in ADMINS and stage == Stage.FUNDED,
        "may_charge": user.role in LENDER and stage not in ENDED,
    }


def _repayments(application: Application, number: str | None) -> dict:
    """The repayments that matter now, or a page of the whole schedule."""
    today = timezone.localdate()
    if number is None:
        repayments = repayments_at_hand(application, today)
    else:
        repayments = part(repayments_with_state(application.repayments.order_by("number")), number)
    for repayment in repayments:
        repayment.state = state_on(repayment, today)
        repayment.part_paid = _part_paid(repayment)
    return {
        "repayments": repayments,
        "is_whole_schedule": number is not None,
        "schedule_length": application.repayments.count(),
        "has_ended": application.stage in ENDED,
    }


def _part_paid(repayment: Repayment) -> str:
    """$250.00 of $1,250.00; empty where nothing or all is paid."""
    amount = repayment.principal + repayment.interest
    if repayment.cancelled or not 0 < repayment.owed < amount:
        return ""
    return f"{money(amount - repayment.owed)} of {money(amount)}"


def _ledger(application: Application, reader: User, number: str | int) -> Page:
    """A page of the payments; each says whether `reader` may record that it bounced."""
    payments = part(ledger_of(application), number, A_SECTION)
    for payment in payments:
        may = reader.role in ADMINS and payment.direction == Direction.RECEIVED
        payment.may_bounce = may and not payment.reversed
    return payments


def _about(application: Application) -> dict:
    """The variables that say whose money a page is about."""
    return {"application": application, "totals": loan_totals(application, today=timezone.localdate())}


@page(*ADMINS, methods=FORM)
def record_payment(request: HttpRequest, reference: str) -> HttpResponse:
    """Record money received for a loan."""
    application = application_for(request.user, reference)
    form = PaymentForm(*filled_in(request), initial={"value_date": timezone.localdate()})

    def act(answers: dict) -> str:
        payment = payment_enter(application=application, by=request.user, **answers)
        return f"Recorded a payment of {money(payment.amount)} of {day(payment.value_date)}."

    return form_page(
        request,
        form,
        act,
        title="Record a payment",
        button="Record payment",
        template="workspace/payment.html",
        **_about(application),
        **way_back(application),
    )


@page(*ADMINS, methods=FORM)
def record_bounce(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a payment bounced, and when."""
    payment = payment_for(request.user, pk)
    form = BounceForm(*filled_in(request), initial={"value_date": timezone.localdate()})

    def act(answers: dict) -> str:
        payment_bounce(payment=payment, by=request.user, **answers)
        return f"The payment of {money(payment.amount)} of {day(payment.value_date)} bounced."

    return form_page(
        request,
        form,
        act,
        title="Record a bounce",
        button="Record bounce",
        template="workspace/payment.html",
        payment=payment,
        why_not=str(AlreadyReversed()) if payment.reversed else "",
        **_about(payment.application),
        **way_back(payment.application),
    )


@page(*LENDER, methods=FORM)
def charge_fee(request: HttpRequest, reference: str) -> HttpResponse:
    """Charge a fee on an application."""
    application = application_for(request.user, reference)
    form = FeeForm(*filled_in(request), initial={"due_date": timezone.localdate()})

    def act(answers: dict) -> str:
        fee = fee_charge(application=application, by=request.user, **answers)
        return f"Charged a “{fee.kind}” fee of {money(fee.amount)}, due on {day(fee.due_date)}."

    return form_page(
        request,
        form,
        act,
        title="Charge a fee",
        button="Charge fee",
        template="workspace/fee.html",
        **way_back(application),
    )
