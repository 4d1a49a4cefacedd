"""Figures as they were reported."""

from django.db import models

from applications.models.parties import BDM
from applications.reports.periods import Period, ReportKind
from common.constraints import above_zero, one_of


class Report(models.Model):
    """One report on one period. Without a BDM it covers the whole book; a restatement is a new version."""

    kind = models.CharField(max_length=20, choices=ReportKind.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    bdm = models.ForeignKey(
        BDM, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="BDM"
    )
    version = models.PositiveSmallIntegerField(default=1)
    figures = models.JSONField()
    # Nothing recorded after this moment counts.
    cutoff = models.DateTimeField()
    # The printed report; empty until it is drawn up.
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="reports/", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-first_day", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first_day", "bdm", "version"], name="bdm_report_version_unique"
            ),
            models.UniqueConstraint(
                fields=["kind", "first_day", "version"],
                condition=models.Q(bdm=None),
                name="book_report_version_unique",
            ),
            one_of("kind", ReportKind, "report_kind_is_legal"),
            above_zero("version", "report_version_above_zero"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="report_period_is_a_period"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.first_day} to {self.last_day}, version {self.version}"

    @property
    def period(self) -> Period:
        """The days that it covers."""
        return Period(self.first_day, self.last_day)
