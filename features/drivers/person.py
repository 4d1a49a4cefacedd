"""One person of a story: who they are, and how they log in."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from applications import models
from users.models import User

# What somebody is in a story, by the kind of party.
ROLES = {
    type(None): "admin",
    models.BDM: "BDM",
    models.Broker: "broker",
    models.Borrower: "borrower",
    models.Guarantor: "guarantor",
}


@dataclass
class Person:
    """Somebody in the story: a login, a party to a loan, or both."""

    name: str
    account: User | None = None
    party: Any = None

    @property
    def role(self) -> str:
        """What this person is in the story, in people's words."""
        return ROLES[type(self.party)]

    @property
    def user(self) -> User:
        """This person's login; AssertionError without one."""
        if self.account is None:
            raise AssertionError(f"{self.name} has no login, and so neither pages nor notifications.")
        return self.account

    @property
    def address(self) -> str:
        """Where this person's e-mail arrives; AssertionError without an address."""
        address = self.account.email if self.account else self.party.email
        if not address:
            raise AssertionError(f"{self.name} has no e-mail address, so no e-mail could arrive.")
        return address

    def browser(self) -> Client:
        """A browser in which this person has just logged in."""
        client = Client()
        # Sessions may have been ended since the user was created.
        self.user.refresh_from_db(fields=["login_version"])
        client.force_login(self.user)
        return client
