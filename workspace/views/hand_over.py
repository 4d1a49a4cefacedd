"""The page on which an application is handed over to another BDM or broker."""

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from applications.changes import NAMES, may_change
from applications.models import BDM, Broker
from applications.selectors.application import application_for
from applications.selectors.parties import bdms_to_look_after, brokers_to_open_for
from applications.services.hand_over import application_hand_over
from applications.stages import Stage
from applications.wording import listing
from users.preferences import Role
from workspace.access import FORM, LENDER, page
from workspace.forms import Done, EditForm, filled_in, form_page
from workspace.views.headings import page_for, title_of, way_back


class HandOverForm(EditForm):
    """Who looks after an application from now on."""

    bdm = forms.ModelChoiceField(None, label="BDM", empty_label=None)
    broker = forms.ModelChoiceField(None, empty_label=None)


@page(*LENDER, methods=FORM)
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Let another BDM, or for an admin another broker, look after an application."""
    user = request.user
    application = application_for(user, reference)
    role, stage = Role(user.role), Stage(application.stage)
    form = HandOverForm(*filled_in(request), initial={"bdm": application.bdm, "broker": application.broker})
    # Who looks after it now stays a choice, even if they no longer work together.
    choices = bdms_to_look_after(user, application.broker).order_by().values("pk")
    form.fields["bdm"].queryset = BDM.objects.filter(Q(pk__in=choices) | Q(pk=application.bdm_id))
    # Who has left is not offered; the service says why.
    form.fields["broker"].queryset = brokers = Broker.objects.order_by("name", "pk")
    at_work = Q(pk__in=brokers_to_open_for(user).order_by().values("pk")) | Q(pk=application.broker_id)
    form.fields["broker"].choices = [(one.pk, one.name) for one in brokers.filter(at_work)]
    if not may_change("broker", role=role, stage=stage):
        del form.fields["broker"]

    def act(answers: dict) -> Done:
        changed = application_hand_over(application=application, by=user, **form.edited())
        words = listing([f"{NAMES[name]} is now {answers[name].name}" for name in changed])
        said = f"Of {reference}, {words}." if words else "Nothing has changed."
        return Done(said, page_for(user, application))

    return form_page(
        request,
        form,
        act,
        title=f"Hand over: {title_of(application)}",
        button="Hand over",
        **way_back(application),
    )
