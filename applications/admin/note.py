"""What people write down about an application."""

from django.contrib import admin

from applications.admin.additions import AdditionsAdmin
from applications.admin.inlines import RowsInline
from applications.models import Note
from common.admin import ChangedFieldsAdmin


@admin.register(Note)
class NoteAdmin(AdditionsAdmin, ChangedFieldsAdmin, admin.ModelAdmin):
    list_display = ["created_at", "application", "author", "text", "assignee", "remind_on", "done_at"]
    list_filter = ["visibility", ("done_at", admin.EmptyFieldListFilter), "remind_on"]
    list_select_related = ["application", "author", "assignee"]
    search_fields = ["application__reference", "text", "author__name", "assignee__name"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    autocomplete_fields = ["application", "assignee"]
    readonly_fields = ["author", "created_at"]


class NoteInline(RowsInline):
    model = Note
    named = ("application", "author", "assignee")
    fields = ["text", "visibility", "assignee", "remind_on", "author", "created_at"]
    readonly_fields = ["author", "created_at"]
    autocomplete_fields = ["assignee"]
