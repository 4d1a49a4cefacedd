"""Money that came in or went back, and what it was for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.application import Application
from applications.models.fields import MoneyField
from applications.models.repayment import Repayment
from common.constraints import above_zero, at_least, one_of
from common.text import LineField


class Fee(models.Model):
    """A charge on an application, settled through allocations as repayments are."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="fees")
    kind = LineField(max_length=50)
    amount = MoneyField()
    due_date = models.DateField()
    # The sum of its allocations, less those of reversals: written with them.
    amount_paid = MoneyField(default=0, editable=False)

    class Meta:
        ordering = ["application", "due_date"]
        constraints = [
            above_zero("amount", "fee_amount_above_zero"),
            at_least("amount_paid", 0, "fee_amount_paid_not_negative"),
        ]

    def __str__(self):
        return f"{self.kind} for {self.application}"


class Direction(models.TextChoices):
    RECEIVED = "received", "Received"
    REVERSED = "reversed", "Reversed"


class Payment(models.Model):
    """Money received for a loan, or the reversal of such money. Amounts are positive in both directions.

    `recorded_by` is the person who entered it or booked it out of suspense; empty if a bank file brought it.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="payments")
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.RECEIVED)
    amount = MoneyField()
    value_date = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    class Meta:
        ordering = ["application", "value_date", "pk"]
        constraints = [
            one_of("direction", Direction, "payment_direction_is_legal"),
            above_zero("amount", "payment_amount_above_zero"),
            models.CheckConstraint(
                condition=Q(direction=Direction.RECEIVED, reverses=None)
                | Q(direction=Direction.REVERSED, reverses__isnull=False),
                name="reversal_names_its_payment",
            ),
        ]
        indexes = [
            # A bank file looks for what was recorded by hand, of a thousand loans at a time.
            models.Index(
                fields=["application"],
                condition=Q(recorded_by__isnull=False),
                name="payment_by_hand_of_loan",
            ),
        ]

    def __str__(self):
        return f"{self.get_direction_display()} {self.amount} on {self.value_date} for {self.application}"


class Allocation(models.Model):
    """A payment's share of one repayment or one fee. Rows are only ever added."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="allocations")
    repayment = models.ForeignKey(
        Repayment, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations")
    amount = MoneyField()

    class Meta:
        ordering = ["payment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "repayment"], name="allocated_once_a_repayment"),
            models.UniqueConstraint(fields=["payment", "fee"], name="allocated_once_a_fee"),
            models.CheckConstraint(
                condition=Q(repayment=None) ^ Q(fee=None), name="allocation_has_one_purpose"
            ),
            above_zero("amount", "allocation_amount_above_zero"),
        ]

    def __str__(self):
        return f"{self.amount} for {self.repayment or self.fee}"
