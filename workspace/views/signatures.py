"""Signing a document: by the person, or recorded by staff for who signed on paper."""

from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.models import Document
from applications.repayment_schedule import Frequency, repayments_in_words
from applications.selectors.document import document_for
from applications.selectors.signature import (
    parties_to_sign,
    refusal_to_sign,
    signer_key,
    signer_of,
    signs_for,
)
from applications.services.documents import document_sign
from applications.wording import day, listing, money, percent, term
from users.models import User
from workspace.access import FORM, LENDER, page
from workspace.form_words import HouseForm
from workspace.forms import OfferedField, day_field, filled_in, form_page
from workspace.views.headings import way_back


class SignForm(HouseForm):
    """Whose signature it is, and for one on paper its day."""

    signer = OfferedField()
    signed_on = day_field(label="Signed on", required=False, initial=timezone.localdate)

    def __init__(self, user: User, document: Document, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        parties = signs_for(user, parties_to_sign(document))
        keys = [signer_key(party) for party in parties]
        words = [f"{party.name} ({type(party)._meta.verbose_name})" for party in parties]
        choices = list(zip(keys, words, strict=True))
        self.all_signed = not choices
        # Nobody is chosen unasked: a signature is not taken back.
        nobody = [("", "Choose who has signed")] if len(choices) > 1 else []
        self.fields["signer"].choices = nobody + choices
        if user.role not in LENDER:
            del self.fields["signed_on"]
        if user.role not in LENDER and len(keys) == 1:
            self.fields["signer"].initial = keys[0]
            self.fields["signer"].widget = forms.HiddenInput()


@page(methods=FORM)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is signed, and sign it, or record a signature on paper; `?signer=` chooses whose it is."""
    document = document_for(request.user, pk)
    application = document.application
    name = document.get_kind_display().lower()
    is_staff = request.user.role in LENDER
    asked_for = {"signer": request.GET["signer"]} if is_staff and "signer" in request.GET else {}
    form = SignForm(request.user, document, *filled_in(request), initial=asked_for)
    why_not = refusal_to_sign(document, application)

    def act(answers: dict) -> str:
        signer = signer_of(request.user, application, answers["signer"])
        document_sign(document=document, signer=signer, by=request.user, on=answers.get("signed_on"))
        who = f"{signer.name}'s signature is recorded" if is_staff else "You have signed"
        said = f"{who}: version {document.version} of the {name}."
        return said if is_staff else f"{said} {_what_comes_next(document)}"

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
        why_not=str(why_not or "") or (_why_nothing(request.user, document) if form.all_signed else ""),
    )


def _why_nothing(user: User, document: Document) -> str:
    """Why a user has nothing to sign: everybody has signed, or the user has, perhaps on paper."""
    if user.role in LENDER:
        return f"Everybody has signed version {document.version}."
    own = document.signatures.filter(borrower__user=user).first()
    if own is None:
        return "There is no signature for you to add."
    on = day(timezone.localdate(own.signed_at))
    return f"Your signature of {on} on version {document.version} is recorded."


def _what_comes_next(document: Document) -> str:
    """What somebody who has signed waits for."""
    if missing := parties_to_sign(document):
        names = listing([party.name for party in missing])
        return f"{names} {'has' if len(missing) == 1 else 'have'} to sign, too."
    return "Everybody has signed. We prepare the settlement, and tell you when your loan is funded."


def _terms(document: Document) -> list[tuple[str, str]]:
    """The terms that a formal approval states; none for any other document."""
    if not document.terms:
        return []
    stated = document.terms
    amount, rate, months = Decimal(stated["amount"]), Decimal(stated["annual_rate"]), stated["term_months"]
    return [
        ("Amount", money(amount)),
        ("Term", term(months)),
        ("Rate", percent(rate)),
        ("Repayments", repayments_in_words(amount, rate, months, Frequency(stated["frequency"]))),
    ]
