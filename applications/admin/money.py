"""Money that came in or went back, and what it was for."""

from django.contrib import admin

from applications.models import Allocation, Fee, Payment
from applications.selectors.obligation import fees_with_owed, with_unallocated
from common.admin import ChangedFieldsAdmin, ReadOnlyAdmin


@admin.register(Fee)
class FeeAdmin(ChangedFieldsAdmin, admin.ModelAdmin):
    list_display = ["application", "kind", "amount", "owed", "due_date"]
    list_filter = ["kind"]
    list_select_related = ["application"]
    search_fields = ["application__reference", "kind"]
    date_hierarchy = "due_date"
    autocomplete_fields = ["application"]

    @admin.display(description="still owed")
    def owed(self, fee):
        return fee.owed

    def get_queryset(self, request):
        return fees_with_owed(super().get_queryset(request))


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["value_date", "application", "direction", "amount", "unallocated", "recorded_at"]
    list_filter = ["direction"]
    list_select_related = ["application"]
    search_fields = ["application__reference"]
    date_hierarchy = "value_date"
    ordering = ["-value_date", "-pk"]
    readonly_fields = ["unallocated"]

    @admin.display(description="left in suspense")
    def unallocated(self, payment):
        return payment.unallocated

    def get_queryset(self, request):
        return with_unallocated(super().get_queryset(request))


@admin.register(Allocation)
class AllocationAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["payment", "repayment", "fee", "amount"]
    list_filter = ["payment__direction"]
    list_select_related = ["payment__application", "repayment__application", "fee__application"]
    search_fields = ["payment__application__reference"]
    date_hierarchy = "payment__value_date"
    ordering = ["-pk"]
