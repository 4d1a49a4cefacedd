"""Pages with one form: what is wrong is said beside the field, and nothing typed is lost."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from applications.wording import percent
from common.inputs import DigitsField, WriteOnlyInput
from common.money import written_amount
from common.refusals import Absent, Refusal
from workspace.access import render_page
from workspace.form_words import HouseForm

AGAIN = "Enter this again: it is never shown, so it was not kept."
FILE_AGAIN = "Choose the file again."
Crumb = tuple[str, str]  # the name of a page above this one, and its address


class Done(NamedTuple):
    """What a page's act has done, and the address to go to if it is not the one to go back to."""

    said: str
    go_to: str


def day_field(**kwargs) -> forms.DateField:
    """A day, with the browser's calendar."""
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


class MoneyInput(forms.TextInput):
    """An input for an amount as people write it: $250,000.00 is 250000.00."""

    def value_from_datadict(self, data, files, name):
        typed = super().value_from_datadict(data, files, name)
        amount = written_amount(typed or "")
        # The field says what is wrong with anything else.
        return typed if amount is None else f"{amount:f}"


def money_field(**kwargs) -> DigitsField:
    """Dollars and cents."""
    widget = MoneyInput({"inputmode": "decimal", "autocomplete": "off"})
    return DigitsField(max_digits=12, decimal_places=2, widget=widget, **kwargs)


class PercentInput(forms.TextInput):
    """An input for a rate as people write it: 6.5 % is 6.5, and 5.9000 is 5.90."""

    def format_value(self, value):
        shown = super().format_value(value)
        return percent(value).removesuffix("%") if isinstance(value, Decimal) else shown

    def value_from_datadict(self, data, files, name):
        typed = super().value_from_datadict(data, files, name)
        return typed and typed.strip().removesuffix("%").rstrip()


def percent_field(**kwargs) -> DigitsField:
    """Percent, to four decimal places."""
    widget = PercentInput({"inputmode": "decimal", "autocomplete": "off"})
    return DigitsField(max_digits=7, decimal_places=4, widget=widget, **kwargs)


class OfferedField(forms.ChoiceField):
    """A choice among what the user is offered. What is not offered is left to the service, which says why."""

    def validate(self, value: str) -> None:
        forms.Field.validate(self, value)


class OnceForm(HouseForm):
    """A form that acts once, however often it is sent."""

    idempotency_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict:
        if not self.cleaned_data.get("idempotency_key"):
            # Field errors of a hidden field are shown nowhere.
            self.errors.pop("idempotency_key", None)
            raise forms.ValidationError("This form is out of date. Open it again.")
        return super().clean()


class OtherMoneyForm(HouseForm):
    """A form that asks whether its money is other money, only where the same may be booked already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tick = self.fields["is_other_money"] = forms.BooleanField(label="This is other money", required=False)
        if not self.data.get("is_other_money"):
            tick.widget = forms.HiddenInput()

    def add_error(self, field, error):
        if field == "is_other_money":
            self.fields[field].widget = forms.CheckboxInput()
        super().add_error(field, error)


class EditForm(HouseForm):
    """A form that shows what is on file, its `initial`. What others change meanwhile stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.initial.keys() & self.fields.keys():
            self.fields[name].show_hidden_initial = True

    def edited(self) -> dict:
        """The answers that differ from what the page showed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def filled_in(request: HttpRequest) -> tuple[QueryDict, MultiValueDict] | tuple[()]:
    """What a form on a page was filled in with: its first arguments; none where the page is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def ids_in(values: Iterable[str]) -> list[int]:
    """Those of the values that may be ids of rows."""
    # SQLite's integers have 64 bits, and no id has more than 18 digits.
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= 18]


def _ask_again(form: forms.BaseForm) -> None:
    """Say beside each field that the page cannot repeat that it has to be filled in again."""
    for field in form:
        widget, again = field.field.widget, ""
        if isinstance(widget, WriteOnlyInput) and field.data:
            again = AGAIN
        elif isinstance(widget, forms.FileInput) and field.data and not field.errors:
            again = FILE_AGAIN
        if again:
            field.help_text = format_html('<strong class="error">{}</strong> {}', again, field.help_text)


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[dict], str | Done],
    *,
    title: str,
    button: str,
    back_to: str,
    crumbs: tuple[Crumb, ...] = (),
    template: str = "workspace/form.html",
    **context: object,
) -> HttpResponse:
    """Show a form; where it is filled in and valid, call `act` with the answers and go `back_to` an address.

    `act` returns the message that the next page shows, or a Done to go elsewhere. A refusal is shown beside
    the field that it names.
    """
    if form.is_bound and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except Absent:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            said, go_to = done if isinstance(done, Done) else (done, back_to)
            messages.success(request, said)
            return redirect(go_to)
    _ask_again(form)
    page = {"form": form, "title": title, "button": button, "back_to": back_to, "crumbs": crumbs}
    return render_page(request, template, page | context)
