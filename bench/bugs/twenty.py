"""Twenty more bugs, drawn over all chapters: slips in a rule, a task, a consumer or a claim."""

from bench.bugs.bug import Bug

APPLICATIONS = (
    Bug(
        name="the limit holds at the approval only",
        chapter="01_applications",
        theme="stages",
        begin=("what_each_stage_requires",),
        told="dropped the BDM's limit at settlement and funding: it was asked about at the approval",
        file="applications/stages.py",
        text="WITHIN_THE_LIMIT = frozenset({Stage.FORMAL_APPROVAL, Stage.SETTLEMENT, Stage.FUNDED})",
        instead="WITHIN_THE_LIMIT = frozenset({Stage.FORMAL_APPROVAL})",
    ),
    Bug(
        name="a move claims nothing",
        chapter="01_applications",
        theme="stages",
        begin=("moving_through_the_stages",),
        told="left the stage out of the claim of a move, so that the second of two people moves, too",
        file="applications/services/applications.py",
        text="as_seen = Application.objects.filter(pk=application.pk, stage=source)",
        instead="as_seen = Application.objects.filter(pk=application.pk)",
    ),
)

NOTIFICATIONS = (
    Bug(
        name="an e-mail is claimed by everybody",
        chapter="02_notifications",
        theme="notifications",
        begin=("e_mail_always_arrives_once",),
        told="shortened the claim of an e-mail to its id",
        file="users/delivery.py",
        text="filter(pk=_PK, state__in=TO_BE_SENT, attempts=_ATTEMPTS)",
        instead="filter(pk=_PK)",
    ),
    Bug(
        name="the weekly task writes daily digests",
        chapter="02_notifications",
        theme="digests",
        begin=("digests",),
        told="copied the task of the daily digests for the weekly ones and changed one of two words",
        file="users/tasks.py",
        text="digests.people_awaiting(Rhythm.WEEKLY), write_digests, PEOPLE_A_TASK, rhythm=Rhythm.WEEKLY",
        instead="digests.people_awaiting(Rhythm.WEEKLY), write_digests, PEOPLE_A_TASK, rhythm=Rhythm.DAILY",
    ),
)

REMINDERS = (
    Bug(
        name="a pause ends a day early",
        chapter="03_reminders",
        theme="reminders",
        begin=("the_ladder",),
        told="took the last day of a hardship pause for the first day after it",
        file="applications/reminder_ladder.py",
        text="return self.from_day <= day <= self.to_day",
        instead="return self.from_day <= day < self.to_day",
    ),
    Bug(
        name="a rung only on its day",
        chapter="03_reminders",
        theme="reminders",
        begin=("when_things_go_wrong",),
        told="looked for repayments that reach a rung today, and not for those that have reached it",
        file="applications/selectors/repayment.py",
        text="        if stage == Stage.FUNDED\n    }",
        instead="        if stage == Stage.FUNDED and due_date in dict(last_due_dates).values()\n    }",
    ),
    Bug(
        name="a reminder quotes its note",
        chapter="03_reminders",
        theme="reminders",
        begin=("notes",),
        told="put the text of a note into its reminder, so that nobody has to open the page",
        file="applications/services/note_reminders.py",
        text='message=f"Reminder for {on}: the note by {note.author.name} on {title}.",',
        instead='message=f"Reminder for {on}: the note by {note.author.name} on {title}. {note.text}",',
    ),
)

REPORTS = (
    Bug(
        name="a week without its Sunday",
        chapter="04_reports",
        theme="reports",
        begin=("weekly_pipeline",),
        told="ended a period at the midnight with which its last day begins",
        file="applications/reports/periods.py",
        text="return midnight(self.last_day + timedelta(days=1))",
        instead="return midnight(self.last_day)",
    ),
    Bug(
        name="cancelled repayments are in arrears",
        chapter="04_reports",
        theme="reports",
        begin=("arrears",),
        told="lost the condition on cancelled repayments while tidying up the statement",
        file="applications/selectors/arrears.py",
        text="WHERE NOT cancelled AND application_id IN",
        instead="WHERE application_id IN",
    ),
    Bug(
        name="a month knows of later money",
        chapter="04_reports",
        theme="reports",
        begin=("monthly_compliance",),
        told="let every payment recorded by the cutoff count, also one of a later value date",
        file="applications/selectors/compliance.py",
        text='return {"payment__value_date__lte": period.last_day, "payment__recorded_at__lte": cutoff}',
        instead='return {"payment__recorded_at__lte": cutoff}',
    ),
)

