"""Files of payments from the bank."""

from django.contrib import admin

from applications.models import BankFile, BankLine
from users.admin import ReadOnlyAdmin


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


@admin.register(BankLine)
class BankLineAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Lines of the files; those in suspense wait for a person."""

    list_display = ["bank_file", "line_number", "value_date", "amount", "reference", "state", "reason"]
    list_filter = ["state"]
    list_select_related = ["bank_file"]
    search_fields = ["reference", "bank_file__name"]
    date_hierarchy = "value_date"
    # Where the bank gives a line no id, its identity is made of the account number among others.
    exclude = ["identity"]
