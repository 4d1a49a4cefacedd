"""Booking one line in suspense, with a look-up of the loan that it may be for."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from applications.models import BankLine
from applications.refusals import BankLineNotFound
from applications.selectors.bank_file import not_money_because, suspense_line_for, suspense_visible_to
from applications.selectors.loan_lookup import loans_matching
from applications.services.suspense import LONGEST_REFERENCE, suspense_resolve
from applications.wording import day, money
from workspace.access import FORM, LENDER, page, render_page
from workspace.forms import form_page
from workspace.lists import part

A_PAGE = 40  # lines
LONGEST_WORDS = 100  # characters


class BookForm(forms.Form):
    """The loan that a line's money is for."""

    reference = forms.CharField(label="Book to loan", max_length=LONGEST_REFERENCE)


@page(*LENDER)
def index(request: HttpRequest) -> HttpResponse:
    """The lines in suspense that the user may see: for a BDM, those that name the BDM's own loans."""
    lines = part(suspense_visible_to(request.user), request.GET.get("suspense"), A_PAGE)
    return render_page(request, "workspace/suspense_list.html", {"suspense": lines})


@page(*LENDER, methods=FORM)
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """A line in suspense, the loans that match the words of the search, and the form that books it."""
    try:
        line = suspense_line_for(request.user, pk)
    except BankLineNotFound as gone:
        if request.method != "POST":
            raise
        # Another admin may have booked it, or the first of two clicks.
        messages.error(request, str(gone))
        return redirect("workspace:suspense")
    asked = request.POST if request.method == "POST" else request.GET
    # What owes exactly this amount is the likeliest loan.
    words = asked.get("words", f"{line.amount:.2f}")[:LONGEST_WORDS]
    loans = loans_matching(request.user, words)
    # A name or an amount typed as the reference is looked up.
    typed = request.POST.get("reference", "")[:LONGEST_WORDS]
    if typed and (named := loans_matching(request.user, typed)):
        words, loans = typed, named
    found = {"line": line, "words": words, "is_searched": bool(words.strip()), "loans": loans}
    if request.htmx:
        return render_page(request, "workspace/_loans.html", found)
    return _booking(request, line, found)


def _booking(request: HttpRequest, line: BankLine, found: dict) -> HttpResponse:
    back_to = reverse("workspace:suspense")

    def act(answers: dict) -> str:
        booked = suspense_resolve(line_id=line.pk, by=request.user, **answers)
        return f"Line {booked.line_number} was booked to {booked.application.reference}."

    return form_page(
        request,
        BookForm(request.POST or None),
        act,
        title=f"{money(line.amount)} on {day(line.value_date)}",
        button="Book",
        back_to=back_to,
        crumbs=(("In suspense", back_to),),
        template="workspace/suspense.html",
        not_money=not_money_because(line),
        **found,
    )
