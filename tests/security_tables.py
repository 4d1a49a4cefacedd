"""`python -m tests.security_tables` writes the tables of docs/security.md from the code."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path

MANUAL = Path(__file__).parents[1] / "docs" / "security.md"
# What follows this line of the manual is made from the code.
MARK = "# Tables\n"
YES = "yes"


def as_markdown() -> str:
    """The limits; who gets to which page, makes which move, asks for which document, reads which field."""
    return "\n".join([*_limits(), *_pages(), *_moves(), *_papers(), *_fields()])


def manual() -> str:
    """docs/security.md with its tables as the code has them now."""
    by_hand, _, _ = MANUAL.read_text(encoding="utf-8").partition(MARK)
    return f"{by_hand}{MARK}\n{as_markdown()}"


def _limits() -> Iterator[str]:
    from django.conf import settings

    from applications.payments.reading import MOST_LINES
    from applications.services.bank_files import LARGEST_FILE, MOST_FAULTS
    from applications.services.document_uploads import LARGEST_DOCUMENT
    from crm_backend.limits import LARGEST_BODY, LARGEST_UPLOAD
    from users import attempts, frames, log_in, signals, slots, tokens

    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    yield "## What is limited to how much\n"
    yield _line(["What", "Limit"])
    yield _line(["---"] * 2)
    for what, limit in (
        ("Wrong log-in tries of one account", _within(attempts.WRONG_BY_ACCOUNT)),
        ("Wrong log-in tries from one address", _within(attempts.WRONG_BY_ADDRESS)),
        ("Password resets of one account", _within(attempts.RESETS_BY_ACCOUNT)),
        ("Password resets from one address", _within(attempts.RESETS_BY_ADDRESS)),
        ("Time between password and code", _in_words(log_in.PENDING_FOR)),
        ("A link to choose a new password", _in_words(timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))),
        ("A session of an admin or a BDM", _in_words(signals.STAFF_SESSION)),
        ("An API token", _in_words(settings.REST_KNOX["TOKEN_TTL"])),
        ("API tokens of one person", str(tokens.MOST)),
        ("API calls without a login, from one address", rates["anon"].replace("/min", " a minute")),
        ("API calls of one person", rates["user"].replace("/min", " a minute")),
        ("Sockets of one person", str(slots.MOST_SOCKETS)),
        ("Requests of one socket", f"{frames.MOST_FRAMES} in {_in_words(frames.WINDOW)}"),
        ("A request's body", _in_mebibytes(LARGEST_BODY)),
        (
            "A request's body where files are uploaded, from somebody who is logged in",
            _in_mebibytes(LARGEST_UPLOAD),
        ),
        ("A document that is handed in", f"{_in_mebibytes(LARGEST_DOCUMENT)}; PDF, JPEG or PNG"),
        ("A bank file", f"{_in_mebibytes(LARGEST_FILE)} and {MOST_LINES:,} lines"),
        ("Listed errors of one bank file", str(MOST_FAULTS)),
    ):
        yield _line([what, limit])
    yield ""


def _within(limit) -> str:
    return f"{limit.most} in {_in_words(limit.window)}"


def _in_words(span: timedelta) -> str:
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if span.total_seconds() % seconds == 0 and (count := int(span.total_seconds() // seconds)):
            return f"{count} {unit}{'' if count == 1 else 's'}"
    raise ValueError(span)


def _in_mebibytes(size: int) -> str:
    return f"{size // 1024**2} MiB"


def _pages() -> Iterator[str]:
    from workspace.urls import urlpatterns

    yield "## Who gets to which page of the workspace\n"
    yield "Of the rows that somebody may see at all. To everybody else a page looks absent.\n"
    rows = [
        (f"`/{one.pattern}`", one.callback.roles.__contains__, "")
        for one in urlpatterns
        if hasattr(one.callback, "roles")
    ]
    yield from _table("Page", rows)
    without = ", ".join(f"`/{one.pattern}`" for one in urlpatterns if not hasattr(one.callback, "roles"))
    yield f"Without a login: {without}.\n"


def _moves() -> Iterator[str]:
    from applications.stages import MOVES

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
    from applications.papers import PAPERS

    yield "## Who may have a document drawn up\n"
    yield from _table("Document", [(paper.kind.label, paper.is_for, "") for paper in PAPERS])


def _fields() -> Iterator[str]:
    from applications.visibility import SHOWN

    yield "## Who reads which field\n"
    yield "Of the rows that somebody may see at all. A field that is not listed is shown to nobody.\n"
    for thing, fields in SHOWN.items():
        yield f"### {thing[0].upper()}{thing[1:]}\n"
        yield from _table(
            "Field", [(name, roles.__contains__, _only(thing, name)) for name, roles in fields.items()]
        )


def _only(thing: str, field: str) -> str:
    from applications.visibility import REASONS_FOR_BROKERS

    if (thing, field) != ("StageEvent", "reason"):
        return ""
    moves = (f"{source.label} → {target.label}" for source, target in REASONS_FOR_BROKERS)
    return f"a broker: the broker's own, and of {', '.join(sorted(moves))}"


def _table(first: str, rows: Iterable[tuple[str, Callable, str]]) -> Iterator[str]:
    from users.preferences import Role

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
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    MANUAL.write_text(manual(), encoding="utf-8")
