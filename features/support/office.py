"""What the people of a story do, through the services that pages and commands use too."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from applications.models import Note
from applications.selectors.application import application_for
from applications.selectors.document import document_for, file_for
from applications.services.applications import application_move, application_open
from applications.services.documents import document_sign
from applications.services.notes import note_add, note_finish, note_remind
from applications.services.parties import borrower_change_address
from applications.services.payments import payment_record, payment_reverse
from common.refusals import Refusal
from features.support.background_tasks import BackgroundTasks
from features.support.cast import Cast
from features.support.evidence import Evidence
from users.accounts import preference_set, rhythm_set
from users.notifications import Notice, notify


class _RolledBackError(Exception):
    """Undoes what was done in the block that raises it."""


class Office:
    """Business acts. One that is refused is kept until the scenario speaks of it."""

    def __init__(self, cast: Cast, tasks: BackgroundTasks, evidence: Evidence) -> None:
        self._cast = cast
        self._tasks = tasks
        self._evidence = evidence
        self._refusal: Refusal | None = None
        self.opened: str | None = None  # the reference of the application that somebody has on the screen
        self._seen: dict[tuple[str, str], str] = {}  # the stage that somebody saw

    def move(self, who: str, borrower: str, stage: str, reason: str = "") -> None:
        """Somebody moves an application from the stage they see it at."""
        application = self._cast.application(borrower)
        seen_at = self._seen.pop((who, borrower), application.stage)
        by = self._cast.person(who).user
        with self.attempt():
            application_move(application=application, seen_at=seen_at, to=stage, by=by, reason=reason)

    def looks_at(self, who: str, borrower: str) -> None:
        """Somebody opens the page of an application; their next move starts from what they see now."""
        self._seen[who, borrower] = self._cast.application(borrower).stage

    def move_and_roll_back(self, who: str, borrower: str, stage: str) -> None:
        """A move whose transaction fails after it."""
        with self._rolled_back(), transaction.atomic():
            self.move(who, borrower, stage)
            raise _RolledBackError

    def open_application(self, who: str, borrower: str, amount: Decimal) -> None:
        """A broker brings in a new application."""
        broker = self._cast.person(who)
        with self.attempt():
            application = application_open(
                broker=broker.party,
                borrowers=[self._cast.borrower(borrower).party],
                by=broker.user,
                amount=amount,
                reference=f"HL-{borrower.upper()}",
            )
            self._cast.adopt(borrower, application)

    def write_note(
        self, who: str, borrower: str, text: str, visibility: str, assignee: str | None = None
    ) -> None:
        """Somebody writes a note, perhaps for somebody else to deal with."""
        with self.attempt():
            note_add(
                application=self._cast.application(borrower),
                author=self._cast.person(who).user,
                text=text,
                visibility=visibility,
                assignee=self._cast.person(assignee).user if assignee else None,
            )

    def ask_for_reminder(self, who: str, text: str, on: date) -> None:
        """Somebody wants a note to be called to mind on a day."""
        with self.attempt():
            note_remind(note=Note.objects.get(text=text), by=self._cast.person(who).user, on=on)

    def finish_note(self, who: str, text: str) -> None:
        """Somebody has dealt with a note."""
        with self.attempt():
            note_finish(note=Note.objects.get(text=text), by=self._cast.person(who).user)

    def look_up(self, who: str, borrower: str) -> None:
        """Somebody asks for an application by its reference."""
        self.opened = None
        with self.attempt():
            reference = self._cast.application(borrower).reference
            self.opened = application_for(self._cast.person(who).user, reference).reference

    def open_document(self, who: str, borrower: str, kind: str) -> None:
        """Somebody opens the newest version of a document."""
        document = self._cast.application(borrower).documents.filter(kind=kind).latest("version")
        user = self._cast.person(who).user
        with self.attempt():
            file_for(user, document_for(user, document.pk))

    def tell(self, who: str, count: int) -> None:
        """Somebody is told a number of things through the one door."""
        notify(
            Notice(
                recipient=self._cast.person(who).user,
                event="application_status",
                message=f"News no. {number}",
                dedupe_key=f"news:{number}",
            )
            for number in range(1, count + 1)
        )

    def switch(self, who: str, channel: str, event: str, *, on: bool) -> None:
        """Somebody sets one of their preferences."""
        with self.attempt():
            preference_set(user=self._cast.person(who).user, event=event, channel=channel, enabled=on)

    def choose_rhythm(self, who: str, rhythm: str) -> None:
        """Somebody decides whether e-mails come singly or in a digest."""
        with self.attempt():
            rhythm_set(user=self._cast.person(who).user, rhythm=rhythm)

    def announce(self, status: str, borrower: str | None, of_borrower: str | None = None) -> None:
        """Ask for the task that tells those concerned of a status; without a borrower, of nobody's.

        With `of_borrower`, the newest move of that borrower's application is named as the one it is about.
        """
        application = self._cast.application(borrower).pk if borrower else 0
        event = self._cast.application(of_borrower).stage_events.last().pk if of_borrower else None
        self._tasks.ask_for(
            "applications.tasks.send_application_status_notification", [application, status, event]
        )

    def change_address(self, who: str, address: str) -> None:
        """Staff correct a borrower's e-mail address."""
        with self.attempt():
            borrower_change_address(borrower=self._cast.person(who).party, email=address)

    def deactivate(self, who: str) -> None:
        """Somebody's login is taken away."""
        user = self._cast.person(who).user
        user.is_active = False
        user.save(update_fields=["is_active"])

    def reactivate(self, who: str) -> None:
        """Somebody gets their login back."""
        user = self._cast.person(who).user
        user.is_active = True
        user.save(update_fields=["is_active"])

    def log_out(self, who: str, client) -> None:
        """Somebody logs out in one browser."""
        request = HttpRequest()
        request.session, request.user = client.session, self._cast.person(who).user
        logout(request)

    def pay(self, borrower: str, amount: Decimal) -> None:
        """Money arrives for a loan today."""
        with self.attempt():
            payment_record(
                application=self._cast.application(borrower), amount=amount, value_date=timezone.localdate()
            )

    def bounce(self, borrower: str) -> None:
        """The latest payment for a loan turns out not to be covered."""
        payments = self._cast.application(borrower).payments.filter(direction="received")
        with self.attempt():
            payment_reverse(payment=payments.latest("pk"), value_date=timezone.localdate())

    def sign(self, who: str, borrower: str, kind: str, *, version: int | None = None, by: str = "") -> None:
        """Somebody signs a version of a document, the newest unless another is named; `by` records it."""
        documents = self._cast.application(borrower).documents.filter(kind=kind)
        document = documents.get(version=version) if version else documents.latest("version")
        with self.attempt():
            document_sign(
                document=document,
                signer=self._cast.person(who).party,
                by=self._cast.person(by or who).user,
            )

    def claim_refusal(self) -> str:
        """The reason of the refusal that the scenario now speaks of."""
        if self._refusal is None:
            raise AssertionError("Nothing was refused.")
        refusal, self._refusal = self._refusal, None
        return str(refusal)

    def finish(self) -> None:
        """Fail the scenario in which something was refused and nobody said so."""
        if self._refusal is not None:
            raise AssertionError(f"Something was refused and the scenario did not say so: {self._refusal}")

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Keep a refusal of what is done in this block until the scenario speaks of it."""
        self.finish()
        try:
            yield
        except Refusal as refusal:
            self._refusal = refusal
            self._evidence.refusal(str(refusal))

    @staticmethod
    @contextmanager
    def _rolled_back() -> Iterator[None]:
        with suppress(_RolledBackError):
            yield
