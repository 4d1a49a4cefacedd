"""The second factor: setting it up, its codes, and taking a lost one away."""

import re
from contextlib import ExitStack
from typing import Any

from django.test import override_settings

from features.drivers.admin_pages import fill_in
from features.drivers.authenticator import code_of
from features.drivers.lookup import own
from features.drivers.pages import Pages
from features.drivers.passwords import Passwords
from features.drivers.people import People


class SecondFactor:
    """Everybody's authenticator app and recovery codes."""

    def __init__(self, people: People, pages: Pages, passwords: Passwords, resources: ExitStack) -> None:
        self._people = people
        self._pages = pages
        self._passwords = passwords
        self._resources = resources
        self._keys: dict[str, str] = {}
        self._recovery_codes: dict[str, list[str]] = {}

    def is_required(self) -> None:
        """Require a second factor of staff, as in production."""
        self._resources.enter_context(override_settings(SECOND_FACTOR="required"))

    def set_up(self, who: str) -> None:
        """Somebody connects an app with the key on the page, and keeps the recovery codes."""
        page = self._pages.before(who)
        filled_in = {}
        if page.address != "/login/set-up/":
            page.open("/account/second-factor/")
            filled_in["Your password"] = self._passwords.of(who)
        self._keys[who] = re.search(r"Key: ([A-Z2-7 ]+?) (?:Your|Code)", page.text())[1]
        page.press("Set up", {**filled_in, "Code from your app": self.code(who)})
        self._recovery_codes[who] = re.findall(r"\b[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}\b", page.text())

    def code(self, who: str) -> str:
        """Return what somebody's authenticator app shows now."""
        return code_of(self._of(who, self._keys, "authenticator app"))

    def recovery_code(self, who: str) -> str:
        """Return the next of the recovery codes that somebody has written down."""
        codes = self._of(who, self._recovery_codes, "recovery code")
        if not codes:
            raise AssertionError(f"{who} has used every recovery code.")
        return codes.pop(0)

    def enter(self, who: str, code: str) -> None:
        """Somebody enters a code, in the second step of logging in."""
        self._pages.before(who).press("Log in", {"Code from your app, or a recovery code": code})

    def reset(self, who: str, of: str) -> None:
        """An admin takes away a second factor that somebody has lost, on the admin pages."""
        chosen = {"action": "reset_second_factor", "_selected_action": [self._people.person(of).user.pk]}
        fill_in(self._people, who, "/admin/users/", "user", **chosen)

    def ask_for_codes(self, who: str, password: str | None = None) -> None:
        """Somebody asks for new recovery codes on the page of their account."""
        asked = password or self._passwords.of(who)
        self._on_account(who, "New recovery codes", "Your password, to create new codes", asked)

    def switch_off(self, who: str) -> None:
        """Somebody does without a second factor from now on."""
        self._on_account(who, "Switch off", "Your password, to switch it off", self._passwords.of(who))

    def secrets(self) -> frozenset[str]:
        """Return the keys of the authenticator apps, and the recovery codes that nobody has used."""
        codes = (code for own in self._recovery_codes.values() for code in own)
        return frozenset([*self._keys.values(), *codes])

    def _on_account(self, who: str, button: str, label: str, password: str) -> None:
        page = self._pages.before(who)
        page.open("/account/")
        page.press(button, {label: password})

    def _of(self, who: str, things: dict[str, Any], what: str) -> Any:
        self._people.person(who)
        return own(who, things, what, say=f"Given {who} has set up a second factor")
