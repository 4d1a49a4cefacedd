"""Figures as they were reported."""

from django.contrib import admin, messages

from applications.models import Report
from applications.reports.periods import ReportKind
from applications.selectors.report import reports_visible_to
from applications.services.reports import reports_to_restate
from applications.tasks import ask_for_reports
from applications.wording import counted
from common.admin import ReadOnlyAdmin
from common.refusals import Refusal


@admin.action(description="Restate with everything recorded so far", permissions=["view"])
def restate(model_admin, request, queryset):
    """Each period once, for the whole book and for every BDM; where nothing differs, the version stays."""
    periods = sorted(set(queryset.values_list("kind", "first_day")))
    for kind, first_day in periods:
        try:
            orders = reports_to_restate(kind=ReportKind(kind), first_day=first_day, by=request.user)
        except Refusal as refusal:
            model_admin.message_user(request, str(refusal), messages.ERROR)
        else:
            count = ask_for_reports(orders)
            name = f"{ReportKind(kind).label} from {first_day}"
            model_admin.message_user(request, f"{name}: restating {counted(count, 'report')}.")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["kind", "first_day", "last_day", "bdm", "version", "created_at"]
    list_filter = ["kind", ("bdm", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["bdm"]
    search_fields = ["kind", "bdm__name"]
    date_hierarchy = "first_day"
    readonly_fields = ["created_at"]
    actions = [restate]

    def get_queryset(self, request):
        own = reports_visible_to(request.user)
        return super().get_queryset(request).filter(pk__in=own.values("pk"))
