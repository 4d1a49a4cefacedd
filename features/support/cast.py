"""The people and things of a story, by name."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.db.models import Max
from django.test import Client
from django.utils import timezone

from applications.models import (
    Application,
    Borrower,
    Document,
    Guarantor,
    HardshipPause,
    Repayment,
    Signature,
    StageEvent,
)
from applications.selectors.terms import terms_of
from features.support import factories
from features.words import DOCUMENTS
from users.models import User

# Money for a loan is never dated before the loan was funded.
LONG_BEFORE = timedelta(days=365)

# What a complete file holds besides the application's own fields.
PAPERS = ("identification", "income", "contract", "formal_approval")

# How a story names what a file lacks → the field; kinds of documents are words of their own.
FIELDS = {
    "amount": "amount",
    "term": "term_months",
    "rate": "annual_rate",
    "valuation": "valuation",
    "funding date": "funding_date",
}


@dataclass
class Person:
    """Somebody in the story: a login, a party to a loan, or both."""

    name: str
    user: User | None = None
    party: Any = None

    @property
    def address(self) -> str:
        """Where this person's e-mail arrives."""
        return self.user.email if self.user else self.party.email

    def browser(self) -> Client:
        """A browser in which this person has just logged in."""
        client = Client()
        # Log-ins that were ended meanwhile are the row's to know.
        self.user.refresh_from_db(fields=["login_version"])
        client.force_login(self.user)
        return client


