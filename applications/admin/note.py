"""What people write down about an application."""

from django import forms
from django.contrib import admin

from applications.admin.additions import AdditionsAdmin
from applications.admin.inlines import RowsInline
from applications.models import Note
from applications.services.notes import refusal_to_remind
from common.admin import ChangedFieldsAdmin


class NoteForm(forms.ModelForm):
    """Refuses a new reminder on a day that is over; one that was sent keeps its day."""

    def clean_remind_on(self):
        on = self.cleaned_data["remind_on"]
        if on and "remind_on" in self.changed_data and (refusal := refusal_to_remind(on)):
            raise forms.ValidationError(str(refusal))
        return on


@admin.register(Note)
class NoteAdmin(AdditionsAdmin, ChangedFieldsAdmin, admin.ModelAdmin):
    form = NoteForm
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
    form = NoteForm
    named = ("application", "author", "assignee")
    fields = ["text", "visibility", "assignee", "remind_on", "author", "created_at"]
    readonly_fields = ["author", "created_at"]
    autocomplete_fields = ["assignee"]
