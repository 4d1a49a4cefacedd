"""Figures as they were reported."""

from django.contrib import admin

from applications.models import Report
from users.admin import ReadOnlyAdmin


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["kind", "first_day", "last_day", "bdm", "version", "created_at"]
    list_filter = ["kind", ("bdm", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["bdm"]
    search_fields = ["kind", "bdm__name"]
    date_hierarchy = "first_day"
    readonly_fields = ["created_at"]
