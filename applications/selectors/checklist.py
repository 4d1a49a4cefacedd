"""What an application lacks for its next stage, as one reader sees it."""

from dataclasses import dataclass, field

from applications.checklist import Act, Item, needed_later, open_items
from applications.directions import next_move, order_of
from applications.documents.kinds import DocumentKind
from applications.models import Application
from applications.selectors.application import newest_document
from applications.selectors.facts import facts_of
from applications.selectors.signature import parties_to_sign, signer_key
from applications.stages import Facts, Move, Stage
from applications.wording import listing
from users.models import User
from users.preferences import Role


@dataclass(frozen=True, kw_only=True)
class Task:
    """An item of the checklist. `yours` is whether the reader may do it; `who` does it otherwise.

    `document` is the id of the document to be signed, `signer` the `signer_key` of who has not signed it, and
    `on_paper` whether that has to be on paper.
    """

    act: str
    subject: str
    words: str
    yours: bool
    who: str
    document: int | None = None
    signer: str = ""
    on_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """What is to be done before the usual next move. `next_stage` is empty where there is none.

    `later` says what a stage after that needs, where nothing is missing for the next.
    """

    next_stage: str = ""
    order: str = ""
    yours: bool = False
    who: str = ""
    tasks: list[Task] = field(default_factory=list)
    later: str = ""

    @property
    def next_stage_label(self) -> str:
        return Stage(self.next_stage).label if self.next_stage else ""

    @property
    def to_do_first(self) -> int:
        """How many tasks come before the move; who has to make it is none of them."""
        return sum(task.act != Act.APPROVE for task in self.tasks)


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
        later="" if items else _later(facts, move.target),
    )


def _tasks(user: User, application: Application, items: list[Item]) -> list[Task]:
    signing = _signing(application, [item for item in items if item.act == Act.SIGN])
    return [
        Task(
            act=item.act.value,
            subject=item.subject,
            words=item.words,
            yours=user.role in item.roles,
            who=_who(application, item),
            **signing.get(id(item), {}),
        )
        for item in items
    ]


def _signing(application: Application, items: list[Item]) -> dict[int, dict]:
    """What tasks say of each of these missing signatures, by the identity of the item."""
    if not items:
        return {}
    approval = newest_document(application, DocumentKind.FORMAL_APPROVAL)
    # Namesakes have the same words: the items are in the order of the parties.
    parties = parties_to_sign(approval)
    return {
        id(item): {
            "document": approval.pk,
            "signer": signer_key(party),
            "on_paper": party.signs_on_paper,
        }
        for item, party in zip(items, parties, strict=True)
    }


def _later(facts: Facts, to: Stage) -> str:
    found = needed_later(facts, to=to)
    if found is None:
        return ""
    stage, missing = found
    return f"Still missing for {stage.label}: {listing(missing)}."


def _who(application: Application, item: Item) -> str:
    if item.act == Act.SIGN:
        return item.subject
    if Role.BDM in item.roles:
        return application.bdm.name
    return "an admin"


def _mover(application: Application, move: Move) -> str:
    return application.broker.name if move.role == Role.BROKER else application.bdm.name
