"""Hardship pauses, which may not overlap."""

from itertools import pairwise

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet

from applications.admin.additions import AdditionsAdmin
from applications.admin.inlines import RowsInline
from applications.models import HardshipPause
from applications.refusals import PausesOverlap
from applications.services.hardship_pauses import refusal_to_pause
from applications.wording import day
from common.admin import ChangedFieldsAdmin

DAYS = ("application", "from_day", "to_day")


class HardshipPauseForm(forms.ModelForm):
    """Refuses days on which the loan has another pause."""

    def clean(self):
        asked = {name: self.cleaned_data.get(name) for name in DAYS}
        if all(asked.values()) and not set(self.changed_data).isdisjoint(DAYS):
            refusal = refusal_to_pause(HardshipPause(pk=self.instance.pk, **asked))
            if refusal:
                raise forms.ValidationError(str(refusal))
        return super().clean()


class HardshipPauseFormSet(BaseInlineFormSet):
    """Refuses new pauses that overlap each other, of which each form knows only its own."""

    def clean(self):
        super().clean()
        if any(form.errors for form in self.extra_forms):
            return
        asked = sorted(
            (form.cleaned_data["from_day"], form.cleaned_data["to_day"])
            for form in self.extra_forms
            if form.has_changed()
        )
        for (from_day, to_day), (next_from, _) in pairwise(asked):
            if next_from <= to_day:
                raise forms.ValidationError(str(PausesOverlap(day(from_day), day(to_day))))


@admin.register(HardshipPause)
class HardshipPauseAdmin(AdditionsAdmin, ChangedFieldsAdmin, admin.ModelAdmin):
    form = HardshipPauseForm
    list_display = ["application", "from_day", "to_day", "reason", "author"]
    list_filter = ["from_day", "to_day"]
    list_select_related = ["application", "author"]
    search_fields = ["application__reference", "reason", "author__name"]
    date_hierarchy = "from_day"
    autocomplete_fields = ["application"]
    readonly_fields = ["author", "created_at"]


class HardshipPauseInline(RowsInline):
    model = HardshipPause
    form = HardshipPauseForm
    formset = HardshipPauseFormSet
    named = ("author",)
    fields = ["from_day", "to_day", "reason", "author"]
    readonly_fields = ["author"]
