"""Signing a document: by the person, or recorded by staff for who signed on paper."""

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.models import Document
from applications.repayment_schedule import Frequency
from applications.selectors.document import document_for
from applications.selectors.signature import (
    parties_to_sign,
    refusal_to_sign,
    signer_key,
    signer_of,
    signs_for,
)
from applications.services.documents import document_sign
from applications.wording import counted, money, percent
from users.models import User
from workspace.access import FORM, LENDER, page
from workspace.forms import OfferedField, day_field, filled_in, form_page
from workspace.views.headings import way_back


class SignForm(forms.Form):
    """Whose signature it is, and for one on paper its day."""

    signer = OfferedField()
    signed_on = day_field(label="Signed on", required=False, initial=timezone.localdate)

    def __init__(self, user: User, document: Document, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        parties = signs_for(user, parties_to_sign(document))
        self.fields["signer"].choices = [
            (signer_key(party), f"{party.name} ({type(party)._meta.verbose_name})") for party in parties
        ]
        if user.role not in LENDER:
            del self.fields["signed_on"]
        if user.role not in LENDER and len(parties) == 1:
            self.fields["signer"].initial = signer_key(parties[0])
            self.fields["signer"].widget = forms.HiddenInput()


@page(methods=FORM)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is signed, and sign it, or record a signature on paper."""
    document = document_for(request.user, pk)
    application = document.application
    name = document.get_kind_display().lower()
    is_staff = request.user.role in LENDER
    form = SignForm(request.user, document, *filled_in(request))
    why_not = refusal_to_sign(document, application)

    def act(answers: dict) -> str:
        signer = signer_of(request.user, application, answers["signer"])
        document_sign(document=document, signer=signer, by=request.user, on=answers.get("signed_on"))
        who = f"{signer.name}'s signature is recorded" if is_staff else "You have signed"
        return f"{who}: version {document.version} of the {name}."

    return form_page(
        request,
        form,
        act,
        title=f"Record a signature on the {name}" if is_staff else f"Sign the {name}",
        button="Record the signature" if is_staff else f"Sign version {document.version}",
        **way_back(application, "documents"),
        template="workspace/sign.html",
        document=document,
        terms=_terms(document),
        is_staff=is_staff,
        why_not=str(why_not) if why_not else "",
        all_signed=not form.fields["signer"].choices,
    )


def _terms(document: Document) -> list[tuple[str, str]]:
    """The terms that a formal approval states; none for any other document."""
    stated = document.terms or {}
    words = {
        "amount": ("Amount", lambda amount: money(Decimal(amount))),
        "term_months": ("Term", lambda months: counted(months, "month")),
        "annual_rate": ("Rate", lambda rate: percent(Decimal(rate))),
        "frequency": ("Repayments", lambda frequency: Frequency(frequency).label),
    }
    return [(label, say(stated[name])) for name, (label, say) in words.items() if stated.get(name)]
