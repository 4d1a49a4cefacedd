"""What falls due, what was reminded of, and how far behind a loan was."""

from django.db import models
from django.db.models import F, Q

from applications.models.application import Application
from applications.models.fields import MoneyField
from applications.reminder_ladder import ReminderState
from common.constraints import above_zero, at_least, one_of

# Repayments that may still owe something, as the sweeps' index has them. SQLite adds up floats, so a few of
# these owe nothing.
OPEN = Q(cancelled=False, amount_paid__lt=F("principal") + F("interest"))


class Repayment(models.Model):
    """One instalment. Whether it is paid or overdue follows from its allocations and the day."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="repayments")
    number = models.PositiveSmallIntegerField()
    due_date = models.DateField()
    principal = MoneyField()
    interest = MoneyField()
    cancelled = models.BooleanField(default=False)
    # The sum of its allocations, less those of reversals: written with them.
    amount_paid = MoneyField(default=0, editable=False)

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="repayment_number_unique"),
            above_zero("number", "repayment_number_above_zero"),
            at_least("principal", 0, "repayment_principal_not_negative"),
            at_least("interest", 0, "repayment_interest_not_negative"),
            at_least("amount_paid", 0, "repayment_amount_paid_not_negative"),
        ]
        indexes = [
            models.Index(fields=["due_date"]),
            models.Index(fields=["due_date"], condition=OPEN, name="repayment_open"),
            # One loan's: lists of applications ask each of theirs.
            models.Index(fields=["application", "due_date"], condition=OPEN, name="repayment_open_of_loan"),
        ]

    def __str__(self):
        return f"{self.application} no. {self.number}, due {self.due_date}"


class Reminder(models.Model):
    """The outcome of one rung of the ladder for one repayment.

    It changes only where a reminder is withdrawn before it was sent, and when such a rung is dealt with anew.
    """

    repayment = models.ForeignKey(Repayment, on_delete=models.CASCADE, related_name="reminders")
    rung = models.SmallIntegerField("days from the due date")
    state = models.CharField(max_length=12, choices=ReminderState.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["repayment", "rung"]
        constraints = [
            models.UniqueConstraint(fields=["repayment", "rung"], name="reminded_once_a_rung"),
            one_of("state", ReminderState, "reminder_state_is_legal"),
        ]

    def __str__(self):
        return f"{self.rung:+d} for {self.repayment}"


class ArrearsSnapshot(models.Model):
    """How far behind a loan was at the start of a day."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="arrears_snapshots")
    day = models.DateField()
    days_past_due = models.PositiveIntegerField()
    arrears = MoneyField()
    balance = MoneyField()

    class Meta:
        ordering = ["application", "day"]
        constraints = [
            models.UniqueConstraint(fields=["application", "day"], name="arrears_once_a_day"),
            at_least("days_past_due", 0, "arrears_days_not_negative"),
            at_least("arrears", 0, "arrears_not_negative"),
            at_least("balance", 0, "arrears_balance_not_negative"),
        ]
        indexes = [models.Index(fields=["day"])]

    def __str__(self):
        return f"{self.application} on {self.day}, days past due: {self.days_past_due}"
