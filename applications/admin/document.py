"""Papers of an application, and who signed them."""

from django.contrib import admin

from applications.admin.additions import AdditionsAdmin
from applications.admin.inlines import RowsInline
from applications.models import Document, PersonalCopy, Signature
from common.admin import AppendOnlyAdmin, ReadOnlyAdmin


@admin.register(Document)
class DocumentAdmin(AdditionsAdmin, AppendOnlyAdmin, admin.ModelAdmin):
    """Versions of papers. What is wrong with one is put right in the next."""

    list_display = ["application", "kind", "version", "required", "created_at"]
    list_filter = ["kind", "required"]
    list_select_related = ["application"]
    search_fields = ["application__reference", "sha256"]
    date_hierarchy = "created_at"
    autocomplete_fields = ["application"]

    def get_fields(self, request, obj=None):
        asked = ["application", "kind", "file", "required"]
        return [*asked, "version", "sha256", "handed_in_by", "created_at"] if obj else asked


@admin.register(PersonalCopy)
class PersonalCopyAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """What each borrower got of a document with people's data."""

    list_display = ["document__application", "document", "borrower"]
    list_filter = ["document__kind"]
    list_select_related = ["document__application", "borrower"]
    search_fields = ["document__application__reference", "borrower__name"]
    date_hierarchy = "document__created_at"


class DocumentInline(RowsInline):
    model = Document
    fields = ["kind", "file", "required"]


@admin.register(Signature)
class SignatureAdmin(AppendOnlyAdmin, admin.ModelAdmin):
    """Who signed what. A signature is added when the signed paper comes back, and never taken away."""

    list_display = [
        *("signed_at", "document__application", "document", "borrower", "guarantor", "recorded_by"),
    ]
    list_filter = ["document__kind"]
    list_select_related = ["document__application", "borrower", "guarantor", "recorded_by"]
    search_fields = ["document__application__reference", "borrower__name", "guarantor__name"]
    date_hierarchy = "signed_at"
    ordering = ["-signed_at"]
    autocomplete_fields = ["document", "borrower", "guarantor"]
