"""Files of payments from the bank."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models.application import Application
from applications.models.fields import MoneyField
from applications.models.money import Payment
from applications.payments.lines import LineKind
from common.constraints import at_least, one_of
from common.text import LineField


class BankFile(models.Model):
    """One file as it was received; the same bytes are the same file."""

    name = LineField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to="bank_files/")
    lines_stated = models.PositiveIntegerField("number of lines stated", null=True, blank=True)
    total_stated = MoneyField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # All of it was committed, or it was refused; empty where nobody has got that far.
    finished_at = models.DateTimeField(null=True, blank=True)
    more_faults = models.PositiveIntegerField("errors not listed", default=0)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [at_least("lines_stated", 0, "bank_file_lines_not_negative")]
        # A list counts the lines of each file: only of those that it shows, where none has to be sorted.
        indexes = [models.Index(fields=["uploaded_at"], name="bank_file_uploaded")]

    def __str__(self):
        return self.name


class BankFault(models.Model):
    """One thing that is wrong with a file that was refused."""

    bank_file = models.ForeignKey(BankFile, on_delete=models.CASCADE, related_name="faults")
    line_number = models.PositiveIntegerField()
    reason = LineField(max_length=200)

    class Meta:
        ordering = ["bank_file", "line_number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank_file", "line_number", "reason"], name="bank_fault_listed_once"
            )
        ]

    def __str__(self):
        return f"line {self.line_number}: {self.reason}"


class LineState(models.TextChoices):
    ALLOCATED = "allocated", "Allocated"
    SUSPENSE = "suspense", "Suspense"
    REVERSED = "reversed", "Reversed"
    SET_ASIDE = "set_aside", "Set aside"


# A line in these states has moved no money.
WITHOUT_MONEY = (LineState.SUSPENSE, LineState.SET_ASIDE)


class BankLine(models.Model):
    """One line; `identity` is the same wherever the bank reports the same movement of money again.

    `application` is the loan that its money went to, or that its reference names. A dishonour carries the
    identity of the line that it takes back as `original_identity`. `resembles` is the payment, recorded by
    hand, that a line in suspense may be. `reason` says why a line is or was in suspense, `set_aside_because`
    why it moves no money.
    """

    bank_file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="lines")
    line_number = models.PositiveIntegerField()
    identity = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=LineKind.choices, default=LineKind.PAYMENT)
    original_identity = models.CharField(max_length=200, blank=True, db_index=True)
    value_date = models.DateField()
    amount = MoneyField()
    reference = LineField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=LineState.choices)
    reason = models.CharField("why in suspense", max_length=200, blank=True)
    set_aside_because = LineField(max_length=200, blank=True)
    resembles = models.OneToOneField(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="resembled_by"
    )
    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="bank_line"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="bank_lines"
    )
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["bank_file", "line_number"]
        constraints = [
            models.UniqueConstraint(fields=["bank_file", "line_number"], name="bank_line_number_unique"),
            one_of("kind", LineKind, "bank_line_kind_is_legal"),
            one_of("state", LineState, "bank_line_state_is_legal"),
            at_least("amount", 0, "bank_line_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=WITHOUT_MONEY) | Q(payment__isnull=False),
                name="settled_line_has_a_payment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITHOUT_MONEY)
                | Q(kind=LineKind.PAYMENT, state=LineState.ALLOCATED)
                | Q(kind=LineKind.DISHONOUR, state=LineState.REVERSED),
                name="payments_are_allocated_dishonours_reverse",
            ),
            models.CheckConstraint(
                condition=Q(state=LineState.SUSPENSE) | Q(resembles=None),
                name="only_a_line_in_suspense_resembles",
            ),
            models.CheckConstraint(
                condition=Q(state=LineState.SET_ASIDE) | Q(set_aside_because=""),
                name="only_a_line_set_aside_says_why",
            ),
        ]
        # Every page of the lender's counts them.
        indexes = [
            models.Index(
                fields=["value_date"], condition=Q(state=LineState.SUSPENSE), name="bank_line_in_suspense"
            )
        ]

    def __str__(self):
        return f"{self.bank_file} line {self.line_number}"
