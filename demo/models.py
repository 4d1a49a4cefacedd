"""How far a demo has come, so that one that was stopped goes on."""

from django.db import models

from applications.wording import counted

DAYS_A_MONTH = 365 / 12


class Demo(models.Model):
    """The demo that a database holds: what was asked for, and what goes on from its last day."""

    months = models.PositiveSmallIntegerField()
    applications = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    until = models.DateTimeField()
    days_played = models.PositiveSmallIntegerField(default=0)
    # Who is there, what each plans, and the chances: demo.year.Year writes and reads it.
    state = models.JSONField(default=dict)
    is_over = models.BooleanField(default=False)

    def __str__(self) -> str:
        months = counted(self.months, "month")
        return f"{months}, {counted(self.applications, 'application')}, seed {self.seed}"

    @property
    def days(self) -> int:
        """Days from the first to `until`."""
        return round(self.months * DAYS_A_MONTH)
