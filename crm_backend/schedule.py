"""The beat schedule: when the business's background work is done, in `settings.TIME_ZONE`.

No entry stands between 02:00 and 03:00: that hour happens twice in autumn and not at all in spring.
"""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    # Before anybody looks: how far behind each loan is as the day begins.
    "age_arrears": {
        "task": "applications.tasks.age_arrears",
        "schedule": crontab(hour=1, minute=0),
    },
    # At night, when nobody waits for the rows that it writes to.
    "purge_expired": {
        "task": "applications.tasks.purge_expired",
        "schedule": crontab(hour=3, minute=30),
    },
    # The month that has just ended.
    "run_monthly_compliance_check": {
        "task": "applications.tasks.run_monthly_compliance_check",
        "schedule": crontab(day_of_month=1, hour=6, minute=0),
    },
    # The week that has just ended, in time for Monday morning's meeting.
    "produce_weekly_report": {
        "task": "applications.tasks.produce_weekly_report",
        "schedule": crontab(day_of_week="monday", hour=6, minute=30),
    },
    # Borrowers read the reminder over breakfast.
    "send_repayment_reminders": {
        "task": "applications.tasks.send_repayment_reminders",
        "schedule": crontab(hour=7, minute=0),
    },
    # At the start of the working day.
    "send_note_reminders": {
        "task": "applications.tasks.send_note_reminders",
        "schedule": crontab(hour=8, minute=0),
    },
    # When whoever looks after the application can pick up the telephone.
    "send_stale_application_alerts": {
        "task": "applications.tasks.send_stale_application_alerts",
        "schedule": crontab(hour=9, minute=0),
    },
    # What there was to tell by the end of the working day, and of the working week.
    "send_daily_digests": {
        "task": "users.tasks.send_daily_digests",
        "schedule": crontab(hour=17, minute=30),
    },
    "send_weekly_digests": {
        "task": "users.tasks.send_weekly_digests",
        "schedule": crontab(hour=17, minute=30, day_of_week="fri"),
    },
    # An import goes on where it was left when its worker, its database or its request was lost.
    "import_left_behind": {
        "task": "applications.tasks.import_left_behind",
        "schedule": crontab(hour="*/4", minute=20),
    },
    # A report is on paper once its disk has room again.
    "draw_up_left_behind": {
        "task": "applications.tasks.draw_up_left_behind",
        "schedule": crontab(hour="*/4", minute=40),
    },
    # E-mail leaves right after the change that caused it; this is the net for what did not get out.
    "deliver_outbox": {
        "task": "users.tasks.deliver_outbox",
        "schedule": crontab(minute="*/15"),
    },
}

# Nets under what something else does: they mostly find nothing, and nobody wants to read that.
NETS = ("import_left_behind", "draw_up_left_behind", "deliver_outbox")
# The tasks whose every run is kept on record; of the others, those that failed.
ON_RECORD = [entry["task"] for name, entry in BEAT_SCHEDULE.items() if name not in NETS]
