"""The people of a story, by name."""

from datetime import date
from decimal import Decimal
from typing import Any

from applications.models import Application
from applications.services.parties import borrower_change_address
from features.drivers import factories
from features.drivers.lookup import known, must_not_be_a_slip
from features.drivers.person import Person
from features.drivers.refusals import Refusals
from users.models import User

# The address from which everybody in a story uses the internet, unless it says otherwise.
OFFICE, ELSEWHERE = "203.0.113.9", "198.51.100.7"


class People:
    """Introduces people, and finds them again."""

    def __init__(self, refusals: Refusals) -> None:
        self._refusals = refusals
        self._people: dict[str, Person] = {}

    def person(self, name: str) -> Person:
        """Return a person by name; AssertionError lists those that the scenario has introduced."""
        return known(name, self._people, "person")

    def in_role(self, name: str, *roles: str) -> Person:
        """Return a person by name; AssertionError if they are in none of the roles says who is."""
        person = self.person(name)
        if person.role not in roles:
            there = ", ".join(one.name for one in self._people.values() if one.role in roles) or "none"
            is_one = f"an {person.role}" if person.role == "admin" else f"a {person.role}"
            of_these = " and ".join(f"{role}s" for role in roles)
            raise AssertionError(
                f"This phrase needs a {' or a '.join(roles)}, and {name} is {is_one}. "
                f"{of_these[0].upper()}{of_these[1:]} of this story: {there}."
            )
        return person

    def party(self, name: str, *roles: str) -> Any:
        """Return a party to loans by name; AssertionError if they are in none of the roles says who is."""
        return self.in_role(name, *roles).party

    def with_login(self) -> list[str]:
        """Return the names of those who can log in."""
        return [name for name, person in self._people.items() if person.account and person.account.is_active]

    def admin(self, name: str) -> Person:
        self._must_be_new(name)
        user = factories.UserFactory(name=name, role="admin", is_staff=True, is_superuser=True)
        return self._introduce(Person(name, user))

    def bdm(self, name: str, limit: Decimal | None = None) -> Person:
        """A BDM; without a limit one who may approve any amount of these stories."""
        if name in self._people and limit is None:
            return self.in_role(name, "BDM")
        self._must_be_new(name)
        bdm = factories.BDMFactory(name=name, **({} if limit is None else {"approval_limit": limit}))
        return self._introduce(Person(name, bdm.user, bdm))

    def broker(self, name: str, bdm: str) -> Person:
        self._must_be_new(name)
        self._must_not_be_a_slip(bdm, "BDM")
        broker = factories.BrokerFactory(name=name, primary_bdm=self.bdm(bdm).party)
        return self._introduce(Person(name, broker.user, broker))

    def borrower(self, name: str) -> Person:
        """A borrower with a login and an address; the same one again where the story knows the name."""
        if name in self._people:
            return self.in_role(name, "borrower")
        self._must_not_be_a_slip(name, "borrower")
        borrower = factories.BorrowerFactory(name=name)
        return self._introduce(Person(name, borrower.user, borrower))

    def guarantor(self, name: str) -> Person:
        """A guarantor, who has no login; the same one again where the story knows the name."""
        if name in self._people:
            return self.in_role(name, "guarantor")
        self._must_not_be_a_slip(name, "guarantor")
        return self._introduce(Person(name, None, factories.GuarantorFactory(name=name)))

    def is_called(self, name: str, full_name: str) -> None:
        """Set somebody's full name in the lender's records."""
        party = self.party(name, "borrower", "guarantor", "broker", "BDM")
        party.name = full_name
        party.save()

    def is_company(self, name: str, full_name: str) -> None:
        """Make a borrower or a guarantor a company."""
        party = self.party(name, "borrower", "guarantor")
        party.kind, party.name, party.birth_date = "company", full_name, None
        party.save()

    def change_limit(self, name: str, limit: Decimal) -> None:
        """Change what a BDM may approve."""
        party = self.party(name, "BDM")
        party.approval_limit = limit
        party.save(update_fields=["approval_limit"])

    def works_in(self, name: str, branch: str) -> None:
        """Assign a BDM or a broker to a branch."""
        party = self.party(name, "broker", "BDM")
        party.branch = factories.BranchFactory(name=branch)
        party.save(update_fields=["branch"])

    def works_for(self, name: str, company: str) -> None:
        """Give a broker a company."""
        party = self.party(name, "broker")
        party.company = company
        party.save(update_fields=["company"])

    def also_works_with(self, broker: str, bdm: str) -> None:
        """Give a broker another BDM of the story beside the primary one."""
        self.party(broker, "broker").other_bdms.add(self.party(bdm, "BDM"))

    def change_primary_bdm(self, broker: str, bdm: str) -> None:
        """Give a broker another BDM of the story as the primary one."""
        party = self.party(broker, "broker")
        party.primary_bdm = self.party(bdm, "BDM")
        party.save(update_fields=["primary_bdm"])

    def is_on_file_as(self, name: str, party: Any) -> None:
        """Find somebody as this party from now on: a page or a request may have entered them as new.

        Their login goes with them.
        """
        person = self.person(name)
        before, person.party = person.party, party
        if before == party:
            return
        if before.applications.exists():
            raise AssertionError(f"{name} was entered as new, and is in a loan already.")
        before.delete()
        if person.account:
            party.user = person.account
            party.save(update_fields=["user"])

    def has_data(self, name: str, birth_date: date, annual_income: Decimal) -> None:
        """Set the personal data of a borrower or a guarantor."""
        party = self.party(name, "borrower", "guarantor")
        party.birth_date, party.annual_income = birth_date, annual_income
        party.save()

    def has_django_rights(self, name: str) -> None:
        """Give somebody Django's staff and superuser flags."""
        user = self.person(name).user
        user.is_staff = user.is_superuser = True
        user.save(update_fields=["is_staff", "is_superuser"])

    def has_no_login(self, name: str) -> None:
        """Delete a borrower's login."""
        person = self.in_role(name, "borrower")
        user, person.party.user, person.account = person.user, None, None
        person.party.save()
        user.delete()

    def has_no_address(self, name: str) -> None:
        """Delete a borrower's login and address."""
        self.has_no_login(name)
        party = self.person(name).party
        party.email = ""
        party.save()

    def change_address(self, who: str, address: str) -> None:
        """Change a borrower's e-mail address."""
        with self._refusals.attempt():
            borrower_change_address(borrower=self.party(who, "borrower"), email=address)

    def deactivate(self, who: str) -> None:
        """Deactivate somebody's account."""
        user = self.person(who).user
        user.is_active = False
        user.save(update_fields=["is_active"])

    def reactivate(self, who: str) -> None:
        """Activate somebody's account again."""
        user = self.person(who).user
        if user.is_active:
            raise AssertionError(f"{who}'s login has not been taken away, so it cannot be given back.")
        user.is_active = True
        user.save(update_fields=["is_active"])

    @staticmethod
    def in_charge_of(application: Application) -> Person:
        """Return the BDM who looks after an application, also one whom no phrase has named."""
        return Person(application.bdm.name, application.bdm.user, application.bdm)

    def any_admin(self) -> User:
        """Return any admin, creating one if need be."""
        admin = User.objects.filter(role="admin").first()
        return admin or factories.UserFactory(name="Somebody", role="admin", is_active=False)

    def joins(self, person: Person) -> None:
        """Introduce somebody whom an admin has invited."""
        self._must_be_new(person.name)
        self._introduce(person)

    def _must_be_new(self, name: str) -> None:
        if name in self._people:
            raise AssertionError(f"{name} is in this story already.")

    def _must_not_be_a_slip(self, name: str, role: str) -> None:
        if name not in self._people:
            must_not_be_a_slip(name, [one.name for one in self._people.values() if one.role == role], role)

    def _introduce(self, person: Person) -> Person:
        self._people[person.name] = person
        return person