class Cast:
    """Introduces people and things, and finds them again."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._applications: dict[str, Application] = {}

    def person(self, name: str) -> Person:
        """Somebody who was introduced; AssertionError says who was, where this one wasn't."""
        return self._known(name, self._people, "person")

    def application(self, name: str) -> Application:
        """The latest application of a borrower, as the database has it now."""
        known = self._known(name, self._applications, "borrower")
        return Application.objects.select_related("broker", "bdm").get(pk=known.pk)

    def has_application(self, name: str) -> bool:
        """Whether a borrower of this name has an application in the story."""
        return name in self._applications

    def admin(self, name: str) -> Person:
        self._must_be_new(name)
        user = factories.UserFactory(name=name, role="admin", is_staff=True, is_superuser=True)
        return self._introduce(Person(name, user))

    def bdm(self, name: str, limit: Decimal | None = None) -> Person:
        """A BDM; without a limit one who may approve any amount of these stories."""
        if name in self._people:
            return self._people[name]
        bdm = factories.BDMFactory(name=name, **({} if limit is None else {"approval_limit": limit}))
        return self._introduce(Person(name, bdm.user, bdm))

    def broker(self, name: str, bdm: str) -> Person:
        self._must_be_new(name)
        broker = factories.BrokerFactory(name=name, primary_bdm=self.bdm(bdm).party)
        return self._introduce(Person(name, broker.user, broker))

    def borrower(self, name: str) -> Person:
        """A borrower with a login and an address; the same one again where the story knows the name."""
        if name in self._people:
            return self._people[name]
        borrower = factories.BorrowerFactory(name=name)
        return self._introduce(Person(name, borrower.user, borrower))

    def applies(self, borrower: str, amount: Decimal, broker: str) -> Application:
        """An application at “Inquiry” whose file is complete, so that a story only says what is missing."""
        return self._with_papers(
            factories.ApplicationFactory(
                reference=self._new_reference(borrower),
                amount=amount,
                broker=self.person(broker).party,
                borrowers=[self.borrower(borrower).party],
            ),
            borrower,
        )

    @staticmethod
    def _new_reference(borrower: str) -> str:
        # HL-OMAR, and HL-OMAR-2 for a second application of his.
        reference = f"HL-{borrower.upper()}"
        others = Application.objects.filter(reference__startswith=reference).count()
        return f"{reference}-{others + 1}" if others else reference

    def adopt(self, borrower: str, application: Application) -> None:
        """Know an application that somebody opened in the story by its borrower's name."""
        self._applications[borrower] = application

    def joins(self, name: str, borrower: str) -> None:
        """A co-borrower, who signs as the first one did."""
        application = self.application(borrower)
        party = self.borrower(name).party
        application.borrowers.add(party)
        self._approve_anew(application)
        self._sign(application, borrower=party)

    def guarantees(self, name: str, borrower: str) -> None:
        """A guarantor, who signs as the borrowers did."""
        application = self.application(borrower)
        party = factories.GuarantorFactory(name=name)
        self._introduce(Person(name, None, party))
        application.guarantors.add(party)
        self._approve_anew(application)
        self._sign(application, guarantor=party)

    def is_at(self, borrower: str, stage: str) -> None:
        """Put an application at a stage, with a move in its history and nobody told."""
        application = self.application(borrower)
        if application.stage == stage:
            return
        StageEvent.objects.create(
            application=application, from_stage=application.stage, to_stage=stage, by=self._any_admin()
        )
        Application.objects.filter(pk=application.pk).update(stage=stage, stage_since=timezone.now())

    def lacks(self, borrower: str, item: str) -> None:
        """Take one item out of a complete file."""
        application = self.application(borrower)
        if item == "borrower":
            application.borrowers.clear()
        elif item in FIELDS:
            Application.objects.filter(pk=application.pk).update(**{FIELDS[item]: None})
        elif item in DOCUMENTS:
            Document.objects.filter(application=application, kind=DOCUMENTS[item]).delete()
        else:
            known = ", ".join(["borrower", *FIELDS, *DOCUMENTS])
            raise AssertionError(f"A file can't lack “{item}”. It can lack: {known}.")

    def unsigned(self, name: str) -> None:
        """Take somebody's signatures away."""
        party = self.person(name).party
        Signature.objects.filter(**{type(party).__name__.lower(): party}).delete()

    def new_version_of_approval(self, borrower: str) -> None:
        """A newer formal approval, which nobody has signed yet."""
        application = self.application(borrower)
        current = application.documents.filter(kind="formal_approval").aggregate(Max("version"))
        factories.DocumentFactory(
            application=application, kind="formal_approval", version=current["version__max"] + 1
        )

    def is_called(self, name: str, full_name: str) -> None:
        """What stands of somebody in the lender's books, where that is not what the story calls them."""
        party = self.person(name).party
        party.name = full_name
        party.save()

    def has_data(self, name: str, birth_date: date, annual_income: Decimal) -> None:
        """Personal data that nobody else in the story has."""
        party = self.person(name).party
        party.birth_date, party.annual_income = birth_date, annual_income
        party.save()

    def has_terms(self, borrower: str, **terms: Any) -> None:
        """Give a loan other terms than those of every story; its formal approval states them too."""
        Application.objects.filter(pk=self.application(borrower).pk).update(**terms)
        self._approve_anew(self.application(borrower))

    def becomes_borrower(self, name: str, borrower: str) -> None:
        """Somebody becomes a borrower of a loan; its formal approval does not know of it."""
        self.application(borrower).borrowers.add(self.borrower(name).party)

    def becomes_guarantor(self, name: str, borrower: str) -> None:
        """Somebody becomes a guarantor of a loan; its formal approval does not know of it."""
        party = factories.GuarantorFactory(name=name)
        self._introduce(Person(name, None, party))
        self.application(borrower).guarantors.add(party)

    def leaves(self, name: str, borrower: str) -> None:
        """Somebody is no longer a party to a loan; its formal approval does not know of it."""
        application, party = self.application(borrower), self.person(name).party
        parties = application.borrowers if isinstance(party, Borrower) else application.guarantors
        parties.remove(party)

    def takes_over(self, name: str, borrower: str) -> None:
        """Another broker or BDM looks after an application from now on."""
        person = self.person(name)
        Application.objects.filter(pk=self.application(borrower).pk).update(
            **{person.user.role: person.party}
        )

    def has_django_rights(self, name: str) -> None:
        """Everything that Django's own admin pages ask for, whatever the role."""
        user = self.person(name).user
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])

    def has_no_login(self, name: str) -> None:
        person = self.person(name)
        user, person.party.user, person.user = person.user, None, None
        person.party.save()
        user.delete()

    def has_no_address(self, name: str) -> None:
        """No login and no address: nobody can reach this borrower."""
        self.has_no_login(name)
        party = self.person(name).party
        party.email = ""
        party.save()

    def owes(self, borrower: str, amount: Decimal, due: date, count: int = 1) -> None:
        """A funded loan's next repayments, the whole of each interest: stories care for the sum only.

        The loan was funded a year before the first of them is due, or earlier.
        """
        application = self.application(borrower)
        funded_on = min(application.funding_date or due, due - LONG_BEFORE)
        Application.objects.filter(pk=application.pk).update(stage="funded", funding_date=funded_on)
        first = application.repayments.count() + 1
        Repayment.objects.bulk_create(
            factories.RepaymentFactory.build(
                application=application, number=number, due_date=due, principal=0, interest=amount
            )
            for number in range(first, first + count)
        )

    def pauses(self, borrower: str, from_day: date, to_day: date) -> None:
        """A hardship pause, granted by somebody."""
        HardshipPause.objects.create(
            application=self.application(borrower),
            from_day=from_day,
            to_day=to_day,
            reason="Illness",
            author=self._any_admin(),
        )

    def _any_admin(self) -> User:
        admin = User.objects.filter(role="admin").first()
        return admin or factories.UserFactory(name="Somebody", role="admin", is_active=False)

    def _with_papers(self, application: Application, borrower: str) -> Application:
        for kind in PAPERS:
            factories.DocumentFactory(application=application, kind=kind)
        for party in application.borrowers.all():
            self._sign(application, borrower=party)
        self._applications[borrower] = application
        return application

    @staticmethod
    def _approve_anew(application: Application) -> None:
        # The same paper, as if it had been drawn up after the change.
        application.documents.filter(kind="formal_approval").update(terms=terms_of(application))

    @staticmethod
    def _sign(application: Application, **signer: Borrower | Guarantor) -> None:
        # A story may have begun by taking the formal approval away.
        document = application.documents.filter(kind="formal_approval").order_by("version").last()
        if document is not None:
            Signature.objects.create(document=document, **signer)

    def _must_be_new(self, name: str) -> None:
        if name in self._people:
            raise AssertionError(f"{name} is in this story already.")

    def _introduce(self, person: Person) -> Person:
        self._people[person.name] = person
        return person

    @staticmethod
    def _known(name: str, known: dict[str, Any], noun: str) -> Any:
        if name in known:
            return known[name]
        close = get_close_matches(name, known, n=1)
        hint = f" Did you mean {close[0]}?" if close else ""
        cast = ", ".join(known) or "nobody"
        raise AssertionError(
            f"No {noun} called {name} is in this story; there is {cast}.{hint} "
            "People come into a story by the phrases under CAST in `make phrases`."
        )
