"""`python manage.py send_reminders`: sends today's reminders, or lists those of any day."""

from collections import Counter
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from applications.selectors.repayment import repayments_to_remind_of
from applications.services.reminders import reminders_due, reminders_send
from applications.tasks import REPAYMENTS_A_TASK
from users.outbox import send_email

USAGE = 2


class Command(BaseCommand):
    help = (
        "Send the reminders that are due today, as the scheduled task does each morning. "
        "Exit codes: 0 done, 2 usage."
    )

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATE", help="the day, such as 2025-03-14 (default: today)")
        parser.add_argument(
            "--dry-run", action="store_true", help="list what would be sent, but send nothing"
        )

    def handle(self, *, on: str | None, dry_run: bool, **options):
        today = timezone.localdate()
        day = today if on is None else self._day(on)
        if not dry_run and day != today:
            raise CommandError(
                f"Reminders can only be sent for today, {today}. For {day}, use --dry-run.", returncode=USAGE
            )
        due = repayments_to_remind_of(day)
        done = self._counted(due, day) if dry_run else self._sent(due, day)
        for what, count in sorted(done.items()):
            self.stdout.write(f"{what}: {count}")
        done_or_not = "to process" if dry_run else "processed"
        self.stdout.write(f"Repayments {done_or_not} for {day}: {len(due)}")

    @staticmethod
    def _day(text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise CommandError(
                f"“{text}” is not a date. Write it like --on 2025-03-14.", returncode=USAGE
            ) from None

    def _sent(self, due: list[int], day: date) -> Counter[str]:
        done = Counter()
        for chunk in self._chunks(due):
            done.update(reminders_send(repayment_ids=chunk, today=day, send_email=send_email))
        return done

    def _counted(self, due: list[int], day: date) -> Counter[str]:
        done = Counter()
        for chunk in self._chunks(due):
            rungs = reminders_due(repayment_ids=chunk, today=day)
            done.update(f"{rung.days:+} days, {state}" for _, rung, state in rungs)
        return done

    def _chunks(self, due: list[int]):
        # No progress bar unless stderr is a terminal.
        with tqdm(total=len(due), unit=" repayments", disable=None) as bar:
            for start in range(0, len(due), REPAYMENTS_A_TASK):
                chunk = due[start : start + REPAYMENTS_A_TASK]
                yield chunk
                bar.update(len(chunk))
