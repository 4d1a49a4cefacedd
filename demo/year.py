"""A lender's business, day by day: people act at noon, and beat does the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Self

from django.core.files.base import ContentFile

from applications.models import Application, BankLine, Broker, Document, Repayment
from applications.refusals import AboveLimit
from applications.selectors.application import newest_document
from applications.selectors.repayment import with_owed
from applications.services.applications import application_move, application_open
from applications.services.bank_files import bank_file_receive
from applications.services.documents import document_sign
from applications.services.fees import fee_charge
from applications.services.notes import note_add
from applications.services.parties import party_add
from applications.services.terms import application_change_terms
from applications.tasks import generate_document, import_payments
from common.after_commit import ask_after_commit
from demo.mail import bouncing
from demo.names import Names
from demo.people import People, borrower, guarantor, hire, hired
from timeskip import Story
from users.inbox import mark_all_read
from users.models import User

NOTES = (
    "Called: the payslips of the last two months are on their way.",
    "Valuer has been inside; report by the end of the week.",
    "Wants to settle before the school holidays.",
    "Asked to repay fortnightly, in line with the salary.",
    "Second income is casual: use two years' returns.",
)
FREQUENCIES = ("monthly", "monthly", "fortnightly", "weekly")
TERMS = (120, 180, 240, 300, 360)  # months
STAGES = ("pre_approval", "valuation", "formal_approval", "settlement", "funded")
REASONS = {"declined": "The income does not carry it.", "withdrawn": "The customer has changed plans."}
ENDS = {"declined": 0.03, "withdrawn": 0.03}  # share of moves that end there instead
STALLS = 0.06  # share of moves that wait a month longer
PUNCTUAL, LATE = 0.88, 0.09  # share of loans; the rest stop paying some day
WRONG_ADDRESS = 0.02  # share of borrowers whose e-mail bounces
READS = 0.8  # share of users who read their inbox, each week
MISSPELT = 0.01  # share of payments whose reference names no loan
# The first application: so that two months are enough for money that is overdue, an escalation and a fee, and
# the broker and the BDM whose log-ins are printed see them.
HASTE = 3  # days between its moves
PAYS_FOR = timedelta(days=15)  # weekly repayments, since it was funded
FEE = ("Settlement", Decimal(350))
FEE_DUE = timedelta(days=14)


@dataclass
class Plan:
    """What happens next with an application, and how its borrower pays."""

    application: Application
    broker: Broker
    next_on: date
    pays_after: int | None
    stops_on: date | None = None
    done: bool = False

    def state(self) -> list[Any]:
        """The fields in their order, as JSON."""
        stops_on = self.stops_on and self.stops_on.isoformat()
        next_on = self.next_on.isoformat()
        return [self.application.pk, self.broker.pk, next_on, self.pays_after, stops_on, self.done]


@dataclass
class Year:
    """The people, applications and chances of a demo."""

    story: Story
    people: People
    chance: Random
    names: Names
    plans: list[Plan] = field(default_factory=list)

    @classmethod
    def first(cls, story: Story, *, seed: int, chance: Random) -> Self:
        """Hire the people; nothing is planned yet."""
        bouncing.clear()
        return cls(story, hire(), chance, Names(seed))

    @classmethod
    def again(cls, story: Story, state: dict[str, Any], *, seed: int) -> Self:
        """Go on from a state that `state` returned, in the database that it was returned in."""
        chance = Random()  # noqa: S311 a story is no secret
        version, numbers, gauss = state["chance"]
        chance.setstate((version, tuple(numbers), gauss))
        bouncing.clear()
        bouncing.update(state["bouncing"])
        applications = Application.objects.select_related("bdm__user").in_bulk()
        brokers = Broker.objects.select_related("user").in_bulk()
        plans = [
            Plan(applications[application], brokers[broker], _day(next_on), pays_after, _day(stops_on), done)
            for application, broker, next_on, pays_after, stops_on, done in state["plans"]
        ]
        return cls(story, hired(), chance, Names(seed, state["names"]), plans)

    def state(self) -> dict[str, Any]:
        """What `again` goes on from, as JSON."""
        return {
            "chance": self.chance.getstate(),
            "names": self.names.taken,
            "bouncing": sorted(bouncing),
            "plans": [plan.state() for plan in self.plans],
        }

    def day(self, today: date, opened: int) -> None:
        """What people do on one day."""
        for _ in range(opened):
            self._open(today)
        for plan in self.plans:
            if not plan.done and plan.next_on <= today:
                self._go_on(plan, today)
        if today.weekday() == 4:
            self._bank(today)
            self._read_inboxes()

    def _open(self, today: date) -> None:
        chance, is_first = self.chance, not self.plans
        broker, term, frequency = (chance.choice(of) for of in (self.people.brokers, TERMS, FREQUENCIES))
        if is_first:
            broker, term, frequency = self.people.brokers[0], TERMS[0], "weekly"
        parties = [borrower(len(self.plans), self.names, chance)]
        if chance.random() < WRONG_ADDRESS:
            bouncing.add(parties[0].email)
        application = application_open(
            broker=broker,
            borrowers=parties,
            by=broker.user,
            amount=Decimal(chance.randrange(80, 720) * 1000),
            term_months=term,
            annual_rate=Decimal(chance.randrange(560, 760)) / 100,
            frequency=frequency,
        )
        if chance.random() < 0.1:
            party_add(application=application, role="guarantor", by=broker.user, known=guarantor(self.names))
        drawn = chance.random()
        pays_after = 0 if drawn < PUNCTUAL else chance.randrange(2, 12) if drawn < PUNCTUAL + LATE else None
        stops_on = None if pays_after is not None else today + timedelta(days=chance.randrange(60, 200))
        plan = Plan(application, broker, today + timedelta(days=chance.randrange(1, 5)), pays_after, stops_on)
        self.plans.append(plan)

    def _go_on(self, plan: Plan, today: date) -> None:
        chance, application = self.chance, plan.application
        if plan is self.plans[0]:
            plan.next_on = today + timedelta(days=HASTE)
            self._advance(plan, today)
            return
        plan.next_on = today + timedelta(days=chance.randrange(2, 13))
        if chance.random() < STALLS:
            plan.next_on += timedelta(days=30)
            return
        if chance.random() < 0.25:
            note_add(
                application=application,
                author=application.bdm.user,
                text=chance.choice(NOTES),
                remind_on=today + timedelta(days=chance.randrange(1, 10)),
            )
        for end, share in ENDS.items():
            if chance.random() < share and (end == "withdrawn" or application.stage != "settlement"):
                self._move(plan, end)
                plan.done = True
                return
        self._advance(plan, today)

    def _advance(self, plan: Plan, today: date) -> None:
        application = plan.application
        to = STAGES[STAGES.index(application.stage) + 1] if application.stage in STAGES else STAGES[0]
        bdm = application.bdm.user
        if to == "formal_approval":
            valuation = application.amount * self.chance.randrange(110, 160) / 100
            application_change_terms(application=application, by=bdm, valuation=valuation)
            self._hand_in(application, "identification", "income")
        if to == "settlement":
            letter = newest_document(application, "formal_approval")
            for party in (*application.borrowers.all(), *application.guarantors.all()):
                document_sign(document=letter, signer=party, by=bdm)
        if to == "funded":
            application_change_terms(application=application, by=bdm, funding_date=today)
            self._hand_in(application, "contract")
        self._move(plan, to)
        if to == "pre_approval":
            ask_after_commit(generate_document, application.pk, "indicative_letter", bdm.pk)
        if to == "formal_approval":
            # Signed only when settlement is booked: until then the signatures are out.
            ask_after_commit(generate_document, application.pk, "formal_approval", bdm.pk)
        if to == "funded":
            ask_after_commit(generate_document, application.pk, "repayment_schedule", bdm.pk)
            plan.done = True
        if to == "funded" and plan is self.plans[0]:
            plan.pays_after, plan.stops_on = None, today + PAYS_FOR
            kind, amount = FEE
            fee_charge(application=application, kind=kind, amount=amount, due_date=today + FEE_DUE, by=bdm)

    def _move(self, plan: Plan, to: str) -> None:
        application = plan.application
        brokers_own = to == "withdrawn" or (application.stage == "inquiry" and to == "pre_approval")
        by = plan.broker.user if brokers_own else application.bdm.user
        try:
            plan.application = self._moved_by(by, application, to)
        except AboveLimit:
            plan.application = self._moved_by(self.people.admin, application, to)

    def _moved_by(self, by: User, application: Application, to: str) -> Application:
        reason, seen_at = REASONS.get(to, ""), application.stage
        return application_move(
            application=application, seen_at=seen_at, to=to, by=by, reason=reason
        ).application

    def _hand_in(self, application: Application, *kinds: str) -> None:
        for kind in kinds:
            paper = ContentFile(b"%PDF-1.4\n% handed in on paper\n%%EOF\n", name=f"{kind}.pdf")
            Document.objects.create(application=application, kind=kind, sha256="0" * 64, file=paper)

    def _bank(self, today: date) -> None:
        """Import the week's payments as one bank file."""
        lines = list(self._payments(today))
        if not lines:
            return
        rows = [
            f"payment,062-000 1234 5678,{day},{amount:.2f},AUD,{reference},{today:%y%m%d}-{number},"
            for number, (day, amount, reference) in enumerate(lines)
        ]
        total = sum(amount for _, amount, _ in lines)
        head = "record,account,date,amount,currency,reference,transaction_id,original"
        content = "\n".join([head, *rows, f"total,{len(lines)},{total:.2f}", ""]).encode()
        file, _ = bank_file_receive(
            name=f"payments-{today}.csv", content=ContentFile(content), by=self.people.admin
        )
        ask_after_commit(import_payments, file.pk)

    def _read_inboxes(self) -> None:
        """Most people have read everything by the end of the week."""
        for user in User.objects.order_by("pk"):
            if self.chance.random() < READS:
                mark_all_read(user_id=user.pk)

    def _has_room_in_suspense(self) -> bool:
        return BankLine.objects.filter(state="suspense").count() <= 3

    def _payments(self, today: date) -> Iterator[tuple[date, Decimal, str]]:
        plans = {plan.application.pk: plan for plan in self.plans if plan.application.stage == "funded"}
        # The first of all names no loan either; its payer pays once more.
        misspell = not BankLine.objects.exists()
        due = with_owed(Repayment.objects.filter(application__in=plans, due_date__lte=today, cancelled=False))
        for repayment in due.filter(owed__gt=0).order_by("due_date", "pk"):
            plan = plans[repayment.application_id]
            pays_on = repayment.due_date + timedelta(days=plan.pays_after or 0)
            if pays_on > today or (plan.stops_on and pays_on >= plan.stops_on):
                continue
            reference = plan.application.reference
            misspell |= self.chance.random() < MISSPELT and self._has_room_in_suspense()
            if misspell:
                reference, misspell = f"House {repayment.number}", False
            yield pays_on, repayment.owed, reference


def _day(text: str | None) -> Any:
    return text and date.fromisoformat(text)
