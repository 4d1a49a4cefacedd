"""The page on which an application is opened."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from applications.models.parties import NUMBERS
from applications.particulars import PARTICULARS
from applications.selectors.application import may_see
from applications.selectors.parties import bdms_to_look_after, brokers_to_open_for, parties_visible_to
from applications.services.applications import application_open
from users.models import User
from users.preferences import Role
from workspace.access import FORM, WRITERS, page
from workspace.forms import Done, filled_in, form_page
from workspace.views.headings import page_for, trail_of
from workspace.views.party_forms import JoinForm
from workspace.views.terms import AskedForForm

ASKED_FOR = tuple(AskedForForm.base_fields)
GROUPS = {
    "Through whom": ("broker", "bdm"),
    "What is asked for; all of it can wait until formal approval": ASKED_FOR,
    "The first borrower; others and guarantors are added afterwards": ("known", *PARTICULARS),
}


class OpenForm(JoinForm, AskedForForm):
    """A new application: for whom, through whom, and what is asked for."""

    broker = forms.ModelChoiceField(None, empty_label="Choose a broker")
    bdm = forms.ModelChoiceField(None, label="BDM", required=False, empty_label="The broker's primary BDM")
    field_order = ["broker", "bdm", *ASKED_FOR, "known"]

    def __init__(self, user: User, *args, **kwargs):
        super().__init__(parties_visible_to(user, "borrower").defer(*NUMBERS), *args, **kwargs)
        self.fields["broker"].queryset = brokers_to_open_for(user)
        self.fields["bdm"].queryset = bdms_to_look_after(user)
        if user.role == Role.BROKER:
            del self.fields["broker"], self.fields["bdm"]

    def groups(self) -> list[dict]:
        """Its fields under headings, each as a form of its own would be shown."""
        groups = []
        for legend, names in GROUPS.items():
            fields = [self[name] for name in names if name in self.fields]
            groups += [{"legend": legend, "visible_fields": fields}] if fields else []
        return groups


@page(*WRITERS, methods=FORM)
def show(request: HttpRequest) -> HttpResponse:
    """Open an application: a broker for the broker's own customers, a BDM or an admin for a broker."""
    form = OpenForm(request.user, *filled_in(request))
    own = brokers_to_open_for(request.user).first()
    if own is None:
        raise Http404

    def act(answers: dict) -> Done:
        known = answers["known"]
        opened = application_open(
            broker=answers.get("broker") or own,
            bdm=answers.get("bdm"),
            borrowers=[known] if known else [],
            new_borrowers=[] if known else [form.particulars()],
            by=request.user,
            idempotency_key=answers["idempotency_key"],
            **{name: answers[name] for name in ASKED_FOR},
        )
        # Somebody who does not look after it reads no reference.
        what = opened.reference if may_see(request.user, opened) else "The application"
        return Done(f"{what} is open, and {opened.bdm.name} looks after it.", page_for(request.user, opened))

    return form_page(
        request,
        form,
        act,
        title="New application",
        button="Open the application",
        template="workspace/open.html",
        groups=form.groups(),
        back_to=trail_of()[0][1],
        crumbs=trail_of(),
    )
