"""Applications: who opens and moves them, and who sees them."""

import re
from contextlib import suppress
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applications.models import Application, Document, StageEvent
from features.doors import protocol
from features.drivers import factories
from features.drivers.lookup import all_there, known, require_any
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.words import DOCUMENTS
from timeskip.gherkin import label_of

# What a complete file holds besides the application's own fields.
PAPERS = ("identification", "income", "contract", "formal_approval")


class _RolledBackError(Exception):
    """Undoes what was done in the block that raises it."""


class Applications:
    """Each application is found by its borrower's name."""

    def __init__(self, people: People, refusals: Refusals, door: protocol.Applications) -> None:
        self._people = people
        self._refusals = refusals
        self._door = door
        self._by_borrower: dict[str, Application] = {}
        # Ids of the loans that a phrase has put at a stage without a move, in order.
        self.placed: list[int] = []
        # Who, and whose application → the stage that they have before them, where that is not the newest.
        self.seen: dict[tuple[str, str], str] = {}
        self.opened: str | None = None  # the reference of the application that somebody has on the screen

    def of(self, name: str) -> Application:
        """The latest application of a borrower, as the database has it now."""
        application = known(name, self._by_borrower, "borrower")
        return Application.objects.select_related("broker", "bdm").get(pk=application.pk)

    def has(self, name: str) -> bool:
        """Whether a borrower of this name has an application in the story."""
        return name in self._by_borrower

    def applies(self, borrower: str, amount: Decimal, broker: str) -> Application:
        """Create an application at “Inquiry” with a complete file: scenarios say only what is missing."""
        return self._with_papers(
            factories.ApplicationFactory(
                reference=self._new_reference(borrower),
                amount=amount,
                broker=self._people.party(broker, "broker"),
                borrowers=[self._people.borrower(borrower).party],
            ),
            borrower,
        )

    def is_at(self, borrower: str, stage: str) -> None:
        """Put an application at a stage, with a move in its history and no notification."""
        application = self.of(borrower)
        if application.stage == stage:
            return
        self.placed.append(application.pk)
        StageEvent.objects.create(
            application=application, from_stage=application.stage, to_stage=stage, by=self._people.any_admin()
        )
        # The clock may have been turned back since it was opened.
        opened = min(application.created_at, timezone.now())
        Application.objects.filter(pk=application.pk).update(
            stage=stage, stage_since=timezone.now(), created_at=opened
        )

    def lacks(self, borrower: str, item: str) -> None:
        """Take one item out of a complete file: its borrowers, a field or a kind of document."""
        application = self.of(borrower)
        if item == "borrowers":
            application.borrowers.clear()
        elif item in DOCUMENTS.values():
            self.documents(borrower, item).delete()
        else:
            Application.objects.filter(pk=application.pk).update(**{item: None})

    def documents(self, borrower: str, kind: str) -> QuerySet[Document]:
        """Return the versions of a document, oldest first; AssertionError lists the documents without one."""
        every = self.of(borrower).documents.order_by("kind", "version")
        found = every.filter(kind=kind)
        there = [label_of(DOCUMENTS, one) for one in every.values_list("kind", flat=True).distinct()]
        all_there(found, f"“{label_of(DOCUMENTS, kind)}” of {borrower}'s", there)
        return found

    def takes_over(self, name: str, borrower: str) -> None:
        """Assign an application to another broker or BDM."""
        person = self._people.in_role(name, "broker", "BDM")
        Application.objects.filter(pk=self.of(borrower).pk).update(**{person.user.role: person.party})

    def move(self, who: str, borrower: str, stage: str, reason: str = "") -> None:
        """Move an application from the stage at which somebody sees it."""
        application, person = self.of(borrower), self._people.person(who)
        self.seen.pop((who, borrower), None)
        with self._refusals.attempt():
            self._door.move(person, application, stage, reason)

    def looks_at(self, who: str, borrower: str) -> None:
        """Remember the stage that somebody sees now; their next move starts from it."""
        application = self.of(borrower)
        self._door.look_at(self._people.person(who), application)
        self.seen[who, borrower] = application.stage

    def stage_before(self, who: str, borrower: str) -> str:
        """Return the stage from which somebody's next move starts."""
        return self.seen.get((who, borrower)) or self.of(borrower).stage

    def move_and_roll_back(self, who: str, borrower: str, stage: str) -> None:
        """Move an application in a transaction that is rolled back."""
        with suppress(_RolledBackError), transaction.atomic():
            self.move(who, borrower, stage)
            raise _RolledBackError

    def open_application(
        self, who: str, borrower: str, broker: str, amount: Decimal | None = None, times: int = 1
    ) -> None:
        """Open a new application through a broker, perhaps without an amount."""
        via, person = self._people.in_role(broker, "broker"), self._people.borrower(borrower)
        with self._refusals.attempt():
            reference = self._new_reference(borrower)
            self._door.open(self._people.person(who), via, person, amount, reference, times)
            application = Application.objects.latest("pk")
            self._people.is_on_file_as(borrower, application.borrowers.get())
            self._by_borrower[borrower] = application

    def look_up(self, who: str, borrower: str) -> None:
        """Look an application up by its reference."""
        self.opened = None
        with self._refusals.attempt():
            reference = self.of(borrower).reference
            self.opened = self._door.look_up(self._people.person(who), reference)

    def seen_by(self, who: str) -> list[str]:
        """Return the names of the borrowers whose applications somebody sees."""
        require_any(Application.objects.all(), "application", self._people.person(who).user)
        seen = Application.objects.filter(reference__in=self._door.listed(self._people.person(who)))
        names = seen.order_by().values_list("borrowers__name", flat=True)
        return sorted(filter(None, names))

    def mentioned(self, text: str) -> list[str]:
        """Return the borrowers whose references are in a text, in its order."""
        found = {
            name: re.search(rf"(?<![\w-]){re.escape(one.reference)}(?![\w-])", text)
            for name, one in self._by_borrower.items()
        }
        return sorted((name for name in found if found[name]), key=lambda name: found[name].start())

    def stage(self, borrower: str) -> str:
        """Return the label of an application's stage."""
        return self.of(borrower).get_stage_display()

    def bdm_of(self, borrower: str) -> str:
        return self.of(borrower).bdm.name

    def broker_of(self, borrower: str) -> str:
        return self.of(borrower).broker.name

    def moves(self, borrower: str) -> list[dict[str, str]]:
        """Return every move of an application as its BDM sees them, oldest first."""
        application = self.of(borrower)
        return self._door.moves(self._people.in_charge_of(application), application)

    def _with_papers(self, application: Application, borrower: str) -> Application:
        for kind in PAPERS:
            factories.DocumentFactory(application=application, kind=kind)
        for party in application.borrowers.all():
            factories.sign_approval(application, borrower=party)
        self._by_borrower[borrower] = application
        return application

    @staticmethod
    def _new_reference(borrower: str) -> str:
        """Return the reference of a borrower's next application."""
        # HL-OMAR, and HL-OMAR-2 for a second application of his.
        reference = f"HL-{borrower.upper()}"
        others = Application.objects.filter(reference__startswith=reference).count()
        return f"{reference}-{others + 1}" if others else reference