DOCUMENTS = (
    Bug(
        name="an old signature is enough",
        chapter="05_documents",
        theme="stages",
        begin=("01_applications/what_each_stage_requires",),
        told="looked for a borrower's signature on any version of the formal approval",
        file="applications/selectors/signature.py",
        text="return without_signature(parties, document.signatures.all())",
        instead="return without_signature(parties, Signature.objects.filter(document__kind=document.kind))",
    ),
    Bug(
        name="a copy holds everybody's data",
        chapter="08_access",
        theme="documents",
        begin=("co_borrowers",),
        told="gave each borrower the whole application form as the personal copy",
        file="applications/services/document_contents.py",
        text='return {**content, "people": [_person("Borrower", borrower)]}',
        instead="return content",
    ),
)

PAYMENTS = (
    Bug(
        name="an ambiguous reference is guessed",
        chapter="06_payments",
        theme="payments",
        begin=("suspense", "bank_files"),
        told="paid the first of several loans that a payer's reference names",
        file="applications/services/bank_batches.py",
        text=(
            "        row.application = self._loans.get(line.loan_named)\n"
            "        if len(line.loans_named) > 1:\n"
            '            row.reason = "The reference names more than one loan."\n'
            "        elif row.application is None:\n"
        ),
        instead=(
            "        row.application = next(\n"
            "            filter(None, map(self._loans.get, sorted(line.loans_named))), None\n"
            "        )\n"
            "        if row.application is None:\n"
        ),
    ),
    Bug(
        name="paid on the day is late",
        chapter="06_payments",
        theme="payments",
        begin=("repayment_states",),
        told="took money that comes in on the due date for late",
        file="applications/repayment_state.py",
        text="paid_on > due_on",
        instead="paid_on >= due_on",
    ),
)

LIVE = (
    Bug(
        name="a replay repeats the last frame",
        chapter="07_live_updates",
        theme="notifications",
        begin=("missed_while_away",),
        told="replayed from the last number that a tab has seen, and not from the one after it",
        file="users/inbox.py",
        text="filter(sequence__gt=sequence)",
        instead="filter(sequence__gte=sequence)",
    ),
    Bug(
        name="somebody else's notification is read",
        chapter="07_live_updates",
        theme="notifications",
        begin=("the_bell", "doors_that_stay_closed"),
        told="found the notification to mark as read by its id alone",
        file="users/inbox.py",
        text="mine = notifications_of(user_id).filter(pk=notification_id)",
        instead="mine = Notification.objects.filter(pk=notification_id)",
    ),
)

ACCESS = (
    Bug(
        name="a broker sees the BDM's applications",
        chapter="08_access",
        theme="access",
        begin=("what_each_role_sees",),
        told="showed brokers every application of a BDM who works with them",
        file="applications/selectors/application.py",
        text='Role.BROKER: "broker__user"',
        instead='Role.BROKER: "bdm__primary_brokers__user"',
    ),
    Bug(
        name="a broker reads why it was declined",
        chapter="08_access",
        theme="access",
        begin=("what_each_role_reads_of_a_move",),
        told="let brokers read every reason, because they ask on the phone anyway",
        file="applications/visibility.py",
        text="return gave_it or (came_from, went_to) in REASONS_FOR_BROKERS",
        instead="return True",
    ),
)

WORKSPACE = (
    Bug(
        name="the page shows what is hidden",
        chapter="09_workspace",
        theme="access",
        begin=("one_application",),
        told="listed on an application's page also what its reader has switched off in the app",
        file="users/inbox.py",
        text="told = told.filter(user=reader, hidden=False)",
        instead="told = told.filter(user=reader)",
    ),
    Bug(
        name="an old page moves from where it is now",
        chapter="09_workspace",
        theme="access",
        begin=("one_application",),
        told="took the present stage instead of the one that the page showed",
        file="workspace/views/moves.py",
        text='seen_at = request.POST.get("from", "")',
        instead="seen_at = application.stage",
    ),
)

TWENTY = (
    *APPLICATIONS, *NOTIFICATIONS, *REMINDERS, *REPORTS, *DOCUMENTS, *PAYMENTS, *LIVE, *ACCESS, *WORKSPACE,
)  # fmt: skip
