"""Forms about people: their particulars, and who of those on file joins a loan."""

from django import forms
from django.core.exceptions import ValidationError

from applications.models.parties import LoanParty, PartyKind
from applications.particulars import LONGEST_TEXT, PARTICULARS
from applications.refusals import OnFileOrNew
from common.inputs import WriteOnlyInput
from workspace.form_words import HouseForm
from workspace.forms import EditForm, OnceForm, day_field, money_field

EMPTY_KEEPS = "Empty keeps what is on file."


def number_field(label: str, help_text: str) -> forms.CharField:
    """A number that is entered and never shown again."""
    widget = WriteOnlyInput({"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=30, widget=widget, help_text=help_text)


class ParticularsForm(HouseForm):
    """A person's or a company's particulars."""

    use_required_attribute = False

    name = forms.CharField(max_length=LONGEST_TEXT["name"])
    kind = forms.ChoiceField(label="Person or company", choices=PartyKind.choices)
    # What is no address is said in the words of the refusal.
    email = forms.CharField(label="E-mail address", required=False, max_length=LONGEST_TEXT["email"])
    birth_date = day_field(label="Born", required=False)
    annual_income = money_field(label="Income a year", required=False)
    tax_file_number = number_field("Tax file number", "8 or 9 digits.")
    account_number = number_field("BSB and account number", "As in 062-000 12345678.")

    def particulars(self) -> dict:
        """What was answered, by the names of PARTICULARS."""
        return {name: self.cleaned_data[name] for name in PARTICULARS if name in self.cleaned_data}


class ChangeForm(EditForm, ParticularsForm):
    """The same of somebody on file: private fields are shown empty, and left empty they keep their values."""

    PRIVATE = ("birth_date", "annual_income", "tax_file_number", "account_number")

    def __init__(self, party: LoanParty, *args, **kwargs):
        shown = {name: getattr(party, name) for name in ("name", "kind", "email")}
        super().__init__(*args, initial=shown, **kwargs)
        for name in self.PRIVATE:
            if name in party.on_file:
                self.fields[name].help_text = f"{self.fields[name].help_text} {EMPTY_KEEPS}".strip()


class PartyChoice(forms.ModelChoiceField):
    """People on file, each with an address that tells namesakes apart."""

    def label_from_instance(self, party: LoanParty) -> str:
        return f"{party.name}, {party.email}" if party.email else party.name


class JoinForm(OnceForm, ParticularsForm):
    """Somebody on file, or somebody new."""

    known = PartyChoice(None, label="On file", required=False, empty_label="Somebody new")
    field_order = ["known"]

    def __init__(self, known, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["known"].queryset = known
        # Needed unless somebody on file is chosen: `clean` says so.
        self.fields["name"].required, self.fields["name"].is_needed = False, True
        self.fields["name"].help_text = "Of somebody who is not on file."

    def clean(self) -> dict:
        answers = super().clean()
        if answers.get("known") and answers.get("name"):
            raise ValidationError(str(OnFileOrNew()))
        if (
            "known" in answers
            and not answers["known"]
            and not answers.get("name")
            and "name" not in self.errors
        ):
            self.add_error("name", "Enter a name, or choose somebody on file.")
        return answers
