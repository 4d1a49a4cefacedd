"""The borrowers and guarantors of an application: who joins, who leaves, and their particulars."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from applications.changes import may_change
from applications.models import Application
from applications.models.parties import NUMBERS, LoanParty
from applications.particulars import PARTICULARS
from applications.refusals import PartyNotFound
from applications.selectors.application import application_for
from applications.selectors.parties import (
    PARTIES,
    login_state,
    other_login_address,
    parties_of,
    parties_visible_to,
    party_for,
)
from applications.services.parties import party_add, party_change, party_remove
from applications.stages import Stage
from applications.wording import listing
from users.models import User
from users.preferences import Role
from workspace.access import FORM, WRITERS, if_gone, page
from workspace.forms import filled_in, form_page
from workspace.views.headings import application_page, title_of, way_back
from workspace.views.party_forms import ChangeForm, JoinForm


def people_of(application: Application, user: User) -> dict:
    """The people of an application, and what its reader may change about them; nothing for a borrower."""
    if user.role not in WRITERS:
        return {}
    role, stage = Role(user.role), Stage(application.stage)
    return {
        "people": [{"role": one, "parties": _told(application, one)} for one in PARTIES],
        "may_change_parties": may_change("parties", role=role, stage=stage),
        "may_change_particulars": may_change("particulars", role=role, stage=stage),
        "may_change_logins": may_change("logins", role=role, stage=stage),
        "may_hand_over": may_change("bdm", role=role, stage=stage),
    }


def _told(application: Application, role: str) -> list[LoanParty]:
    parties = list(parties_of(application, role).select_related("user"))
    for party in parties if role == "borrower" else ():
        party.login = login_state(party)
        party.logs_in_with = other_login_address(party)
    return parties


@page(*WRITERS, methods=FORM)
def add(request: HttpRequest, reference: str, role: str) -> HttpResponse:
    """Add a borrower or a guarantor: somebody on file, or somebody new."""
    if role not in PARTIES:
        raise Http404
    application = application_for(request.user, reference)
    there = parties_of(application, role).order_by().values("pk")
    form = JoinForm(
        parties_visible_to(request.user, role).exclude(pk__in=there).defer(*NUMBERS), *filled_in(request)
    )

    def act(answers: dict) -> str:
        known = answers["known"]
        particulars = {} if known else form.particulars()
        party = party_add(
            application=application,
            role=role,
            by=request.user,
            known=known,
            idempotency_key=answers["idempotency_key"],
            **particulars,
        )
        return f"{party.name} is now a {role} of this loan."

    return form_page(
        request,
        form,
        act,
        title=f"Add a {role}: {title_of(application)}",
        button=f"Add the {role}",
        **way_back(application),
    )


@page(*WRITERS, methods=FORM)
def change(request: HttpRequest, reference: str, role: str, pk: int) -> HttpResponse:
    """Change a person's particulars. What is private is entered and never shown."""
    application, party = party_for(request.user, reference, role, pk)
    form = ChangeForm(party, *filled_in(request))

    def act(answers: dict) -> str:
        changed = party_change(application=application, party=party, by=request.user, **form.edited())
        words = listing([PARTICULARS[name] for name in PARTICULARS if name in changed])
        return f"{party.name}'s {words} changed." if words else "Nothing has changed."

    return form_page(
        request,
        form,
        act,
        title=f"Particulars of {party.name}, {reference}",
        button="Save the particulars",
        **way_back(application),
    )


@page(*WRITERS, methods=FORM)
@if_gone(PartyNotFound, lambda reference, role, pk: application_page(reference))
def remove(request: HttpRequest, reference: str, role: str, pk: int) -> HttpResponse:
    """Ask whether a borrower or a guarantor is to leave the loan, and let them."""
    application, party = party_for(request.user, reference, role, pk)
    form = forms.Form(*filled_in(request))

    def act(answers: dict) -> str:
        party_remove(application=application, role=role, party=party, by=request.user)
        return f"{party.name} is no longer a {role} of this loan."

    return form_page(
        request,
        form,
        act,
        title=f"Remove {party.name} from {reference}?",
        button=f"Remove the {role}",
        **way_back(application),
    )
