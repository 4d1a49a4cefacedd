"""Who takes part in a loan, in the API."""

from collections.abc import Callable
from typing import Any

from applications.models import Application
from features.doors.api.caller import Caller
from features.doors.on_file import is_on_file, particulars_of
from features.drivers.person import Person


class Parties:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def add(self, who: Person, application: Application, role: str, joining: Person, times: int) -> None:
        known = is_on_file(joining)
        person = {"known": joining.party.pk} if known else {"particulars": particulars_of(joining)}
        path = f"applications/{application.reference}/parties/"
        self._caller(who).post_once(path, times, role=role, **person)

    def remove(self, who: Person, application: Application, role: str, party: Any) -> None:
        self._caller(who).delete(_path_of(application, role, party))

    def change(
        self, who: Person, application: Application, role: str, party: Any, particular: str, value: str
    ) -> None:
        self._caller(who).patch(_path_of(application, role, party), **{particular: value})

    def hand_over(self, who: Person, application: Application, to: Person) -> None:
        path = f"applications/{application.reference}/hand-over/"
        self._caller(who).post(path, **{to.user.role: to.party.pk})

    def invite(self, who: Person, application: Application, borrower: Any) -> None:
        self._caller(who).post(_login_of(application, borrower))

    def invite_again(self, who: Person, application: Application, borrower: Any) -> None:
        self._caller(who).post(f"{_login_of(application, borrower)}invitation/")

    def move_login(self, who: Person, application: Application, borrower: Any) -> None:
        self._caller(who).post(f"{_login_of(application, borrower)}address/")

    def set_login(self, who: Person, application: Application, borrower: Any, *, active: bool) -> None:
        self._caller(who).put(_login_of(application, borrower), active=active)


def _login_of(application: Application, borrower: Any) -> str:
    return f"{_path_of(application, 'borrower', borrower)}login/"


def _path_of(application: Application, role: str, party: Any) -> str:
    return f"applications/{application.reference}/parties/{role}/{party.pk}/"
