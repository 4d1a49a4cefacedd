"""What falls due, what was reminded of, and how far behind a loan was."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Case, Q, When
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from applications.admin.inlines import MOST_ROWS, RowsInline
from applications.models import ArrearsSnapshot, Reminder, Repayment
from applications.selectors.obligation import repayments_with_state, state_on
from common.admin import ReadOnlyAdmin


class OwedAdmin(ReadOnlyAdmin):
    """Pages and inlines of repayments, with what each still owes and how it stands today."""

    def get_queryset(self, request):
        return repayments_with_state(super().get_queryset(request))

    @admin.display(description="still owed")
    def owed(self, repayment):
        return repayment.owed

    @admin.display(description="state")
    def state(self, repayment):
        return state_on(repayment, timezone.localdate()).label


@admin.register(Repayment)
class RepaymentAdmin(OwedAdmin, admin.ModelAdmin):
    list_display = ["application", "number", "due_date", "principal", "interest", "owed", "state"]
    list_filter = ["cancelled", "application__stage"]
    list_select_related = ["application"]
    search_fields = ["application__reference"]
    date_hierarchy = "due_date"
    readonly_fields = ["owed", "state"]


class ShownFormSet(BaseInlineFormSet):
    """Rows that are shown and never submitted: a long loan has more of them than a form may have fields."""

    new_objects = changed_objects = deleted_objects = ()

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(**kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for field in form.fields.values():
            # A browser leaves out what is disabled.
            field.disabled = True

    def is_valid(self):
        return True

    def save(self, commit=True):
        return []


class RepaymentInline(OwedAdmin, RowsInline):
    model = Repayment
    formset = ShownFormSet
    fields = ["number", "due_date", "principal", "interest", "owed", "state"]
    readonly_fields = ["owed", "state"]
    classes = ["collapse"]
    selection = f"{MOST_ROWS}, starting three months ago"

    def first_shown(self):
        is_old = Q(due_date__lt=timezone.localdate() - timedelta(days=92))
        return [Case(When(is_old, then=1), default=0).asc(), "number"]


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["created_at", "repayment", "rung", "state"]
    list_filter = ["state", "rung"]
    list_select_related = ["repayment__application"]
    search_fields = ["repayment__application__reference"]
    date_hierarchy = "created_at"
    ordering = ["-pk"]
    readonly_fields = ["created_at"]


@admin.register(ArrearsSnapshot)
class ArrearsSnapshotAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["day", "application", "days_past_due", "arrears", "balance"]
    list_filter = ["day"]
    list_select_related = ["application"]
    search_fields = ["application__reference"]
    date_hierarchy = "day"
    ordering = ["-day", "-days_past_due"]
