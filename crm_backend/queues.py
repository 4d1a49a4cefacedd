"""Which queue each task goes to: by who waits for it."""

from kombu import Queue

# The first is for whatever is not named below: somebody waits for it, or it is done in a moment.
# Each by its own key: Celery binds one without a key to what the first is bound to.
QUEUES = [Queue(name, routing_key=name) for name in ("urgent", "mail", "bulk")]

ROUTES = {
    "users.tasks.deliver_emails": {"queue": "mail"},
    **{
        task: {"queue": "bulk"}
        for task in (
            # Begun by the calendar, and long; and their shares.
            "applications.tasks.age_arrears",
            "applications.tasks.age_loans",
            "applications.tasks.alert_of_stale_applications",
            "applications.tasks.draw_up_left_behind",
            "applications.tasks.generate_report_document",
            "applications.tasks.import_left_behind",
            "applications.tasks.produce_report",
            "applications.tasks.produce_weekly_report",
            "applications.tasks.purge_expired",
            "applications.tasks.remind_of_notes",
            "applications.tasks.remind_of_repayments",
            "applications.tasks.run_monthly_compliance_check",
            "applications.tasks.send_note_reminders",
            "applications.tasks.send_repayment_reminders",
            "applications.tasks.send_stale_application_alerts",
            "users.tasks.send_daily_digests",
            "users.tasks.send_weekly_digests",
            "users.tasks.write_digests",
        )
    },
}
