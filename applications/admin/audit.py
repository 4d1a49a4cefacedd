"""The audit trail."""

from django.contrib import admin

from applications.models import AuditEntry
from common.admin import ReadOnlyAdmin


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["at", "application", "by", "act"]
    list_select_related = ["application", "by"]
    search_fields = ["application__reference", "by__name", "act"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
