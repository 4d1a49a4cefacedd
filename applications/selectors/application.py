"""Which applications there are, and who may see them."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from applications import refusals
from applications.models import Application, Borrower, Document, StageEvent
from applications.models.parties import NUMBERS
from applications.selectors.rows import first_or_raise
from applications.stages import stage_of
from common.compiled import CompiledModels, CompiledRows, Parameter
from users.models import User
from users.preferences import Role

# Role → what makes an application its own; every application is an admin's.
OWN = {Role.BDM: "bdm__user", Role.BROKER: "broker__user", Role.BORROWER: "borrowers__user"}


def applications() -> QuerySet[Application]:
    """All applications with their broker, BDM and these two's logins."""
    return Application.objects.select_related("broker__user", "bdm__user")


def applications_visible_to(user: User) -> QuerySet[Application]:
    """Admins see all applications, BDMs, brokers and borrowers their own."""
    return _of(user.role, user, applications())


def applications_to_list(user: User) -> QuerySet[Application]:
    """The same applications without their people, for what filters and counts them."""
    if user.role == Role.BORROWER:
        # Each once, where two borrowers of a loan share a login.
        own = _of(user.role, user, Application.objects.order_by())
        return Application.objects.filter(pk__in=own.values("pk"))
    return _of(user.role, user, Application.objects.all())


def _of(role: str, user: User | Parameter, found: QuerySet[Application]) -> QuerySet[Application]:
    if role == Role.ADMIN:
        return found
    own = found.filter(**{OWN[role]: user})
    return own.distinct() if role == Role.BORROWER else own


_PK, _USER = Parameter("pk", Application.id.field), Parameter("user", User.id.field)
_IS_VISIBLE = {
    role: CompiledRows(_of(role, _USER, applications()).filter(pk=_PK).order_by().values_list("pk"))
    for role in Role
}


def may_see(user: User, application: Application) -> bool:
    """Whether an application is among those visible to the user."""
    return bool(_IS_VISIBLE[user.role](pk=application.pk, user=user.pk))


def require_sight(user: User, application: Application) -> None:
    """Raises ApplicationNotFound where the user may not see an application, as if there were none."""
    if not may_see(user, application):
        raise refusals.ApplicationNotFound(application.reference)


def application_for(user: User, reference: str) -> Application:
    """One application that the user may see; raises ApplicationNotFound otherwise, as if there were none."""
    rows = applications_visible_to(user).select_related("bdm__branch").filter(reference=reference)
    return first_or_raise(rows, refusals.ApplicationNotFound, reference)


_BY_ID = CompiledModels(
    applications()
    .filter(pk=_PK)
    .prefetch_related(Prefetch("borrowers", Borrower.objects.select_related("user").defer(*NUMBERS)))
)


def application_by_id(application_id: int) -> Application:
    """One application with its borrowers and their logins, by its id; raises ApplicationNotFound."""
    for application in _BY_ID(pk=application_id):
        return application
    raise refusals.ApplicationNotFound(f"with id {application_id}")


def application_by_reference(reference: str) -> Application:
    """One application, for the command line; raises ApplicationNotFound."""
    rows = applications().filter(reference=reference)
    return first_or_raise(rows, refusals.ApplicationNotFound, reference)


def references_of(ids: Collection[int]) -> dict[int, str]:
    """The references of these applications, by id, for admins."""
    return dict(Application.objects.filter(pk__in=ids).order_by().values_list("pk", "reference"))


def application_to_write_about(application_id: int) -> Application | None:
    """An application with its borrowers' names; None where there is none."""
    names = Prefetch("borrowers", Borrower.objects.only("name"))
    return applications().filter(pk=application_id).prefetch_related(names).first()


def move_to_announce(application: Application, status: str, event_id: int | None) -> StageEvent | None:
    """The move with `event_id`, else the application's newest move to the stage of a status, if there is one.

    Raises UnknownStatus, or UnknownEvent if the application made no such move to that stage.
    """
    stage = stage_of(status)
    moves = application.stage_events.filter(to_stage=stage)
    if event_id is not None:
        moves = moves.filter(pk=event_id)
    newest = moves.order_by("-pk").first()
    if newest is None and event_id is not None:
        raise refusals.UnknownEvent(application.reference, event_id, stage.label)
    return newest


_NEWEST_DOCUMENT = CompiledModels(
    Document.objects.filter(
        application=Parameter("application", Document.application.field),
        kind=Parameter("kind", Document.kind.field),
    ).order_by("-version")[:1]
)


def newest_document(application: Application, kind: str) -> Document | None:
    """The version of a document that counts; None where there is none."""
    for document in _NEWEST_DOCUMENT(application=application.pk, kind=kind):
        document.application = application
        return document
    return None
