"""The people of a story, by name."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.test import Client

from applications.services.parties import borrower_change_address
from features.drivers import factories
from features.drivers.refusals import Refusals
from users.models import User


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


class People:
    """Introduces people, and finds them again."""

    def __init__(self, refusals: Refusals) -> None:
        self._refusals = refusals
        self._people: dict[str, Person] = {}

    def person(self, name: str) -> Person:
        """Somebody who was introduced; AssertionError says who was, where this one wasn't."""
        return known(name, self._people, "person")

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

    def guarantor(self, name: str) -> Person:
        """A guarantor, who has no login."""
        return self._introduce(Person(name, None, factories.GuarantorFactory(name=name)))

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

    def change_address(self, who: str, address: str) -> None:
        """Staff correct a borrower's e-mail address."""
        with self._refusals.attempt():
            borrower_change_address(borrower=self.person(who).party, email=address)

    def deactivate(self, who: str) -> None:
        """Somebody's login is taken away."""
        user = self.person(who).user
        user.is_active = False
        user.save(update_fields=["is_active"])

    def reactivate(self, who: str) -> None:
        """Somebody gets their login back."""
        user = self.person(who).user
        user.is_active = True
        user.save(update_fields=["is_active"])

    def any_admin(self) -> User:
        """Some admin, where a story does not care which."""
        admin = User.objects.filter(role="admin").first()
        return admin or factories.UserFactory(name="Somebody", role="admin", is_active=False)

    def _must_be_new(self, name: str) -> None:
        if name in self._people:
            raise AssertionError(f"{name} is in this story already.")

    def _introduce(self, person: Person) -> Person:
        self._people[person.name] = person
        return person


def known(name: str, everybody: dict[str, Any], noun: str) -> Any:
    """Who or what was introduced by a name; AssertionError says who was, where this one was not."""
    if name in everybody:
        return everybody[name]
    close = get_close_matches(name, everybody, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    cast = ", ".join(everybody) or "nobody"
    raise AssertionError(
        f"No {noun} called {name} is in this story; there is {cast}.{hint} "
        "People come into a story by the phrases under PEOPLE in `make phrases`."
    )
