"""The application, its way through the stages, and its hardship pauses."""

import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from applications.models.fields import MoneyField
from applications.models.parties import BDM, Borrower, Broker, Guarantor
from applications.repayment_schedule import Frequency
from applications.stages import Stage
from common.constraints import above_zero, at_least, one_of
from common.text import LineField

# Without the characters that people mistake for one another when they read a reference over the phone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


MOVES_SHOWN = 50  # with the application itself; nearly every loan has fewer


def new_reference() -> str:
    """A reference such as HL-7KQ2M9XD; the database refuses the one in 850 billion that is taken already."""
    return "HL-" + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))


class Application(models.Model):
    """A loan, from the first inquiry until its last repayment."""

    reference = models.CharField(max_length=20, unique=True, default=new_reference)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.INQUIRY)
    stage_since = models.DateTimeField(default=timezone.now)
    # The day of the latest alert that it has not moved for long; not taken back by a move.
    stale_alert = models.DateField(null=True, editable=False)
    amount = MoneyField(null=True, blank=True)
    term_months = models.PositiveSmallIntegerField("term in months", null=True, blank=True)
    annual_rate = models.DecimalField(
        "annual rate in percent", max_digits=7, decimal_places=4, null=True, blank=True
    )
    frequency = models.CharField(max_length=12, choices=Frequency.choices, default=Frequency.MONTHLY)
    valuation = MoneyField(null=True, blank=True)
    funding_date = models.DateField(null=True, blank=True, help_text="Planned until the loan is funded.")
    broker = models.ForeignKey(Broker, on_delete=models.PROTECT, related_name="applications")
    bdm = models.ForeignKey(BDM, on_delete=models.PROTECT, related_name="applications", verbose_name="BDM")
    borrowers = models.ManyToManyField(Borrower, blank=True, related_name="applications")
    guarantors = models.ManyToManyField(Guarantor, blank=True, related_name="applications")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            one_of("stage", Stage, "application_stage_is_legal"),
            one_of("frequency", Frequency, "application_frequency_is_legal"),
            above_zero("amount", "application_amount_above_zero"),
            above_zero("term_months", "application_term_above_zero"),
            at_least("annual_rate", 0, "application_rate_not_negative"),
            above_zero("valuation", "application_valuation_above_zero"),
        ]
        indexes = [models.Index(fields=["stage", "stage_since"])]

    def __str__(self):
        return self.reference

    @property
    def latest_moves(self) -> "list[StageEvent]":
        """The last MOVES_SHOWN of its moves, in their order."""
        return list(self.stage_events.order_by("-pk")[:MOVES_SHOWN])[::-1]

    @property
    def funded_on(self) -> date | None:
        """The day that the loan was funded; None until then."""
        return self.funding_date if self.stage == Stage.FUNDED else None

    @property
    def planned_funding_date(self) -> date | None:
        """The day that the loan is to be funded; None once it is."""
        return None if self.stage == Stage.FUNDED else self.funding_date

    @property
    def days_past_due(self) -> int:
        """Days since the due date of the oldest repayment past due, 0 without one; of a row that a selector
        has read with `overdue_since`."""
        since = self.overdue_since
        return (timezone.localdate() - since).days if since else 0


class StageEvent(models.Model):
    """One move. It never changes. `from_stage` is empty for the opening."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="stage_events")
    from_stage = models.CharField("from", max_length=20, choices=Stage.choices, blank=True)
    to_stage = models.CharField("to", max_length=20, choices=Stage.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = LineField(max_length=500, blank=True)

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_stage__in=["", *Stage.values]), name="stage_event_from_is_legal"
            ),
            one_of("to_stage", Stage, "stage_event_to_is_legal"),
            models.CheckConstraint(condition=~Q(from_stage=F("to_stage")), name="stage_event_is_a_move"),
        ]

    def __str__(self):
        return f"{self.get_from_stage_display() or 'opened'} → {self.get_to_stage_display()}"


class HardshipPause(models.Model):
    """Days, first and last included, in which no reminder is sent. Days past due go on counting."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="hardship_pauses")
    from_day = models.DateField("from")
    to_day = models.DateField("to")
    reason = LineField(max_length=500)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["application", "from_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gte=F("from_day")),
                name="pause_ends_after_it_begins",
                violation_error_message="A hardship pause cannot end before it begins.",
            )
        ]

    def __str__(self):
        return f"{self.from_day} to {self.to_day}"
