"""Bank files and money in suspense."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from applications.models import BankFile
from applications.models.bank_file import LineState
from applications.selectors.bank_file import (
    bank_file_counts,
    bank_file_for,
    bank_files_progressing,
    suspense_visible_to,
)
from applications.services.bank_files import bank_file_receive
from applications.tasks import import_payments
from common.after_commit import ask_after_commit
from common.refusals import TooLarge
from workspace.access import ADMINS, FORM, page, render_page
from workspace.form_words import HouseForm
from workspace.forms import filled_in
from workspace.lists import part

A_PAGE = 40
OUTCOMES = {
    LineState.ALLOCATED: "Booked to loans",
    LineState.SUSPENSE: "In suspense",
    LineState.REVERSED: "Bounced",
    LineState.SET_ASIDE: "Set aside",
}


class UploadForm(HouseForm):
    """A bank file."""

    file = forms.FileField(
        label="Bank file (CSV)", widget=forms.ClearableFileInput({"accept": ".csv,text/csv"})
    )


@page(*ADMINS, methods=FORM)
def index(request: HttpRequest) -> HttpResponse:
    """List the bank files, newest first, and the lines in suspense; receive an uploaded file."""
    form = UploadForm(*filled_in(request))
    if form.is_valid() and (received := _received(request, form)):
        ask_after_commit(import_payments, received.pk)
        return redirect("workspace:bank-file", received.pk)
    context = {
        "form": form,
        "files": part(bank_files_progressing(request.user), request.GET.get("page"), A_PAGE),
        "suspense": part(suspense_visible_to(request.user), request.GET.get("suspense"), A_PAGE),
    }
    return render_page(request, "workspace/payments.html", context)


def _received(request: HttpRequest, form: UploadForm) -> BankFile | None:
    """The uploaded bank file; None, with an error in the form, if it is too large."""
    file = form.cleaned_data["file"]
    try:
        received, is_new = bank_file_receive(name=file.name, content=file, by=request.user)
    except TooLarge as refusal:
        form.add_error("file", str(refusal))
        return None
    if not is_new:
        messages.info(request, "This file was already uploaded. Here is its result.")
    return received


@page(*ADMINS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress of a bank file. The page polls until the import is finished."""
    bank_file = bank_file_for(request.user, pk)
    faults = part(bank_file.faults.all(), request.GET.get("page"), A_PAGE)
    lines = bank_file.lines.select_related("application").order_by("line_number")
    counts = bank_file_counts(bank_file)
    context = {
        "file": bank_file,
        "title": bank_file.name,
        "crumbs": (("Payments", reverse("workspace:payments")),),
        "lines": part(lines if bank_file.finished_at else [], request.GET.get("lines"), A_PAGE),
        "faults": faults,
        "listed": faults.paginator.count,
        "imported": sum(counts.values()),
        "outcomes": [(OUTCOMES[state], count) for state, count in counts.items()],
    }
    template = "workspace/_bank_file.html" if request.htmx else "workspace/bank_file.html"
    return render_page(request, template, context)
