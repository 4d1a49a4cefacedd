"""The lender's people, in the API."""

from collections.abc import Callable
from typing import Any

from features.doors.api.caller import Caller
from features.drivers.person import Person


class Staff:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def change(self, who: Person, person: Person, field: str, value: Any) -> None:
        self._caller(who).patch(_path_of(person), **_ids({field: value}))

    def hand_over(self, who: Person, bdm: Person, to: Person) -> None:
        self._caller(who).post(f"{_path_of(bdm)}hand-over/", to=to.party.pk)

    def set_active(self, who: Person, person: Person, *, active: bool) -> None:
        self._caller(who).put(f"{_path_of(person)}login/", active=active)

    def invite(self, who: Person, kind: str, name: str, email: str, values: dict[str, Any]) -> None:
        self._caller(who).post_once(f"people/{kind}/", name=name, email=email, **_ids(values))

    def open_branch(self, who: Person, name: str) -> None:
        self._caller(who).post_once("branches/", name=name)


def _path_of(person: Person) -> str:
    return f"people/{person.user.role}/{(person.party or person.user).pk}/"


def _ids(values: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, "pk", None) or str(value) for name, value in values.items()}
