"""Lines in suspense: listed, booked to a loan, confirmed, taken back, set aside, put back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from applications.models import BankLine
from applications.payments.lines import LineKind
from applications.refusals import BankLineNotFound
from applications.selectors.bank_file import (
    not_money_because,
    payments_to_take_back,
    set_aside_visible_to,
    suspense_line_for,
    suspense_visible_to,
)
from applications.selectors.loan_lookup import borrowers_named_in, loans_matching
from applications.services.suspense import (
    LONGEST_REASON,
    LONGEST_REFERENCE,
    suspense_confirm,
    suspense_put_back,
    suspense_resolve,
    suspense_set_aside,
    suspense_take_back,
)
from applications.wording import day, money
from common.text import LONGEST_SEARCH
from users.models import User
from workspace.access import ADMINS, FORM, LENDER, action, asked, if_gone, page, render_page
from workspace.form_words import HouseForm
from workspace.forms import OtherMoneyForm, filled_in, form_page, ids_in
from workspace.lists import part
from workspace.views.headings import application_page, title_of

A_PAGE = 40  # lines
MOST_PAYMENTS = 10  # that a dishonour may take back; more are found by words


class BookForm(OtherMoneyForm):
    """The loan that a line's money is for."""

    reference = forms.CharField(label="Book to loan", max_length=LONGEST_REFERENCE)


class SetAsideForm(HouseForm):
    """Why a line moves no money."""

    reason = forms.CharField(max_length=LONGEST_REASON)


@page(*LENDER)
def index(request: HttpRequest) -> HttpResponse:
    """The lines in suspense that the user may see: for a BDM, those that name the BDM's own loans."""
    lines = part(suspense_visible_to(request.user), request.GET.get("suspense"), A_PAGE)
    aside = part(set_aside_visible_to(request.user), request.GET.get("aside"), A_PAGE)
    return render_page(request, "workspace/suspense_list.html", {"suspense": lines, "aside": aside})


@page(*LENDER, methods=FORM)
@if_gone(BankLineNotFound, lambda pk: reverse("workspace:suspense"))
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """A line in suspense, the loans that match the words of the search, and the form that books it."""
    line = suspense_line_for(request.user, pk)
    found = {"line": line, "may_clear": request.user.role in ADMINS, **_looked_up(request, line)}
    if request.htmx:
        return render_page(request, "workspace/_loans.html", found)
    return _booking(request, line, found)


def _looked_up(request: HttpRequest, line: BankLine) -> dict:
    """The payments that a dishonour may take back, or the loans that money may be for, and the words."""
    sent = request.POST if request.method == "POST" else request.GET
    if line.kind == LineKind.DISHONOUR:
        # The amount is the line's, and so the words are a reference or a name.
        words = sent.get("words", "")[:LONGEST_SEARCH]
        return {
            "words": words,
            "payments": list(payments_to_take_back(request.user, line, words)[:MOST_PAYMENTS]),
        }
    # A name or an amount typed as the reference is looked up.
    words = request.POST.get("reference", "")[:LONGEST_SEARCH]
    loans = loans_matching(request.user, words)
    if not loans:
        words = (sent["words"] if "words" in sent else _likeliest(request.user, line))[:LONGEST_SEARCH]
        loans = loans_matching(request.user, words)
    return {"words": words, "is_searched": bool(words.strip()), "loans": loans}


def _likeliest(user: User, line: BankLine) -> str:
    """The words by which the loan of a line is looked up at first: the borrower whom the payer named, or else
    the amount, because a loan that owes exactly this much is likely."""
    return borrowers_named_in(user, line.reference) or f"{line.amount:.2f}"


def _booking(request: HttpRequest, line: BankLine, found: dict) -> HttpResponse:
    back_to = reverse("workspace:suspense")

    def act(answers: dict) -> str:
        booked = suspense_resolve(line_id=line.pk, by=request.user, **answers)
        loan = booked.application
        return format_html(
            'Booked to <a href="{}">{}</a> as a payment of {} of {}.',
            application_page(loan.reference, "ledger"),
            title_of(loan),
            money(booked.amount),
            day(booked.value_date),
        )

    return form_page(
        request,
        BookForm(*filled_in(request)),
        act,
        title=f"{money(line.amount)} on {day(line.value_date)}",
        button="Book",
        back_to=back_to,
        crumbs=(("Suspense", back_to),),
        template="workspace/suspense.html",
        not_money=not_money_because(line),
        **found,
    )


@action(*LENDER)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a line in suspense is the payment recorded by hand that it resembles."""

    def act() -> str:
        line = suspense_confirm(line_id=pk, by=request.user)
        return (
            f"Line {line.line_number} is the payment of {day(line.payment.value_date)}. Nothing was booked."
        )

    return asked(request, act, "workspace:suspense")


@action(*ADMINS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Reverse the chosen payment by a dishonour in suspense."""

    def act() -> str:
        chosen = ids_in([request.POST.get("payment", "")])
        line = suspense_take_back(line_id=pk, payment_id=chosen[0] if chosen else 0, by=request.user)
        return f"Line {line.line_number} reversed a payment of {line.application.reference}."

    return asked(request, act, "workspace:suspense")


@page(*ADMINS, methods=FORM)
@if_gone(BankLineNotFound, lambda pk: reverse("workspace:suspense"))
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a line moves no money, and take it out of suspense."""
    line = suspense_line_for(request.user, pk)
    back_to = reverse("workspace:suspense")

    def act(answers: dict) -> str:
        suspense_set_aside(line_id=line.pk, by=request.user, **answers)
        return f"{money(line.amount)} of {day(line.value_date)} was set aside."

    return form_page(
        request,
        SetAsideForm(*filled_in(request)),
        act,
        title=f"Set {money(line.amount)} of {day(line.value_date)} aside",
        button="Set aside",
        back_to=back_to,
        crumbs=(("Suspense", back_to),),
        template="workspace/set_aside.html",
    )


@action(*ADMINS)
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a line that was set aside back into suspense."""

    def act() -> str:
        line = suspense_put_back(line_id=pk, by=request.user)
        return f"{money(line.amount)} of {day(line.value_date)} is in suspense again."

    return asked(request, act, "workspace:suspense")
