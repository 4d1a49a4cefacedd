"""Files of payments from the bank."""

from django.contrib import admin

from applications.models import BankFault, BankFile, BankLine
from applications.selectors.bank_file import bank_files_visible_to
from common.admin import ReadOnlyAdmin


@admin.register(BankFile)
class BankFileAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Files as they were received. The bytes, with their account numbers, stay in the store."""

    list_display = ["name", "uploaded_at", "uploaded_by", "lines_stated", "total_stated"]
    list_filter = ["uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name", "sha256"]
    date_hierarchy = "uploaded_at"
    readonly_fields = ["uploaded_at"]
    exclude = ["file"]

    def get_queryset(self, request):
        own = bank_files_visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=own.values("pk"))


@admin.register(BankFault)
class BankFaultAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Why files were refused, fault by fault."""

    list_display = ["bank_file", "line_number", "reason"]
    list_filter = ["bank_file__uploaded_at"]
    list_select_related = ["bank_file"]
    search_fields = ["bank_file__name", "reason"]
    date_hierarchy = "bank_file__uploaded_at"


@admin.register(BankLine)
class BankLineAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Lines of the files; those in suspense wait for a person."""

    list_display = [
        *("bank_file", "line_number", "kind", "value_date", "amount"),
        *("reference", "state", "reason", "set_aside_because", "application", "resolved_by"),
    ]
    list_filter = ["state", "kind"]
    list_select_related = ["bank_file", "application", "resolved_by"]
    search_fields = ["reference", "bank_file__name"]
    date_hierarchy = "value_date"
    # Where the bank gives a line no id, identities are made of the account number among others.
    exclude = ["identity", "original_identity"]
