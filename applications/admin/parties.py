"""Who takes part in a loan."""

from django import forms
from django.contrib import admin

from applications.models import BDM, Borrower, Branch, Broker, Guarantor
from applications.services.parties import borrower_change_address
from applications.wording import masked
from common.admin import ChangedFieldsAdmin
from common.inputs import WriteOnlyInput

ENCRYPTED = ("tax_file_number", "account_number")


@admin.register(Branch)
class BranchAdmin(ChangedFieldsAdmin, admin.ModelAdmin):
    search_fields = ["name"]


@admin.register(BDM)
class BDMAdmin(ChangedFieldsAdmin, admin.ModelAdmin):
    list_display = ["name", "branch", "approval_limit", "user"]
    list_filter = ["branch"]
    list_select_related = ["branch", "user"]
    search_fields = ["name", "user__email"]
    autocomplete_fields = ["user", "branch"]


@admin.register(Broker)
class BrokerAdmin(ChangedFieldsAdmin, admin.ModelAdmin):
    list_display = ["name", "company", "branch", "primary_bdm", "user"]
    list_filter = ["branch", "primary_bdm"]
    list_select_related = ["branch", "primary_bdm", "user"]
    search_fields = ["name", "company", "user__email"]
    autocomplete_fields = ["user", "branch", "primary_bdm", "other_bdms"]


def new_number(*, name: str) -> forms.Field:
    """The input that replaces an encrypted number and never holds the one on file."""
    field = Borrower._meta.get_field(name)
    return field.formfield(
        label=f"New {field.verbose_name}",
        widget=WriteOnlyInput(attrs={"autocomplete": "off"}),
        validators=field.validators,
        help_text="Leave empty to keep the number on file.",
    )


class LoanPartyForm(forms.ModelForm):
    """Has inputs of its own for the encrypted numbers, so that the form never knows those on file."""

    new_tax_file_number = new_number(name="tax_file_number")
    new_account_number = new_number(name="account_number")


class LoanPartyAdmin(ChangedFieldsAdmin, admin.ModelAdmin):
    form = LoanPartyForm
    fields = [
        "name",
        "kind",
        "user",
        "email",
        "birth_date",
        "annual_income",
        ("masked_tax_file_number", "new_tax_file_number"),
        ("masked_account_number", "new_account_number"),
    ]
    readonly_fields = ["masked_tax_file_number", "masked_account_number"]
    list_display = ["name", "kind", "email", "user", "masked_tax_file_number", "masked_account_number"]
    list_filter = ["kind"]
    list_select_related = ["user"]
    search_fields = ["name", "email", "user__email"]
    autocomplete_fields = ["user"]

    @admin.display(description="tax file number")
    def masked_tax_file_number(self, party):
        return masked(party.tax_file_number)

    @admin.display(description="account number")
    def masked_account_number(self, party):
        return masked(party.account_number)

    def has_delete_permission(self, request, obj=None):
        # The rows that tie a party to its loans would go with it, and nothing else forbids that.
        bound = obj is not None and obj.applications.exists()
        return not bound and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        filled = [name for name in ENCRYPTED if form.cleaned_data[f"new_{name}"]]
        for name in filled:
            setattr(obj, name, form.cleaned_data[f"new_{name}"])
        obj.save(update_fields=filled)


@admin.register(Borrower)
class BorrowerAdmin(LoanPartyAdmin):
    def save_model(self, request, obj, form, change):
        email, moved = obj.email, change and "email" in form.changed_data
        if moved:
            obj.email = form.initial["email"]
        super().save_model(request, obj, form, change)
        if moved:
            borrower_change_address(borrower=obj, email=email)


admin.site.register(Guarantor, LoanPartyAdmin)
