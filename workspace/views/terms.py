"""The page on which the terms of an application are changed."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from applications.changes import BINDING, NAMES, TERMS, may_change, refusal_to_change
from applications.models import Application
from applications.refusals import NoSchedule
from applications.repayment_schedule import Frequency, repayments_in_words
from applications.selectors.application import application_for, newest_document
from applications.services.terms import application_change_terms
from applications.stages import Stage
from applications.wording import listing
from users.models import User
from users.preferences import Role
from workspace.access import FORM, WRITERS, page
from workspace.form_words import HouseForm
from workspace.forms import EditForm, day_field, filled_in, form_page, money_field, percent_field
from workspace.views.headings import application_page, title_of, way_back

OTHER_TERMS = (
    "The formal approval states the terms as they are. If the amount, the term, the rate or the frequency "
    "changes, a new formal approval has to be drawn up, and everybody signs it again."
)


class AskedForForm(HouseForm):
    """The terms that are asked for when an application is opened."""

    use_required_attribute = False

    amount = money_field(required=False)
    term_months = forms.IntegerField(
        label="Term in months", help_text="25 years are 300 months.", required=False
    )
    annual_rate = percent_field(label="Rate in percent a year", required=False)
    frequency = forms.ChoiceField(label="Repayments", choices=Frequency.choices, initial=Frequency.MONTHLY)


class TermsForm(EditForm, AskedForForm):
    """The terms that one person may change, as the page showed them and as they are to be."""

    valuation = money_field(required=False)
    funding_date = day_field(label="Planned funding date", required=False)

    def __init__(self, names: list[str], *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(names):
            del self.fields[name]
        for field in self.fields.values():
            # The loan is not funded without it, so the page does not call it optional.
            field.is_needed = True


def planned_repayments(application: Application) -> str:
    """What the borrowers repay, as letters say it; the frequency alone while a term is missing."""
    frequency = Frequency(application.frequency)
    terms = (application.amount, application.annual_rate, application.term_months)
    if None in terms:
        return frequency.label
    try:
        return repayments_in_words(*terms, frequency)
    except NoSchedule:
        return frequency.label


def terms_to_change(application: Application, user: User) -> list[str]:
    """The terms that a person may change now, in the order of the page."""
    role, stage = Role(user.role), Stage(application.stage)
    return [name for name in TERMS if may_change(name, role=role, stage=stage)]


@page(*WRITERS, methods=FORM)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the terms; only those are there that the reader may change at this stage."""
    application = application_for(request.user, reference)
    names = terms_to_change(application, request.user)
    if not names:
        role, stage = Role(request.user.role), Stage(application.stage)
        messages.error(request, str(refusal_to_change(TERMS, role=role, stage=stage)))
        return redirect(application_page(reference))
    shown = {name: getattr(application, name) for name in names}
    form = TermsForm(names, *filled_in(request), initial=shown)

    def act(answers: dict) -> str:
        changed = application_change_terms(application=application, by=request.user, **form.edited())
        words = listing([NAMES[name] for name in changed])
        return f"{words[0].upper()}{words[1:]} changed." if words else "Nothing has changed."

    return form_page(
        request,
        form,
        act,
        title=f"Change the terms: {title_of(application)}",
        button="Save the terms",
        **way_back(application),
        template="workspace/terms.html",
        warning=OTHER_TERMS if _is_approved(application) and BINDING & set(names) else "",
    )


def _is_approved(application: Application) -> bool:
    return newest_document(application, "formal_approval") is not None
