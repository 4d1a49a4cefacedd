"""Scope: nobody hears of a loan that is not theirs, and nobody is shown one."""

import re

from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.invariants.readers import Readers

# What a page links to by its id → the table of books.
LINKS = {"documents": "documents", "notes": "notes", "reports": "reports", "inbox": "notifications"}
LINK = re.compile(rf"[\"'/](?P<what>{'|'.join(LINKS)})/(?P<id>\d+)/")
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
    "A page links to documents, notes, reports and notifications that are its reader's, and to no other.",
    reads=f"answers {PARTIES} documents notes reports",
)
def linked_to_their_own(step: Step):
    readers = Readers(step)
    for answer in step.answers:
        if readers.roles.get(answer.user_id) == "admin" or answer.text.startswith("{"):
            continue
        for link in LINK.finditer(answer.text):
            owners = _owners(step, readers, link["what"], int(link["id"]))
            if owners is not None and answer.user_id not in owners:
                yield f"{answer.address} links to {link['what']} {link['id']}"


def _owners(step: Step, readers: Readers, what: str, row_id: int) -> set[int] | None:
    """Whose a row is, admins apart; None where there is none by now."""
    row = step.after.by_id(LINKS[what]).get(row_id)
    if row is None:
        return None
    if what == "inbox":
        return {row.user_id}
    if what == "reports":
        return {bdm.user_id for bdm in step.after.bdms if bdm.pk == row.bdm_id}
    return readers.parties[step.after.by_id("applications")[row.application_id].reference]
