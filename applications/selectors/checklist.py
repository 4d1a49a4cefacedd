"""What an application lacks for its next stage, as one reader sees it."""

from dataclasses import dataclass, field

from applications.checklist import Act, Item, open_items
from applications.directions import next_move, order_of
from applications.documents.kinds import DocumentKind
from applications.models import Application
from applications.selectors.application import newest_document
from applications.selectors.facts import facts_of
from applications.selectors.signature import parties_to_sign
from applications.stages import Move, Stage
from users.models import User
from users.preferences import Role


@dataclass(frozen=True, kw_only=True)
class Task:
    """An item of the checklist. `yours` is whether the reader may do it; `who` does it otherwise.

    `document` is the id of the document to be signed, and `on_paper` whether that has to be on paper.
    """

    act: str
    subject: str
    words: str
    yours: bool
    who: str
    document: int | None = None
    on_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """What is to be done before the usual next move. `next_stage` is empty where there is none."""

    next_stage: str = ""
    order: str = ""
    yours: bool = False
    who: str = ""
    tasks: list[Task] = field(default_factory=list)

    @property
    def next_stage_label(self) -> str:
        return Stage(self.next_stage).label if self.next_stage else ""


def checklist_for(user: User, application: Application) -> Checklist:
    """What an application that the user sees lacks for its next stage. Customers have no checklist."""
    move = next_move(Stage(application.stage))
    if move is None or user.role == Role.BORROWER:
        return Checklist()
    facts = facts_of(application, move.source)
    bdm = application.bdm
    items = open_items(facts, to=move.target, bdm=bdm.name, limit=bdm.approval_limit)
    is_above = any(item.act == Act.APPROVE for item in items)
    return Checklist(
        next_stage=move.target.value,
        order=order_of(move),
        yours=move.is_for(Role(user.role)) and not (is_above and user.role == Role.BDM),
        who="an admin" if is_above else _mover(application, move),
        tasks=_tasks(user, application, items),
    )


def _tasks(user: User, application: Application, items: list[Item]) -> list[Task]:
    approval, on_paper = None, set()
    if any(item.act == Act.SIGN for item in items):
        approval = newest_document(application, DocumentKind.FORMAL_APPROVAL)
        on_paper = {party.name for party in parties_to_sign(approval) if party.signs_on_paper}
    return [
        Task(
            act=item.act.value,
            subject=item.subject,
            words=item.words,
            yours=user.role in item.roles,
            who=_who(application, item),
            document=approval.pk if approval and item.act == Act.SIGN else None,
            on_paper=item.act == Act.SIGN and item.subject in on_paper,
        )
        for item in items
    ]


def _who(application: Application, item: Item) -> str:
    if item.act == Act.SIGN:
        return item.subject
    if Role.BDM in item.roles:
        return application.bdm.name
    return "an admin"


def _mover(application: Application, move: Move) -> str:
    return application.broker.name if move.role == Role.BROKER else application.bdm.name
