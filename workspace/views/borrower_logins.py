"""Borrowers' logins, from the page of a loan: invited, invited again, moved, deactivated, reactivated."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from applications.selectors.parties import other_login_address, party_for
from applications.services.borrower_logins import (
    borrower_invite,
    borrower_invite_again,
    borrower_login_move,
    borrower_login_switch,
)
from workspace.access import FORM, LENDER, action, asked, page
from workspace.forms import filled_in, form_page
from workspace.views.headings import application_page, way_back


@action(*LENDER)
def invite(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Open a login, and send a link to choose a password."""
    return _asked(request, reference, pk, borrower_invite, "{name} was sent a link to choose a password.")


@action(*LENDER)
def invite_again(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Send another link."""
    return _asked(request, reference, pk, borrower_invite_again, "{name} was sent another link.")


@action(*LENDER)
def reactivate(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Let a borrower log in again."""

    def act(**whose) -> None:
        borrower_login_switch(active=True, **whose)

    return _asked(request, reference, pk, act, "{name} can log in again.")


@page(*LENDER, methods=FORM)
def move(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say what it means that a login moves to the address on file, and move it at the second press."""
    application, borrower = party_for(request.user, reference, "borrower", pk)
    before = other_login_address(borrower)
    if not before and request.method != "POST":
        raise Http404

    def act(answers: dict) -> str:
        borrower_login_move(application=application, borrower=borrower, by=request.user)
        return f"{borrower.name} logs in with {borrower.email} from now on."

    return form_page(
        request,
        forms.Form(*filled_in(request)),
        act,
        title=f"Move the login of {borrower.name}",
        button="Move the login",
        template="workspace/move_login.html",
        name=borrower.name,
        before=before,
        after=borrower.email,
        **way_back(application),
    )


@page(*LENDER, methods=FORM)
def deactivate(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say what a deactivation of the login does, and do it at the second press."""
    application, borrower = party_for(request.user, reference, "borrower", pk)
    form = forms.Form(*filled_in(request))

    def act(answers: dict) -> str:
        borrower_login_switch(application=application, borrower=borrower, active=False, by=request.user)
        return f"{borrower.name}'s login was deactivated."

    return form_page(
        request,
        form,
        act,
        title=f"Deactivate the login of {borrower.name}",
        button="Deactivate the login",
        template="workspace/deactivate_borrower.html",
        **way_back(application),
    )


def _asked(
    request: HttpRequest, reference: str, pk: int, act: Callable[..., None], done: str
) -> HttpResponse:
    application, borrower = party_for(request.user, reference, "borrower", pk)

    def acted() -> str:
        act(application=application, borrower=borrower, by=request.user)
        return done.format(name=borrower.name)

    return asked(request, acted, application_page(reference))
