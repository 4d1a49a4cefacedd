"""`python -m tests.security_tables`: who may do and read what, as tables made from the code's own."""

from collections.abc import Iterable, Iterator

from applications.papers import PAPERS
from applications.stages import MOVES
from applications.visibility import REASONS_FOR_BROKERS, SHOWN
from users.preferences import Role

YES = "yes"


def as_markdown() -> str:
    """Who moves an application, who asks for which document, and who reads which field."""
    return "\n".join([*_moves(), *_papers(), *_fields()])


def _moves() -> Iterator[str]:
    yield "## Who may move an application\n"
    rows = [
        (
            f"{move.source.label} → {move.target.label}",
            move.is_for,
            "with a reason" if move.needs_reason else "",
        )
        for move in MOVES
    ]
    yield from _table("Move", rows)


def _papers() -> Iterator[str]:
    yield "## Who may have a document drawn up\n"
    yield from _table("Document", [(paper.kind.label, paper.is_for, "") for paper in PAPERS])


def _fields() -> Iterator[str]:
    yield "## Who reads which field\n"
    yield "Of the rows that somebody may see at all. A field that is not listed is shown to nobody.\n"
    for thing, fields in SHOWN.items():
        yield f"### {thing[0].upper()}{thing[1:]}\n"
        yield from _table(
            "Field", [(name, roles.__contains__, _only(thing, name)) for name, roles in fields.items()]
        )


def _only(thing: str, field: str) -> str:
    if (thing, field) != ("StageEvent", "reason"):
        return ""
    moves = (f"{source.label} → {target.label}" for source, target in REASONS_FOR_BROKERS)
    return f"a broker: the broker's own, and of {', '.join(sorted(moves))}"


def _table(first: str, rows: Iterable[tuple]) -> Iterator[str]:
    rows = list(rows)
    remarks = any(remark for *_, remark in rows)
    head = [first, *(role.label for role in Role), *(["Remark"] if remarks else [])]
    yield _line(head)
    yield _line(["---"] * len(head))
    for name, is_for, remark in rows:
        marks = (YES if is_for(role) else "" for role in Role)
        yield _line([name, *marks, *([remark] if remarks else [])])
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(as_markdown())
