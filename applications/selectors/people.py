"""The lender's people: its BDMs, the brokers who work with them, and its admins."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from applications import refusals
from applications.models import BDM, Application, Branch, Broker, Repayment
from applications.models.repayment import OPEN as OWING
from applications.selectors.rows import first_or_raise
from applications.selectors.words import with_every_word
from applications.stages import Stage
from applications.staleness import OPEN
from users.models import User
from users.preferences import Role

Somebody = BDM | Broker | User
# Kind of person, as addresses and the API call it → the rows.
KINDS = {"bdm": BDM, "broker": Broker, "admin": User}
# Kind of person → the fields in which a search looks.
SEARCHED = {
    "bdm": ("name", "user__email"),
    "broker": ("name", "user__email", "company"),
    "admin": ("name", "email"),
}
MOST_CHANGES = 20  # shown of one person


@dataclass(frozen=True)
class Change:
    """What an admin changed of a person, and when."""

    by: str
    at: datetime
    act: str


def running() -> Q:
    """The applications that somebody has to look after: in an open stage, or funded and not yet repaid."""
    owing = Exists(Repayment.objects.filter(OWING, application=OuterRef("pk")))
    return Q(stage__in=OPEN) | (Q(stage=Stage.FUNDED) & Q(owing))


def people_visible_to(user: User, kind: str) -> QuerySet:
    """The people of a kind, by name, for admins; nobody for others. `running` says how many applications a
    BDM looks after, and how many in an open stage a broker has."""
    model = KINDS[kind]
    people = model.objects.order_by("name", "pk")
    if user.role != Role.ADMIN:
        return people.none()
    if kind == "admin":
        return people.filter(role=Role.ADMIN)
    concerned = Application.objects.filter(running() if kind == "bdm" else Q(stage__in=OPEN))
    number = concerned.filter(**{kind: OuterRef("pk")}).order_by().values(kind).annotate(n=Count("pk"))
    people = people.select_related("user", "branch").annotate(
        running=Coalesce(Subquery(number.values("n")), 0)
    )
    return people.select_related("primary_bdm") if kind == "broker" else people


def people_matching(
    user: User, kind: str, *, words: str = "", branch: Branch | None = None, active: bool | None = None
) -> QuerySet:
    """Those of a kind with each of these words in their name, company or e-mail address, of a branch, whose
    login works or does not. No admin is of a branch."""
    people = people_visible_to(user, kind)
    people = people.filter(with_every_word(words, lambda word: _found_by(kind, word)))
    if branch is not None:
        people = people.none() if kind == "admin" else people.filter(branch=branch)
    if active is not None:
        works = Q(**{"is_active" if kind == "admin" else "user__is_active": True})
        people = people.filter(works if active else ~works)
    return people


def _found_by(kind: str, word: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in SEARCHED[kind]))


def person_for(user: User, kind: str, person_id: int) -> Somebody:
    """One person; raises PartyNotFound where the user sees none, as if there were none."""
    if kind not in KINDS:
        raise refusals.PartyNotFound
    return first_or_raise(people_visible_to(user, kind).filter(pk=person_id), refusals.PartyNotFound)


def login_of(person: Somebody) -> User | None:
    """What somebody logs in with; None without a login."""
    return person if isinstance(person, User) else person.user


def changes_of(person: Somebody) -> list[Change]:
    """What admins changed of a person here and on the admin pages, the latest first."""
    rows = {person, login_of(person)} - {None}
    concerned = Q()
    for row in rows:
        concerned |= Q(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    entries = LogEntry.objects.filter(concerned).select_related("user").order_by("-action_time", "-pk")
    return [
        Change(one.user.name, one.action_time, one.get_change_message()) for one in entries[:MOST_CHANGES]
    ]


def branches_visible_to(user: User) -> QuerySet[Branch]:
    """The branches, by name, for admins; none for others."""
    branches = Branch.objects.order_by("name")
    return branches if user.role == Role.ADMIN else branches.none()


def bdms_who_work() -> QuerySet[BDM]:
    """The BDMs whose login has not been deactivated, by name."""
    return BDM.objects.exclude(user__is_active=False).order_by("name", "pk")


def has_left(person: BDM | Broker) -> bool:
    """Whether somebody's login has been deactivated by now, also where the person was read before that."""
    return User.objects.filter(pk=person.user_id, is_active=False).exists()


def tasks_of_a_bdm(bdm: BDM) -> tuple[QuerySet[Application], QuerySet[Broker]]:
    """What a BDM leaves behind: the running applications, and the brokers whose primary BDM this is."""
    applications = Application.objects.filter(running(), bdm=bdm).order_by("pk")
    return applications, Broker.objects.filter(primary_bdm=bdm).order_by("pk")
