"""The people of a loan, on its page."""

from collections.abc import Callable
from typing import Any

from applications.models import Application
from features.doors.page.applications import page_of
from features.doors.page.desk import Desk
from features.doors.page.joining import LABELS, answers_about, sent_about
from features.drivers.person import Person


class Parties:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def add(self, who: Person, application: Application, role: str, joining: Person, times: int) -> None:
        desk, form = self._desk(who), f"{page_of(application.reference)}parties/add/{role}/"
        with desk.offered_or(form, **sent_about(joining)):
            desk.open(page_of(application.reference))
            desk.go(form)
            desk.press(f"Add the {role}", answers_about(joining), times=times)

    def remove(self, who: Person, application: Application, role: str, party: Any) -> None:
        desk, form = self._desk(who), f"{_page_of(application, role, party)}remove/"
        with desk.offered_or(form):
            desk.open(page_of(application.reference))
            desk.go(form)
            desk.press(f"Remove the {role}")

    def change(
        self, who: Person, application: Application, role: str, party: Any, particular: str, value: str
    ) -> None:
        desk, form = self._desk(who), _page_of(application, role, party)
        with desk.offered_or(form, **{particular: value}):
            desk.open(page_of(application.reference))
            desk.go(form)
            desk.press("Save the particulars", {LABELS[particular]: value})

    def hand_over(self, who: Person, application: Application, to: Person) -> None:
        desk, address = self._desk(who), page_of(application.reference)
        sent = {"bdm": application.bdm_id, to.user.role: to.party.pk}
        with desk.offered_or(f"{address}hand-over/", **sent):
            desk.open(address)
            desk.go(f"{address}hand-over/")
            desk.press("Hand over", {"BDM" if to.role == "BDM" else "Broker": to.party.name})

    def invite(self, who: Person, application: Application, borrower: Any) -> None:
        self._press_login(who, application, borrower, "invite", f"Invite {borrower.name} to the workspace")

    def invite_again(self, who: Person, application: Application, borrower: Any) -> None:
        self._press_login(who, application, borrower, "invite-again", f"Invite {borrower.name} again")

    def move_login(self, who: Person, application: Application, borrower: Any) -> None:
        self._confirm_login(who, application, borrower, "address", "Move the login")

    def set_login(self, who: Person, application: Application, borrower: Any, *, active: bool) -> None:
        if active:
            label = f"Reactivate {borrower.name}'s login"
            self._press_login(who, application, borrower, "reactivate", label)
        else:
            self._confirm_login(who, application, borrower, "deactivate", "Deactivate the login")

    def _confirm_login(
        self, who: Person, application: Application, borrower: Any, act: str, button: str
    ) -> None:
        desk, form = self._desk(who), f"{_page_of(application, 'borrower', borrower)}login/{act}/"
        with desk.offered_or(form):
            desk.open(page_of(application.reference))
            desk.go(form)
            desk.press(button)

    def _press_login(
        self, who: Person, application: Application, borrower: Any, act: str, label: str
    ) -> None:
        desk = self._desk(who)
        with desk.offered_or(f"{_page_of(application, 'borrower', borrower)}login/{act}/"):
            desk.open(page_of(application.reference))
            desk.press(label)


def _page_of(application: Application, role: str, party: Any) -> str:
    return f"{page_of(application.reference)}parties/{role}/{party.pk}/"
