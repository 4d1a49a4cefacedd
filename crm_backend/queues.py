"""The queue of each task, by who waits for it."""

from kombu import Queue

# The first is the default: for tasks that somebody waits for, or that take a moment.
# Each needs its own routing key, or Celery binds it to the key of the default queue.
QUEUES = [Queue(name, routing_key=name) for name in ("urgent", "mail", "bulk")]

ROUTES = {
    "users.tasks.deliver_emails": {"queue": "mail"},
    **{
        task: {"queue": "bulk"}
        for task in (
            # Long scheduled tasks, and the tasks that they split into.
            "applications.tasks.age_arrears",
            "applications.tasks.alert_of_stale_applications",
            "applications.tasks.draw_up_left_behind",
            "applications.tasks.generate_report_document",
            "applications.tasks.import_left_behind",
            "applications.tasks.produce_reports",
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
