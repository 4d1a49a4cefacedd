"""What the lender's people have to look at today, each of them on the applications that they may see.

Lists leave the names of borrowers to `name_borrowers`, which reads those of a page together.
"""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from applications.models import Application, HardshipPause, Note, Reminder, Repayment
from applications.models.repayment import OPEN
from applications.reminder_ladder import PASSED_ON_AFTER, ReminderState
from applications.selectors.application import applications_to_list
from applications.selectors.note import notes_visible_to
from applications.selectors.overdue import past_due, with_overdue
from applications.selectors.repayment import with_owed
from applications.selectors.staleness import stale
from applications.stages import Stage
from common.days import midnight
from users.models import User

NEW_FOR = timedelta(days=7)


def repayments_due(user: User, first: date, last: date) -> QuerySet[Repayment]:
    """Repayments, not cancelled, of funded loans that fall due from one day to another and still owe
    something, the first due first."""
    due = Repayment.objects.filter(
        OPEN,
        due_date__range=(first, last),
        application__in=applications_to_list(user).filter(stage=Stage.FUNDED).values("pk"),
    )
    return with_owed(due).filter(owed__gt=0).select_related("application").order_by("due_date", "pk")


def end_of_week(day: date) -> date:
    """The Sunday of a day's week."""
    return day + timedelta(days=6 - day.weekday())


def loans_overdue(user: User, today: date) -> QuerySet[Application]:
    """Loans past due, the longest first and in the order of the table of applications, as `with_overdue`
    tells them; `paused_until` is the last day of a hardship pause, if there is one today."""
    loans = with_overdue(past_due(applications_to_list(user), today), today)
    pauses = HardshipPause.objects.filter(application=OuterRef("pk"), from_day__lte=today, to_day__gte=today)
    loans = loans.annotate(paused_until=Subquery(pauses.order_by("-to_day").values("to_day")[:1]))
    return loans.order_by("overdue_since", "-pk")


def applications_new(user: User, today: date) -> QuerySet[Application]:
    """Applications opened in the last NEW_FOR days and not moved yet, the newest first."""
    opened = applications_to_list(user).filter(stage=Stage.INQUIRY, created_at__gte=midnight(today - NEW_FOR))
    return opened.select_related("broker").order_by("-created_at", "-pk")


def applications_stale(user: User, today: date) -> QuerySet[Application]:
    """Applications that have not moved for long, the longest first."""
    return stale(applications_to_list(user), today).order_by("stage_since", "pk")


def loans_passed_on(user: User, today: date) -> QuerySet[Repayment]:
    """Repayments that the reminders have passed to the BDM and that still owe something, the oldest first;
    each with the moment of that as `passed_on_at`."""
    passed_on = Reminder.objects.filter(
        repayment=OuterRef("pk"), rung__gte=PASSED_ON_AFTER, state=ReminderState.SENT
    )
    at = Subquery(passed_on.order_by("created_at").values("created_at")[:1])
    own = Repayment.objects.filter(
        OPEN,
        Exists(passed_on),
        # All of them are late, and most repayments are not: the reminders of these are not looked up.
        due_date__lt=today,
        application__in=applications_to_list(user).filter(stage=Stage.FUNDED).values("pk"),
    )
    owing = with_owed(own).filter(owed__gt=0).annotate(passed_on_at=at)
    return owing.select_related("application").order_by("due_date", "pk")


def notes_to_do(user: User, today: date) -> QuerySet[Note]:
    """Notes that are not done: those assigned to the user, and those whose day has come that the user wrote
    and assigned to nobody. The earliest day comes first, and notes without a day last."""
    mine = Q(assignee=user) | Q(assignee=None, author=user, remind_on__lte=today)
    notes = notes_visible_to(user).filter(mine, done_at=None)
    return notes.order_by(F("remind_on").asc(nulls_last=True), "pk")
