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
    # E-mail leaves right after the change that caused it; this is the net for what did not get out.
    "deliver_outbox": {
        "task": "users.tasks.deliver_outbox",
        "schedule": crontab(minute="*/15"),
    },
}
