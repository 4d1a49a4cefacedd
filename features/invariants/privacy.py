"""Privacy: what no e-mail, notification, page, answer of the API or log may hold."""

import html
from collections import defaultdict

from features.drivers.addresses import on_the_wire
from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.invariants.readers import ADMIN_PAGES, STAFF, Readers, private_data
from features.private_words import LEAST_CHARACTERS


def _readers_of(step: Step) -> dict[str, set[int | None]]:
    """Address, as it travels → the people who read what is sent there; None is a borrower without a login."""
    readers = defaultdict(set)
    for books in (step.before, step.after):
        for person in books.people:
            readers[on_the_wire(person.email).lower()].add(person.pk)
        for borrower in books.borrowers:
            readers[on_the_wire(borrower.email).lower()].add(borrower.user_id)
    return readers


@invariant(
    "No e-mail holds a tax file or account number, a date of birth or an income.",
    reads="letters borrowers guarantors",
)
def no_private_data_leave(step: Step):
    secrets = set(private_data(step.after)) if step.left else ()
    for letter, words in step.left_in_words:
        yield from (f"“{letter.subject}” holds {secret}" for secret in secrets if secret in words)


@invariant(
    "No e-mail and no notification holds an internal note.",
    reads="letters notes notifications",
)
def no_internal_note_leaves(step: Step):
    told = [(letter.subject, words) for letter, words in step.left_in_words]
    told += [(one.message, one.message) for one in step.new("notifications")]
    for note in step.after.notes if told else ():
        if note.visibility == "internal" and len(note.text) >= LEAST_CHARACTERS:
            quoting = (title for title, words in told if note.text in words)
            yield from (f"“{title}” holds the note “{note.text}”" for title in quoting)


@invariant(
    "No e-mail and no notification tells the reason of a move to somebody who must not read it.",
    reads="letters stage_events notifications people borrowers",
)
def no_reason_leaves(step: Step):
    readers, by_address = Readers(step), _readers_of(step) if step.left else {}
    told = [(one.user_id, one.message) for one in step.new("notifications")]
    told += [
        (reader, words)
        for letter, words in step.left_in_words
        for reader in by_address.get(letter.to.lower(), ())
    ]
    for reader, words in told:
        for reason in readers.reasons_kept_from(reader):
            if reason in words:
                yield f"the reason “{reason}” is in “{words[:80]}”"


@invariant(
    "An e-mail names no application of somebody else, and no address of another customer.",
    reads="letters applications borrowers_of_applications brokers bdms borrowers people notifications",
)
def no_stranger_is_named(step: Step):
    if not step.left:
        return
    readers, by_address = Readers(step), _readers_of(step)
    customers = {borrower.email for borrower in step.after.borrowers if borrower.email}
    for letter, words in step.left_in_words:
        own = by_address.get(letter.to.lower(), set())
        if not own or any(readers.roles.get(reader) in STAFF for reader in own):
            continue
        strange = (
            readers.strange_to_address(words, letter.to)
            if reader is None
            else readers.strange_in(words, reader)
            for reader in own
        )
        for name in set.intersection(*strange):
            yield f"“{letter.subject}” to {letter.to} names {name}"
        for address in customers:
            if address in words and on_the_wire(address).lower() != letter.to.lower():
                yield f"“{letter.subject}” to {letter.to} names {address}"


@invariant(
    "No page and no answer of the API holds a tax file or account number, a date of birth or an income.",
    reads="answers borrowers guarantors",
)
def no_private_data_are_shown(step: Step):
    secrets = set(private_data(step.after)) if step.answers else ()
    for answer in step.answers:
        # The forms in which admins keep these data.
        if not answer.address.startswith(ADMIN_PAGES):
            yield from (f"{answer.address} shows {secret}" for secret in secrets if secret in answer.text)


@invariant(
    "A page and the API show nobody the reason of a move or an internal note that they must not read.",
    reads="answers stage_events notes people",
)
def what_staff_write_is_theirs(step: Step):
    readers = Readers(step)
    for answer in step.answers:
        text = html.unescape(answer.text)
        for words in readers.words_kept_from(answer.user_id):
            if words in text and words not in answer.asked:
                yield f"{answer.address} shows “{words}”"


@invariant(
    "No log holds a password, a code, an API token or a link to a new password.",
    reads="leaked",
)
def no_secret_is_logged(step: Step):
    yield from (f"“{line[:20]}…”" for line in step.leaked)
