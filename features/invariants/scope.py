"""Scope: nobody hears of a loan that is not theirs, and nobody is shown one."""

import json
import re
from collections.abc import Iterator

from features.drivers.answers import Answered
from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.invariants.readers import Readers

# What addresses call rows that have an id → the table of books.
ROWS = {
    "documents": "documents",
    "notes": "notes",
    "pauses": "pauses",
    "payments": "payments",
    "suspense": "bank_lines",
    "files": "bank_files",
    "bank-files": "bank_files",
    "reports": "reports",
    "inbox": "notifications",
    "notifications": "notifications",
}
LINK = re.compile(rf"[\"'/](?P<what>{'|'.join(ROWS)})/(?P<id>\d+)/")
# Where the API answers with rows; the last part that names any says which they are.
API = "/api/"
# A broker learns of no hardship, and only staff of money that waits for a loan.
KEPT_FROM = {"pauses": ("broker",), "bank_lines": ("broker", "borrower")}
PARTIES = "applications borrowers_of_applications brokers bdms borrowers people notifications"


@invariant("Nobody is told of an application that is not theirs.", reads=PARTIES)
def told_of_their_own(step: Step):
    new = [row for row in step.new("notifications") if row.subject_ref]
    readers = Readers(step)
    for one in new:
        is_known = one.subject_ref in readers.references and readers.roles.get(one.user_id) != "admin"
        if is_known and one.user_id not in readers.parties[one.subject_ref]:
            yield f"“{one.message}” went to somebody who is no party to {one.subject_ref}"


@invariant(
    "A page and the API show their reader applications that are the reader's, and no other.",
    reads=f"answers {PARTIES}",
)
def shown_their_own(step: Step):
    readers, asked = Readers(step), "".join(answer.asked for answer in step.answers)
    for answer in step.answers:
        for name in readers.strange_in(answer.text, answer.user_id):
            # A refusal repeats what somebody has typed.
            if name not in asked:
                yield f"{answer.address} shows {name}"


@invariant(
    "A page links to, and the API shows, documents, notes, pauses, money, bank files, reports and "
    "notifications that are its reader's, and no other.",
    reads=f"answers {PARTIES} documents notes pauses payments bank_lines bank_files reports",
)
def linked_to_their_own(step: Step):
    readers = Readers(step)
    for answer in step.answers:
        if readers.roles.get(answer.user_id) == "admin":
            continue
        for what, row_id in _named_in(answer):
            owners = _owners(step, readers, ROWS[what], row_id)
            if owners is not None and answer.user_id not in owners:
                yield f"{answer.address} shows {_name(step, answer.user_id)} {what} {row_id}"


def _named_in(answer: Answered) -> Iterator[tuple[str, int]]:
    """What an answer names by its id: a page by links, the API by rows."""
    if not answer.address.startswith(API):
        yield from ((link["what"], int(link["id"])) for link in LINK.finditer(answer.text))
        return
    what = next((part for part in reversed(answer.address.split("/")) if part in ROWS), None)
    if what is not None:
        said = json.loads(answer.text)
        rows = said if isinstance(said, list) else said.get("results", [said])
        yield from ((what, row["id"]) for row in rows if "id" in row)


def _owners(step: Step, readers: Readers, table: str, row_id: int) -> set[int] | None:
    """Whose a row is, admins apart; None where there is none by now."""
    row = step.after.by_id(table).get(row_id)
    if row is None:
        return None
    if table == "bank_files":
        return set()
    if table == "notifications":
        return {row.user_id}
    if table == "reports":
        return {bdm.user_id for bdm in step.after.bdms if bdm.pk == row.bdm_id}
    if row.application_id is None:
        return set()
    parties = readers.parties[step.after.by_id("applications")[row.application_id].reference]
    kept_from = KEPT_FROM.get(table, ())
    return {reader for reader in parties if readers.roles.get(reader) not in kept_from}


def _name(step: Step, user_id: int) -> str:
    return step.after.by_id("people")[user_id].name
