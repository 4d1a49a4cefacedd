"""E-mails: what left, how often, and to whom."""

import re
from collections import defaultdict
from typing import Any

from features.drivers.addresses import on_the_wire
from features.drivers.shown import shown
from features.invariants.books import Books, Step
from features.invariants.invariant import invariant
from features.restated import MANDATORY
from features.words import EVENTS

LONGEST_SUBJECT = 70  # characters; mail programs on phones cut what is longer

BORROWER = re.compile(r".*:borrower:(\d+)")

NEVER_SWITCHED_OFF = {EVENTS[event] for event in MANDATORY}


@invariant(
    "An e-mail is delivered once to an address, unless the mail server did not confirm it or a worker died.",
    reads="emails letters",
)
def delivered_once(step: Step):
    delivered = defaultdict(list)
    for letter in step.after.letters:
        email = step.after.by_message_id.get(letter.message_id)
        if email is None:
            yield "an e-mail left that is not in the outbox"
        else:
            delivered[email.dedupe_key, letter.to].append(letter)
    for (_, address), letters in delivered.items():
        if len(letters) == 1 or step.workers_may_die:
            continue
        in_doubt = sum(step.unconfirmed[message_id] for message_id in {one.message_id for one in letters})
        if len(letters) > 1 + in_doubt:
            yield f"“{letters[0].subject}” was delivered {len(letters)} times to {address}"


@invariant(
    "An e-mail counts as sent if and only if the mail server took it.",
    reads="emails letters",
)
def sent_means_taken(step: Step):
    delivered = {letter.message_id for letter in step.after.letters}
    before = step.before.by_id("emails")
    for email in step.after.emails:
        if email.pk in before and before[email.pk].state == email.state:
            continue
        if email.state == "sent" and email.message_id not in delivered:
            yield f"“{email.subject}” counts as sent and was not delivered"
        if (
            email.state in ("queued", "failed", "expired")
            and email.message_id in delivered
            and not (step.unconfirmed[email.message_id] or step.workers_may_die)
        ):
            yield f"“{email.subject}” was delivered and counts as {email.state}"


@invariant(
    "An e-mail leaves to its reader's current address, and the outbox states where it went.",
    reads="emails letters notifications people borrowers",
)
def goes_to_the_current_address(step: Step):
    for letter in step.left:
        email = step.after.by_message_id.get(letter.message_id)
        if email is None:
            continue
        if not _is_at(letter, [email.address]):
            yield f"“{letter.subject}” left to {letter.to}, and the outbox states {email.address}"
        # It may have left before this step changed the address.
        current = [address for books in (step.before, step.after) for address in _addresses_of(email, books)]
        if current and not _is_at(letter, current):
            yield f"“{letter.subject}” left to {letter.to}, and its reader is at {current[-1]}"


def _is_at(letter: Any, addresses: list[str]) -> bool:
    return letter.to.lower() in {on_the_wire(address).lower() for address in addresses}


def _addresses_of(email: Any, books: Books) -> list[str]:
    """Where the reader of an e-mail is; none if it is not known who that is."""
    people, notifications = books.by_id("people"), books.by_id("notifications")
    if key := BORROWER.fullmatch(email.dedupe_key):
        borrower = books.by_id("borrowers").get(int(key[1]))
        login = borrower and people.get(borrower.user_id)
        if login and login.is_active and login.role == "borrower":
            return [login.email]
        return [borrower.email] if borrower else []
    told = notifications.get(email.notification_id)
    if told is None and email.dedupe_key.startswith("digest:"):
        covered = (one for one in books.notifications if f"digest:{one.digest_id}" == email.dedupe_key)
        told = next(covered, None)
    return [people[told.user_id].email] if told and told.user_id in people else []


@invariant("An e-mail never leaves once it has expired.", reads="emails letters")
def never_after_it_expired(step: Step):
    for letter in step.left:
        email = step.after.by_message_id.get(letter.message_id)
        if email is not None and email.expires_at is not None and letter.at >= email.expires_at:
            yield f"“{email.subject}” left on {shown(letter.at)}"


@invariant(
    "A reminder never leaves once its repayment is paid.",
    reads="emails letters repayments payments allocations",
)
def never_of_what_is_paid(step: Step):
    repayments = {str(repayment.pk): repayment for repayment in step.before.repayments}
    for letter in step.left:
        email = step.after.by_message_id.get(letter.message_id)
        if email is None or not email.dedupe_key.startswith("reminder:"):
            continue
        repayment = repayments.get(email.dedupe_key.split(":")[1])
        if repayment is not None and step.before.owed(repayment) <= 0:
            yield f"“{letter.subject}” left although it is paid"


@invariant(
    "Nobody gets an e-mail that they have switched off; notices that are mandatory cannot be.",
    reads="emails notifications preferences",
)
def none_is_switched_off(step: Step):
    switched_off = {
        (row.user_id, row.event)
        for row in step.before.preferences
        if row.channel == "email" and not row.enabled and row.event not in NEVER_SWITCHED_OFF
    } & {
        (row.user_id, row.event)
        for row in step.after.preferences
        if row.channel == "email" and not row.enabled
    }
    notifications = step.after.by_id("notifications")
    for email in step.new("emails"):
        told = notifications.get(email.notification_id)
        if told is not None and (told.user_id, told.notification_type) in switched_off:
            yield f"“{email.subject}” was written"


@invariant(
    "An e-mail that waits is not tried before its next attempt, unless an admin asks for that.",
    reads="emails people",
)
def never_tried_too_early(step: Step):
    if any(person.pk in step.acted and person.role == "admin" for person in step.after.people):
        return
    now = step.after.by_id("emails")
    for email in step.before.emails:
        waits = email.state in ("queued", "unknown") and email.next_attempt_at > step.after.now
        if waits and email.pk in now and now[email.pk].attempts > email.attempts:
            yield f"“{email.subject}” was to be tried on {shown(email.next_attempt_at)}"


@invariant(
    "The subject of an e-mail about a loan names the loan, states no amount, and has at most 70 characters.",
    reads="emails letters",
)
def subject_names_the_loan(step: Step):
    for letter in step.left:
        email = step.after.by_message_id.get(letter.message_id)
        reference = email and (email.context or {}).get("reference")
        if not reference:
            continue
        if reference not in letter.subject:
            yield f"“{letter.subject}” does not name {reference}"
        if "$" in letter.subject:
            yield f"“{letter.subject}” states an amount"
        if len(letter.subject) > LONGEST_SUBJECT:
            yield f"“{letter.subject}” has {len(letter.subject)} characters"
