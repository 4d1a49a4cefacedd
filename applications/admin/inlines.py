"""Rows of an application on the application's own page."""

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import OrderBy

from common.admin import AppendOnlyAdmin

MOST_ROWS = 50  # the model's own list has all of them, page by page


class RowsInline(AppendOnlyAdmin, admin.TabularInline):
    """Rows that stay as they were written; new ones may join them. `named` are the relations they name.

    At most MOST_ROWS are shown: those that come first in `first_shown`, which `selection` puts in words.
    """

    named: tuple[str, ...] = ("application",)
    selection = f"the newest {MOST_ROWS}"
    extra = 0

    def __init__(self, parent_model, admin_site):
        super().__init__(parent_model, admin_site)
        self.verbose_name_plural = f"{self.verbose_name_plural} ({self.selection})"

    def first_shown(self) -> Sequence[str | OrderBy]:
        return ["-pk"]

    def get_queryset(self, request):
        of_this = self.model.objects.filter(application=request.resolver_match.kwargs["object_id"])
        shown = of_this.order_by(*self.first_shown()).values("pk")[:MOST_ROWS]
        return super().get_queryset(request).select_related(*self.named).filter(pk__in=shown)
