"""What each invariant has to notice."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from applications import models as loans
from features.drivers.world import World
from tests.invariants.acts import (
    DAY,
    DUE,
    bank_line,
    ben_told,
    builds_again_wrongly,
    calls_paid,
    changes,
    checks,
    copies_what_is_anothers,
    digest,
    has_an_old_page,
    in_all,
    leaves_again,
    leaves_saying,
    linked,
    logs_a_password,
    loses_the_reply_to_another,
    mailed,
    monthly_report,
    moves,
    omar,
    passes_without,
    pauses,
    pays,
    reminds,
    schedule,
    shows,
    shows_again,
    shows_anothers,
    shows_row,
    shows_what_was_shown_before,
    switches_off,
    tells,
    weekly_report,
    writes_a_note,
)
from users import models as users

LETTERS = users.EmailDelivery.objects.filter(state="sent")
PAYMENTS = loans.Payment.objects.all()
ALLOCATIONS = loans.Allocation.objects.all()
NOTIFICATIONS = users.Notification.objects.all()

# Invariant, and which half of it → what a bug does.
BUGS: dict[str, Callable[[World], Any]] = {
    "pays_what_came_in": changes(PAYMENTS, amount=Decimal("999.99")),
    "gets_what_it_asks_for": changes(ALLOCATIONS, amount=Decimal("1250.01")),
    "says_what_is_paid": changes(loans.Repayment.objects.filter(due_date=DUE), amount_paid=Decimal("999.99")),
    "pays_the_oldest_first": lambda world: loans.Payment.objects.create(
        application=omar(world), amount=Decimal("10.00"), value_date=DUE
    ),
    "gives_back_what_was_paid": lambda world: loans.Payment.objects.create(
        application=omar(world),
        amount=Decimal("1000.00"),
        value_date=DUE,
        direction="reversed",
        reverses=PAYMENTS.get(),
    ),
    "money_is_never_rewritten": changes(PAYMENTS, value_date=DUE),
    "principal_adds_up": schedule((1, "999.99", date(2025, 4, 14))),
    "due_one_period_after_another": schedule((1, "1000.00", date(2025, 4, 15))),
    "what_was_paid_or_reminded_of_stays": changes(
        loans.Repayment.objects.filter(due_date=DUE), due_date=DUE - DAY
    ),
    "has_a_reason": reminds(DUE, 7),
    "pauses_are_kept": in_all(pauses, reminds(DUE, 7)),
    "only_the_highest_is_sent": in_all(
        lambda world: loans.Reminder.objects.filter(rung=-1).delete(), reminds(DUE, -1)
    ),
    "one_a_day": reminds(DUE, 10),
    "stays_on_record": lambda world: loans.Reminder.objects.all().delete(),
    "every_rung_is_dealt_with": passes_without("send_repayment_reminders", "2025-03-21T12:00"),
    "sent_means_that_it_left": changes(users.EmailDelivery.objects.all(), state="expired"),
    "delivered_once": leaves_again,
    "sent_means_taken": changes(LETTERS, state="queued"),
    "goes_to_the_current_address": in_all(
        changes(users.User.objects.filter(name="Omar"), email="omar@new.example"), checks, leaves_again
    ),
    "goes_to_the_current_address: as the outbox states": in_all(
        changes(LETTERS, address="omar@new.example"), leaves_again
    ),
    "never_after_it_expired": in_all(
        changes(LETTERS, expires_at=datetime(2025, 1, 1, tzinfo=timezone.get_current_timezone())),
        leaves_again,
    ),
    "subject_names_the_loan": in_all(
        changes(LETTERS, context={"reference": "HL-NORA"}),
        leaves_again,
    ),
    "never_of_what_is_paid": in_all(pays, leaves_again),
    "none_is_switched_off": in_all(switches_off("email"), mailed(notification=ben_told)),
    "no_internal_note_leaves": lambda world: [
        loans.Note.objects.create(
            application=omar(world), author=world.people.person("Ada").user, text="repayment of $1,250.00"
        ),
        leaves_again(world),
    ],
    "what_is_due_was_tried": in_all(
        mailed(next_attempt_at=lambda world: timezone.now()),
        passes_without("deliver_outbox", "2025-03-17T13:00"),
    ),
    "numbered_without_a_gap": lambda world: NOTIFICATIONS.first().delete(),
    "only_roles_that_hear": tells(notification_type="repayment_upcoming"),
    "hidden_where_switched_off": tells(hidden=True),
    "words_stay": changes(NOTIFICATIONS, message="Something else"),
    "tabs_count_alike": tells(),
    "tabs_show_their_own": shows_anothers,
    "moves_are_legal": moves("inquiry", "funded"),
    "every_move_is_on_record": changes(loans.Application.objects.all(), stage="valuation"),
    "says_what_it_covers": lambda world: mailed(
        dedupe_key=f"digest:{digest(world).pk}",
        context={"chapters": [{"lines": [{"message": "Something"}]}]},
    )(world),
    "in_one_place_only": mailed(notification=ben_told),
    "none_waits_after_half_past_five": in_all(
        lambda world: users.User.objects.filter(name="Ben").update(rhythm="daily"),
        checks,
        tells(for_digest=True),
        passes_without("send_daily_digests", "2025-03-17T18:00"),
    ),
    "count_from_the_oldest": lambda world: loans.ArrearsSnapshot.objects.create(
        application=omar(world), day=DUE + 40 * DAY, days_past_due=1, arrears=0, balance=0
    ),
    "every_night_is_taken": passes_without("age_arrears", "2025-03-18T12:00"),
    "weekly_figures_add_up": weekly_report(closing=1),
    "figures_stay": in_all(
        weekly_report(closing=2),
        checks,
        lambda world: loans.Report.objects.update(figures={"stages": []}),
    ),
    "told_of_their_own": in_all(
        lambda world: world.people.broker("Carla", "Carl"),
        lambda world: tells(user=world.people.person("Carla").user, subject_ref="HL-OMAR", sequence=1)(world),
    ),
    "principal_adds_up: built again": builds_again_wrongly,
    "sent_means_taken: at once": mailed(state="sent"),
    "a_line_is_in_one_place": bank_line(amount=Decimal("10.00")),
    "a_line_is_never_guessed": bank_line(reference="HL-OMAR or HL-NORA"),
    "none_waits_over_the_weekend": in_all(
        lambda world: users.User.objects.filter(name="Ben").update(rhythm="weekly"),
        checks,
        tells(for_digest=True),
        passes_without("send_weekly_digests", "2025-03-21T18:00"),
    ),
    "tabs_show_their_own: again": shows_again,
    "made_by_one_who_may": moves("pre_approval", "valuation", who="Bella"),
    "made_by_one_who_may: above the limit": in_all(
        lambda world: world.people.change_limit("Ben", Decimal("100.00")),
        checks,
        moves("settlement", "funded", who="Ben"),
    ),
    "everybody_has_signed": in_all(
        lambda world: world.documents.add_approval("Nora"), moves("formal_approval", "settlement")
    ),
    "moved_from_where_it_was_seen": has_an_old_page,
    "weekly_figures_are_the_history": weekly_report(closing=2),
    "monthly_figures_add_up": monthly_report(on_time=1),
    "monthly_figures_are_the_books": monthly_report(),
    "a_new_version_says_something_else": in_all(
        weekly_report(closing=2), weekly_report(closing=2, version=2)
    ),
    "the_whole_is_the_sum": in_all(
        weekly_report(closing=2), weekly_report(closing=1, bdm=lambda world: world.people.person("Ben").party)
    ),
    "every_note_is_reminded_of": in_all(
        writes_a_note, checks, passes_without("send_note_reminders", "2025-03-18T12:00")
    ),
    "every_note_is_reminded_of: too early": in_all(
        writes_a_note, changes(loans.Note.objects.all(), reminded_for=DUE + 4 * DAY)
    ),
    "no_private_data_leave": leaves_saying("You were born on 23 November 1984."),
    "no_internal_note_leaves: as a notification": in_all(
        writes_a_note, tells(message="Reminder of a note: Ring him")
    ),
    "no_reason_leaves": in_all(
        moves("valuation", "declined", reason="Suspected fraud"), leaves_saying("Declined: Suspected fraud")
    ),
    "no_stranger_is_named": leaves_saying("Your loan HL-OMAR is ready."),
    "no_stranger_is_named: by address": leaves_saying("It went to omar@example.com."),
    "no_private_data_are_shown": shows("Ada", "Tax file number 648188535"),
    "what_staff_write_is_theirs": in_all(
        moves("valuation", "declined", reason="Suspected fraud"), shows("Bella", "Declined: Suspected fraud")
    ),
    "what_staff_write_is_theirs: a note": in_all(writes_a_note, shows("Omar", "Ring him")),
    "no_secret_is_logged": logs_a_password,
    "never_tried_too_early": in_all(
        mailed(next_attempt_at=lambda world: timezone.now() + DAY),
        checks,
        changes(users.EmailDelivery.objects.filter(dedupe_key="bug"), attempts=1),
    ),
    "read_by_its_reader": lambda world: [
        NOTIFICATIONS.update(read_at=timezone.now()),
        world.tabs.first("Ben").request(type="get_unread_count"),
    ],
    "hidden_ones_are_on_no_page": in_all(tells(hidden=True), shows("Ben", "1 March: Something")),
    "late_means_after_its_day": shows("Ben", calls_paid("Paid"), at="/applications/HL-OMAR/"),
    "a_copy_is_its_readers": copies_what_is_anothers,
    "tabs_show_their_own: after coming back": shows_what_was_shown_before,
    "shown_their_own": shows("Omar", "HL-NORA is at “Inquiry”."),
    "linked_to_their_own": shows(
        "Omar", linked("documents", lambda world: world.documents.newest("Nora", "contract"))
    ),
    "linked_to_their_own: a pause, to a broker": in_all(
        pauses, shows("Bella", linked("pauses", lambda world: loans.HardshipPause.objects.get()))
    ),
    "linked_to_their_own: a payment": shows("Nora", linked("payments", lambda world: PAYMENTS.get())),
    "linked_to_their_own: a bank file": in_all(
        bank_line(), shows("Ben", linked("payments/files", lambda world: loans.BankFile.objects.get()))
    ),
    "linked_to_their_own: a line in suspense": in_all(
        bank_line(state="suspense", payment=None),
        shows("Bella", linked("payments/suspense", lambda world: loans.BankLine.objects.get())),
    ),
    "linked_to_their_own: a line that names no loan": in_all(
        bank_line(state="suspense", payment=None, application=None),
        shows_row("Ben", lambda world: loans.BankLine.objects.get(), at="/api/suspense/"),
    ),
    "linked_to_their_own: notifications in the API": shows_row("Omar", ben_told, at="/api/notifications/"),
    "linked_to_their_own: payments in the API": shows_row(
        "Nora", lambda world: PAYMENTS.get(), at="/api/applications/HL-OMAR/payments/"
    ),
    "linked_to_their_own: one row in the API": in_all(
        writes_a_note, shows_row("Nora", lambda world: loans.Note.objects.get(), at="/api/notes/1/done/")
    ),
    "linked_to_their_own: reports in the API": in_all(
        weekly_report(closing=2),
        shows_row("Ben", lambda world: loans.Report.objects.filter(bdm=None)[0], at="/api/reports/"),
    ),
    "each_borrower_is_written_to": reminds(DUE, 7),
    "each_borrower_is_written_to: without a login": in_all(
        changes(loans.Borrower.objects.filter(name="Omar"), user=None),
        checks,
        lambda world: loans.Reminder.objects.filter(rung=-1).delete(),
        reminds(DUE, -1),
    ),
    "delivered_once: with another subject": leaves_saying("Hello", to="omar@example.com"),
    "delivered_once: while another was not confirmed": loses_the_reply_to_another,
    "sent_means_taken: while another was not confirmed": in_all(
        loses_the_reply_to_another, changes(LETTERS.filter(address="omar@example.com"), state="queued")
    ),
    "made_by_one_who_may: no party": in_all(
        lambda world: world.people.broker("Carla", "Carl"), moves("inquiry", "pre_approval", who="Carla")
    ),
    "no_stranger_is_named: to a borrower without a login": in_all(
        changes(loans.Borrower.objects.filter(name="Nora"), user=None, email="nora@home.example"),
        checks,
        leaves_saying("Your loan HL-OMAR is ready.", to="nora@home.example"),
    ),
    "no_stranger_is_named: to an address beyond ASCII": in_all(
        changes(loans.Borrower.objects.filter(name="Nora"), user=None, email="nora@bücher.example"),
        checks,
        leaves_saying("Your loan HL-OMAR is ready.", to="nora@xn--bcher-kva.example"),
    ),
    "every_night_is_taken: each of them": in_all(
        lambda world: world.story.advance_to("2025-03-20T12:00"),
        lambda world: loans.ArrearsSnapshot.objects.filter(day=date(2025, 3, 18)).delete(),
    ),
}
