"""The beat schedule, in `settings.TIME_ZONE`.

Nothing runs between 02:00 and 03:00: that hour happens twice in autumn and not at all in spring.
"""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    # Arrears at the start of the day, before anybody looks at them.
    "age_arrears": {
        "task": "applications.tasks.age_arrears",
        "schedule": crontab(hour=1, minute=0),
    },
    # At night, when nobody waits for the rows that it locks.
    "purge_expired": {
        "task": "applications.tasks.purge_expired",
        "schedule": crontab(hour=3, minute=30),
    },
    # For the month that has just ended.
    "run_monthly_compliance_check": {
        "task": "applications.tasks.run_monthly_compliance_check",
        "schedule": crontab(day_of_month=1, hour=6, minute=0),
    },
    # For the week that has just ended, before Monday morning's meeting.
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
    # When the BDM can pick up the phone.
    "send_stale_application_alerts": {
        "task": "applications.tasks.send_stale_application_alerts",
        "schedule": crontab(hour=9, minute=0),
    },
    # At the end of the working day, and of the working week.
    "send_daily_digests": {
        "task": "users.tasks.send_daily_digests",
        "schedule": crontab(hour=17, minute=30),
    },
    "send_weekly_digests": {
        "task": "users.tasks.send_weekly_digests",
        "schedule": crontab(hour=17, minute=30, day_of_week="fri"),
    },
    # Continues imports whose worker, database connection or message was lost.
    "import_left_behind": {
        "task": "applications.tasks.import_left_behind",
        "schedule": crontab(hour="*/4", minute=20),
    },
    # Generates the PDF of reports for which the disk was full, or whose worker was lost.
    "draw_up_left_behind": {
        "task": "applications.tasks.draw_up_left_behind",
        "schedule": crontab(hour="*/4", minute=40),
    },
    # E-mail is sent right after the change that caused it; this sends what could not be sent then.
    "deliver_outbox": {
        "task": "users.tasks.deliver_outbox",
        "schedule": crontab(minute="*/15"),
    },
}

# Sweeps for work left undone, and the functions that say when each has something to do next. They mostly find
# nothing, so their results are not stored, and simulated time asks those functions first.
NETS = {
    "import_left_behind": "applications.selectors.bank_file.next_left_behind",
    "draw_up_left_behind": "applications.selectors.report.next_without_document",
    "deliver_outbox": "users.delivery.next_attempt",
}
# Tasks whose results are all stored; of other tasks only failures are.
ON_RECORD = [entry["task"] for name, entry in BEAT_SCHEDULE.items() if name not in NETS]
