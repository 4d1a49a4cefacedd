"""The application: its terms, its moves, its history."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Prefetch

from applications.admin.additions import AdditionsAdmin
from applications.admin.document import DocumentInline
from applications.admin.hardship_pause import HardshipPauseInline
from applications.admin.inlines import RowsInline
from applications.admin.note import NoteInline
from applications.admin.repayment import RepaymentInline
from applications.models import Application, Borrower, StageEvent
from applications.services.applications import application_move, application_open
from applications.stages import Stage
from common.admin import ChangedFieldsAdmin, ReadOnlyAdmin
from common.refusals import Refusal

PARTIES = ["broker", "bdm", "borrowers", "guarantors"]
TERMS = ["amount", "term_months", "annual_rate", "frequency", "valuation", "funding_date"]
# Set by the services alone.
MANAGED = ["reference", "stage", "stage_since", "created_at"]


@admin.register(StageEvent)
class StageEventAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["at", "application", "from_stage", "to_stage", "by", "reason"]
    list_filter = ["to_stage", "from_stage"]
    list_select_related = ["application", "by"]
    search_fields = ["application__reference", "by__name", "reason"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]


class StageEventInline(ReadOnlyAdmin, RowsInline):
    model = StageEvent
    named = ("by",)
    fields = ["from_stage", "to_stage", "by", "at", "reason"]


class MoveForm(ActionForm):
    # The move itself says what is wrong with a reason; a form that is not valid would say nothing.
    reason = forms.CharField(required=False)


def move_action(*, to: Stage) -> Callable:
    """The action that moves each selected application to one stage, and says what came of each."""

    @admin.action(description=f"Move to {to.label}", permissions=["change"])
    def move(model_admin, request, queryset):
        reason = request.POST.get("reason", "")
        for application in queryset:
            try:
                event = application_move(
                    application=application,
                    seen_at=application.stage,
                    to=to,
                    by=request.user,
                    reason=reason,
                )
            except Refusal as refusal:
                model_admin.message_user(request, f"{application}: {refusal}", messages.ERROR)
            else:
                already = "" if event else " already"
                model_admin.message_user(
                    request, f"{application} is{already} at “{to.label}”.", messages.SUCCESS
                )

    move.__name__ = f"move_to_{to}"
    return move


@admin.register(Application)
class ApplicationAdmin(AdditionsAdmin, ChangedFieldsAdmin, admin.ModelAdmin):
    """Applications. They are declined or withdrawn, never deleted; and a stage changes by a move alone."""

    list_display = ["reference", "stage", "stage_since", "names", "amount", "broker", "bdm", "created_at"]
    list_filter = ["stage", "frequency", ("bdm", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["broker", "bdm"]
    search_fields = ["reference", "borrowers__name", "broker__name", "bdm__name"]
    date_hierarchy = "created_at"
    autocomplete_fields = PARTIES
    readonly_fields = MANAGED
    action_form = MoveForm
    actions = [move_action(to=stage) for stage in Stage]
    inlines = [StageEventInline, RepaymentInline, DocumentInline, HardshipPauseInline, NoteInline]

    @admin.display(description="borrowers")
    def names(self, application):
        return ", ".join(borrower.name for borrower in application.borrowers.all())

    def get_queryset(self, request):
        # A list of loans is no reason to decrypt anybody's numbers.
        names = Prefetch("borrowers", Borrower.objects.only("name"))
        return super().get_queryset(request).prefetch_related(names)

    def get_fields(self, request, obj=None):
        return [*MANAGED, *PARTIES, *TERMS] if obj else [*PARTIES, *TERMS]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if not change:
            form.base_fields["bdm"].required = False
            form.base_fields["bdm"].help_text = "Leave empty for the broker's primary BDM."
        return form

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        answers = {name: answer for name, answer in form.cleaned_data.items() if answer is not None}
        # Guarantors follow with what else the form says of other rows.
        answers.pop("guarantors")
        obj.pk = application_open(by=request.user, **answers).pk
        obj.refresh_from_db()
