"""Opening an application, and handing one over to somebody else."""

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from applications.changes import NAMES, may_change
from applications.models import BDM, Application, Broker
from applications.particulars import PARTICULARS
from applications.selectors.application import application_for, may_see
from applications.selectors.parties import bdms_to_look_after, brokers_to_open_for, parties_visible_to
from applications.selectors.repayment import NUMBERS
from applications.services.applications import application_open
from applications.services.hand_over import application_hand_over
from applications.stages import Stage
from applications.wording import listing
from users.models import User
from users.preferences import Role
from workspace.access import FORM, LENDER, WRITERS, page
from workspace.forms import Done, filled_in, form_page
from workspace.views.headings import application_page, title_of, trail_of, way_back
from workspace.views.party_forms import JoinForm
from workspace.views.terms import AskedForForm

ASKED_FOR = tuple(AskedForForm.base_fields)
GROUPS = {
    "Through whom": ("broker", "bdm"),
    "What is asked for": ASKED_FOR,
    "The borrower; others join later": ("known", *PARTICULARS),
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
            **{name: answers[name] for name in ASKED_FOR},
        )
        # Somebody who does not look after it reads no reference.
        what = opened.reference if may_see(request.user, opened) else "The application"
        return Done(f"{what} is open, and {opened.bdm.name} looks after it.", _page_for(request.user, opened))

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


class HandOverForm(forms.Form):
    """Who looks after an application from now on."""

    bdm = forms.ModelChoiceField(None, label="BDM", empty_label=None)
    broker = forms.ModelChoiceField(None, empty_label=None)


@page(*LENDER, methods=FORM)
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Let another BDM, or for an admin another broker, look after an application."""
    user = request.user
    application = application_for(user, reference)
    role, stage = Role(user.role), Stage(application.stage)
    form = HandOverForm(*filled_in(request), initial={"bdm": application.bdm, "broker": application.broker})
    # Who looks after it now stays a choice, even if they no longer work together.
    choices = bdms_to_look_after(user, application.broker).order_by().values("pk")
    form.fields["bdm"].queryset = BDM.objects.filter(Q(pk__in=choices) | Q(pk=application.bdm_id))
    form.fields["broker"].queryset = Broker.objects.order_by("name", "pk")
    if not may_change("broker", role=role, stage=stage):
        del form.fields["broker"]

    def act(answers: dict) -> Done:
        changed = application_hand_over(application=application, by=user, **answers)
        words = listing([f"{NAMES[name]} is now {answers[name].name}" for name in changed]) if changed else ""
        said = f"Of {reference}, {words}." if words else "Nothing has changed."
        return Done(said, _page_for(user, application))

    return form_page(
        request,
        form,
        act,
        title=f"Hand over: {title_of(application)}",
        button="Hand over",
        **way_back(application),
    )


def _page_for(user: User, application: Application) -> str:
    """The application's page, or the first page for somebody who does not look after it."""
    return application_page(application.reference) if may_see(user, application) else trail_of()[0][1]
