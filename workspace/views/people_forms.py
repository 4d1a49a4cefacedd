"""The forms in which an admin chooses, changes and invites people."""

from django import forms

from applications.models import BDM, Branch
from applications.selectors.people import bdms_who_work
from applications.services.joining import LONGEST_BRANCH, LONGEST_COMPANY
from common.text import LONGEST_SEARCH
from users.accounts import LONGEST_NAME
from users.addresses import LONGEST
from workspace.filters import FilterForm
from workspace.form_words import HouseForm
from workspace.forms import EditForm, OnceForm, money_field

# Kind → what an admin changes of somebody.
FIELDS = {"bdm": ("branch", "approval_limit"), "broker": ("branch", "primary_bdm")}
ACTIVE = {"yes": True, "no": False}


class PeopleFilter(FilterForm):
    """Which people are shown."""

    words = forms.CharField(
        label="Name, company or e-mail address", required=False, max_length=LONGEST_SEARCH
    )
    kind = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[("", "Every role"), ("bdm", "BDM"), ("broker", "Broker"), ("admin", "Admin")],
    )
    branch = forms.ModelChoiceField(None, required=False, empty_label="Every branch")
    active = forms.TypedChoiceField(
        label="Login",
        required=False,
        coerce=ACTIVE.get,
        empty_value=None,
        choices=[("", "With and without"), ("yes", "Active"), ("no", "None, or deactivated")],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = Branch.objects.order_by("name")


class _People(HouseForm):
    """Fields of every kind of person; each form leaves out those that its kind does not have."""

    name = forms.CharField(max_length=LONGEST_NAME)
    email = forms.CharField(
        label="E-mail address",
        max_length=LONGEST,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text="The person logs in with it, and is sent a link to choose a password.",
    )
    company = forms.CharField(required=False, max_length=LONGEST_COMPANY)
    branch = forms.ModelChoiceField(None, empty_label="Choose a branch")
    approval_limit = money_field(
        label="May approve up to", help_text="Above it, an admin has to approve a loan."
    )
    primary_bdm = forms.ModelChoiceField(
        None,
        label="Primary BDM",
        empty_label="Choose a BDM",
        help_text="Looks after new applications. Those that are open stay with their BDM.",
    )

    def __init__(self, names: tuple[str, ...], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {name: field for name, field in self.fields.items() if name in names}
        if "branch" in names:
            self.fields["branch"].queryset = Branch.objects.order_by("name")
        if "primary_bdm" in names:
            self.fields["primary_bdm"].queryset = bdms_who_work()


class PersonForm(EditForm, _People):
    """What can be changed of somebody."""

    def __init__(self, kind: str, *args, **kwargs):
        super().__init__(FIELDS[kind], *args, **kwargs)


class InviteForm(OnceForm, _People):
    """Somebody new."""

    def __init__(self, kind: str, *args, **kwargs):
        company = ("company",) if kind == "broker" else ()
        names = ("idempotency_key", "name", "email", *company, *FIELDS.get(kind, ()))
        super().__init__(names, *args, **kwargs)


class BranchForm(OnceForm):
    """A branch that opens."""

    name = forms.CharField(max_length=LONGEST_BRANCH)


class HandOverForm(HouseForm):
    """Who looks after everything from now on. Who is not offered is left to the service, which says why."""

    to = forms.ModelChoiceField(
        BDM.objects.all(),
        label="To",
        empty_label="Choose a BDM",
        help_text="Looks after every open application and every loan that is not repaid yet, and becomes the "
        "primary BDM of the brokers. Each application's audit trail says so.",
    )

    def __init__(self, bdm: BDM, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = bdms_who_work().exclude(pk=bdm.pk)
        self.fields["to"].choices = [("", "Choose a BDM"), *((one.pk, one.name) for one in others)]
