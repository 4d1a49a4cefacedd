"""Rows of an application on the application's own page."""

from django.contrib import admin

from users.admin import AppendOnlyAdmin


class RowsInline(AppendOnlyAdmin, admin.TabularInline):
    """Rows that stay as they were written; new ones may join them. `named` are the relations they name."""

    named: tuple[str, ...] = ("application",)
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.named)
