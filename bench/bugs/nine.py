"""A bug in each of the nine things that invariants were first tried on."""

from bench.bugs.bug import Bug

NINE = (
    Bug(
        name="a bounce forgets reminders",
        chapter="03_reminders",
        theme="reminders",
        begin=("the_ladder", "what_a_delayed_reminder_says"),
        told="deleted the reminders of a payment that bounces, so that their rungs come again",
        file="applications/services/payments.py",
        text="    bookings.write()\n    return reversal\n",
        instead=(
            "    bookings.write()\n"
            "    from applications.models import Reminder\n\n"
            "    Reminder.objects.filter(repayment__allocations__payment=payment).delete()\n"
            "    return reversal\n"
        ),
    ),
    Bug(
        name="the smallest is paid first",
        chapter="06_payments",
        theme="payments",
        begin=("fees_and_excess", "repayment_states"),
        told="let money pay what is smallest first, as another product does",
        file="applications/services/booking.py",
        text="owing = (one for one in self._obligations[loan.pk] if one.owed > 0)",
        instead=(
            "owing = sorted(\n"
            "            (one for one in self._obligations[loan.pk] if one.owed > 0),\n"
            "            key=lambda one: one.owed,\n"
            "        )"
        ),
    ),
    Bug(
        name="a shorter term leaves repayments",
        chapter="06_payments",
        theme="payments",
        begin=("repayment_schedule",),
        told="forgot to save the repayments that a rebuilt schedule cancels",
        file="applications/services/repayments.py",
        text="bulk_update(changed + surplus, WRITTEN",
        instead="bulk_update(changed, WRITTEN",
    ),
    Bug(
        name="a temporary failure counts as sent",
        chapter="02_notifications",
        theme="notifications",
        begin=("e_mail_always_arrives_once",),
        told="took every answer of the mail server but a refusal for good as a yes",
        file="users/delivery.py",
        text="if outcome.answer is Answer.ACCEPTED:",
        instead="if outcome.answer is not Answer.REFUSED_FOR_GOOD:",
    ),
    Bug(
        name="hidden notifications are not numbered",
        chapter="02_notifications",
        theme="notifications",
        begin=("preferences",),
        told="raised the last number of an inbox by visible notifications only",
        file="users/notifications.py",
        text="    _advance_inboxes(told)\n    return told, emails",
        instead="    _advance_inboxes([one for one in told if not one.hidden])\n    return told, emails",
    ),
    Bug(
        name="reading everything is not pushed",
        chapter="07_live_updates",
        theme="notifications",
        begin=("the_bell",),
        told="took the push out of marking everything as read, because the page reloads anyway",
        file="users/inbox.py",
        text="    live.push_unread_count_on_commit(user_id)\n    return ReadTogether(",
        instead="    return ReadTogether(",
    ),
    Bug(
        name="an admin moves anywhere",
        chapter="01_applications",
        theme="stages",
        begin=("moving_through_the_stages",),
        told="let admins make moves that the table does not have, to help with support calls",
        file="applications/stages.py",
        text="    if move is None:\n        return refusals.NoSuchMove",
        instead=(
            "    if move is None and mover.role == Role.ADMIN:\n        return None\n"
            "    if move is None:\n        return refusals.NoSuchMove"
        ),
    ),
    Bug(
        name="a digest repeats single e-mails",
        chapter="02_notifications",
        theme="digests",
        begin=("digests",),
        told="sent at once what also waits for the reader's digest",
        file="users/notifications.py",
        text="        if emailed and not waits:",
        instead="        if emailed:",
    ),
    Bug(
        name="arrears count from the newest",
        chapter="04_reports",
        theme="reports",
        begin=("arrears",),
        told="counted days past due from the newest unpaid repayment",
        file="applications/selectors/arrears.py",
        text="MIN(due_date) AS oldest",
        instead="MAX(due_date) AS oldest",
    ),
)
