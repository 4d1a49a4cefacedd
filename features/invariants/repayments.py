"""Repayments: what pages call them."""

import re
from collections import defaultdict
from datetime import date

from features.invariants.books import Books, Step
from features.invariants.invariant import invariant

PAGE = re.compile(r"^/applications/(?P<reference>[^/]+)/$")
# A row of the page's table, of a repayment that is paid.
ROW = re.compile(r"<tr><td>(?P<number>\d+)</td>[^\n]*<td>(?P<state>Paid|Paid late)</td></tr>")


@invariant(
    "A page calls a repayment paid late if its last money came after its due date, and paid if it did not.",
    reads="answers applications repayments payments allocations",
)
def late_means_after_its_day(step: Step):
    for answer in step.answers:
        if page := PAGE.match(answer.address):
            # Of a step that opens a page and pays, either may come first.
            said = [_states(books, page["reference"]) for books in (step.before, step.after)]
            for row in ROW.finditer(answer.text):
                if row["state"] not in {states.get(int(row["number"])) for states in said}:
                    yield f"{answer.address} calls number {row['number']} {row['state'].lower()}"


def _states(books: Books, reference: str) -> dict[int, str]:
    """What the repayments of a loan are called once they are paid, by number."""
    loans = books.by_id("applications")
    paid_on = _paid_on(books)
    return {
        one.number: "Paid late" if paid_on[one.pk] > one.due_date else "Paid"
        for one in books.repayments
        if loans[one.application_id].reference == reference and books.owed(one) <= 0
    }


def _paid_on(books: Books) -> dict[int, date]:
    """The value date of the last money of each repayment that has not bounced."""
    bounced = {payment.reverses_id for payment in books.payments}
    counting = {payment.pk: payment for payment in books.payments if payment.direction == "received"}
    days: dict[int, date] = defaultdict(lambda: date.min)
    for share in books.allocations:
        if share.payment_id in counting and share.payment_id not in bounced:
            days[share.repayment_id] = max(days[share.repayment_id], counting[share.payment_id].value_date)
    return days
