"""Who may read what: whose applications are whose, and which words are kept from whom."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from features.drivers.addresses import on_the_wire
from features.invariants.books import Books, Step
from features.private_words import ACCOUNT_NUMBER, LEAST_CHARACTERS, TAX_FILE_NUMBER
from features.restated import CAME_BACK
from features.words import STAGES

REFERENCE = re.compile(r"\bHL-[0-9A-Z]+(?:-[0-9A-Z]+)*")
STAFF = ("admin", "bdm")
# Where admins keep every row as it is.
ADMIN_PAGES = "/admin/"
RETURNS = {(STAGES[stage], STAGES[to]) for stage, to in CAME_BACK}


class Written(NamedTuple):
    """What was written about a loan, and whether a broker or borrower may read it."""

    words: str
    is_read: bool


class Readers:
    """Everybody, as the books were before a step or are after it: a step may hand something over."""

    def __init__(self, step: Step) -> None:
        self._books, self._step = (step.before, step.after), step

    @cached_property
    def roles(self) -> dict[int, str]:
        """Id of a person → their role."""
        return {person.pk: person.role for books in self._books for person in books.people}

    @cached_property
    def references(self) -> set[str]:
        """The references of all applications."""
        return {loan.reference for books in self._books for loan in books.applications}

    @cached_property
    def parties(self) -> dict[str, set[int]]:
        """Reference → the ids of those whose application it is; admins apart, who see every one."""
        parties = defaultdict(set)
        for books in self._books:
            _add_parties(books, parties)
        return parties

    @cached_property
    def borrowed(self) -> dict[str, set[str]]:
        """Address of a borrower, as it travels → the references of the borrower's applications."""
        borrowed = defaultdict(set)
        for books in self._books:
            loans, borrowers = books.by_id("applications"), books.by_id("borrowers")
            for row in books.borrowers_of_applications:
                address = on_the_wire(borrowers[row.borrower_id].email).lower()
                borrowed[address].add(loans[row.application_id].reference)
        return borrowed

    def strange_to_address(self, text: str, address: str) -> set[str]:
        """The references in a text of applications that are of no borrower with this address."""
        return self._named_in(text) - self.borrowed[address.lower()]

    def strange_in(self, text: str, user_id: int) -> set[str]:
        """The references in a text of applications that are not this person's, nor in their notifications."""
        if self.roles.get(user_id) == "admin":
            return set()
        strange = {one for one in self._named_in(text) if user_id not in self.parties[one]}
        # Hardly ever any, and looking through all notifications takes longer than all else here.
        return strange and strange - self._told_of(user_id)

    def reasons_kept_from(self, user_id: int | None) -> Iterator[str]:
        """The reasons of moves that this person must not read; None is a borrower without a login."""
        return _kept(self._reasons(user_id))

    def words_kept_from(self, user_id: int) -> Iterator[str]:
        """The reasons of moves and the internal notes that this person must not read."""
        return _kept((*self._reasons(user_id), *self._notes(user_id)))

    def _named_in(self, text: str) -> set[str]:
        return self.references.intersection(REFERENCE.findall(text))

    # Staff read all that follows.

    def _reasons(self, user_id: int | None) -> Iterator[Written]:
        role = self.roles.get(user_id, "borrower")
        for move in self._step.after.stage_events if role not in STAFF else ():
            is_brokers = move.by_id == user_id or (move.from_stage, move.to_stage) in RETURNS
            yield Written(move.reason, role == "broker" and is_brokers)

    def _notes(self, user_id: int) -> Iterator[Written]:
        role = self.roles.get(user_id, "borrower")
        for note in self._step.after.notes if role not in STAFF else ():
            is_own = role == "broker" and user_id in (note.author_id, note.assignee_id)
            yield Written(note.text, note.visibility != "internal" or is_own)

    def _told_of(self, user_id: int) -> set[str]:
        own = [one for one in self._step.after.notifications if one.user_id == user_id]
        return {name for one in own for name in (one.subject_ref, *REFERENCE.findall(one.message))}


def private_data(books: Books) -> Iterator[str]:
    """What identifies a borrower or a guarantor, in each form in which somebody would write it."""
    yield from (TAX_FILE_NUMBER, ACCOUNT_NUMBER)
    for party in (*books.borrowers, *books.guarantors):
        yield from _sensitive(party)


def particulars(party: Any) -> Iterator[str]:
    """What one borrower or guarantor need not tell the others, in each form in which it is written."""
    if party.email:
        yield party.email
    yield from _sensitive(party)


def _kept(written: Iterable[Written]) -> Iterator[str]:
    """The words that a person must not read, unless the person reads the same words elsewhere."""
    written = tuple(written)
    read = [one.words for one in written if one.is_read]
    kept = (one.words for one in written if not one.is_read and len(one.words) >= LEAST_CHARACTERS)
    yield from (words for words in kept if not any(words in one for one in read))


def _sensitive(party: Any) -> Iterator[str]:
    if party.birth_date is not None:
        yield from (f"{party.birth_date:{form}}" for form in ("%Y-%m-%d", "%-d %B %Y", "%d/%m/%Y"))
    if party.annual_income is not None:
        yield from (f"{party.annual_income:,.2f}", f"{party.annual_income:.2f}")


def _add_parties(books: Books, parties: dict[str, set[int]]) -> None:
    brokers, bdms, borrowers = (books.by_id(table) for table in ("brokers", "bdms", "borrowers"))
    loans = books.by_id("applications")
    for loan in loans.values():
        parties[loan.reference] |= {brokers[loan.broker_id].user_id, bdms[loan.bdm_id].user_id}
    for row in books.borrowers_of_applications:
        parties[loans[row.application_id].reference].add(borrowers[row.borrower_id].user_id)
