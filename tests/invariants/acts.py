"""What a bug does to the books behind the CRM's back."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from applications import models as loans
from features.drivers.answers import Answered
from features.drivers.world import World
from users import models as users

DUE = date(2025, 3, 14)
DAY = timedelta(days=1)


def omar(world: World) -> loans.Application:
    return world.applications.of("Omar")


def tells(**fields: Any) -> Callable[[World], None]:
    """Ben is told something behind the CRM's back."""

    def tell(world: World) -> None:
        ben = world.people.person("Ben").user
        last = ben.notifications.count() + 1
        users.Notification.objects.create(
            **{
                "user": ben,
                "notification_type": "application_status",
                "message": "Something",
                "sequence": last,
                "dedupe_key": f"bug:{last}",
                **fields,
            }
        )
        users.Inbox.objects.update_or_create(user=ben, defaults={"last_sequence": last})

    return tell


def changes(rows: Any, **fields: Any) -> Callable[[World], None]:
    """A bug writes these fields of every row."""
    return lambda world: rows.update(**fields)


def passes_without(entry: str, until: str) -> Callable[[World], None]:
    """Time passes, and the scheduler forgets an entry."""

    def passes(world: World) -> None:
        world.story.beat.skip_unless(entry, lambda: False)
        world.story.advance_to(until)

    return passes


def in_all(*acts: Callable[[World], Any]) -> Callable[[World], None]:
    return lambda world: [act(world) for act in acts] and None


def moves(stage: str, to: str, *, who: str = "Ada", reason: str = "") -> Callable[[World], None]:
    return lambda world: loans.StageEvent.objects.create(
        application=world.applications.of("Nora"),
        from_stage=stage,
        to_stage=to,
        by=world.people.person(who).user,
        reason=reason,
    )


def has_an_old_page(world: World) -> None:
    """Ben's page shows where Nora's application was, and what he presses moves it from where it is."""
    world.applications.is_at("Nora", "valuation")
    world.pages.open_application("Ben", "Nora")
    world.applications.is_at("Nora", "formal_approval")
    world.watcher.check()
    moves("formal_approval", "settlement", who="Ben")(world)
    world.pages.open("Ben", "/inbox/")


def reminds(due: date, rung: int, state: str = "sent") -> Callable[[World], None]:
    return lambda world: loans.Reminder.objects.create(
        repayment=omar(world).repayments.get(due_date=due), rung=rung, state=state
    )


def pauses(world: World) -> None:
    loans.HardshipPause.objects.create(
        application=omar(world),
        from_day=DUE,
        to_day=DUE + 30 * DAY,
        reason="Lost a job",
        author=world.people.person("Ada").user,
    )
    world.watcher.check()


def pays(world: World) -> None:
    world.payments.pay_today("Omar", Decimal("250.00"))
    world.watcher.check()


def borrows_with_a_schedule(world: World) -> None:
    nora = world.applications.of("Nora")
    loans.StageEvent.objects.create(
        application=nora, from_stage="settlement", to_stage="funded", by=world.people.person("Ada").user
    )
    loans.Application.objects.filter(pk=nora.pk).update(
        stage="funded", funding_date=DUE, amount=Decimal("1000.00")
    )


def schedule(*repayments: tuple[int, str, date]) -> Callable[[World], None]:
    def build(world: World) -> None:
        borrows_with_a_schedule(world)
        for number, principal, due in repayments:
            loans.Repayment.objects.create(
                application=world.applications.of("Nora"),
                number=number,
                principal=Decimal(principal),
                interest=0,
                due_date=due,
            )

    return build


def weekly_report(closing: int, **fields: Any) -> Callable[[World], None]:
    counts = {"opening": 3, "in": 1, "out": 2, "closing": closing}
    flows = {flow: {"count": count, "amount": f"{count}.00"} for flow, count in counts.items()}
    return reports("weekly_pipeline", {"stages": [{"stage": "inquiry", **flows}]}, **fields)


def monthly_report(**figures: Any) -> Callable[[World], None]:
    """A report on the month in which nothing is said to be due but what is given."""
    nothing = {"count": 0, "amount": "0.00"}
    book = {"count": 0, "arrears": "0.00"}
    counts = dict.fromkeys(("on_time", "late_cured", "unpaid"), 0)
    said = {"due": nothing, "collected": "0.00", "arrears": [book], "book": book, **counts, **figures}
    return reports("monthly_compliance", said, first_day=date(2025, 3, 1), last_day=date(2025, 3, 31))


def reports(kind: str, figures: dict, **fields: Any) -> Callable[[World], None]:
    period = {"first_day": DUE, "last_day": DUE + 6 * DAY}
    return lambda world: loans.Report.objects.create(
        **{"kind": kind, "figures": figures, "cutoff": timezone.now(), **period, **_read(world, fields)}
    )


def shows_anothers(world: World) -> None:
    told = world.people.person("Omar").user.notifications.first()
    frame = {"type": "notification", "notification": {"id": told.pk, "sequence": 1, "message": told.message}}
    world.tabs.first("Ben").socket.frames.append(frame)


def digest(world: World) -> users.Digest:
    return users.Digest.objects.create(user=world.people.person("Ben").user, day=DUE)


def mailed(**fields: Any) -> Callable[[World], None]:
    return lambda world: users.EmailDelivery.objects.create(
        **{
            "address": "ben@example.com",
            "subject": "Something",
            "template": "application_status",
            "dedupe_key": "bug",
            "message_id": "<bug@harbour.example>",
            "next_attempt_at": timezone.now(),
            **_read(world, fields),
        }
    )


def leaves_again(world: World, **changed: Any) -> None:
    world.story.mail.delivered.append(world.story.mail.delivered[-1])


def ben_told(world: World) -> users.Notification:
    tells(for_digest=True)(world)
    # Newest first.
    return world.people.person("Ben").user.notifications.first()


def switches_off(channel: str) -> Callable[[World], None]:
    def switch(world: World) -> None:
        users.NotificationPreference.objects.create(
            user=world.people.person("Ben").user, event="application_status", channel=channel, enabled=False
        )
        world.watcher.check()

    return switch


def leaves_saying(words: str, to: str = "nora@example.com") -> Callable[[World], None]:
    """The mail server takes an e-mail once more, with other words."""

    def leave(world: World) -> None:
        delivered = world.story.mail.delivered
        headers = f"Message-ID: {delivered[-1].message_id}\nSubject: Your loan"
        content = f"{headers}\nContent-Type: text/plain; charset=utf-8\n\n{words}"
        delivered.append(replace(delivered[-1], content=content.encode(), to=to))

    return leave


def shows_row(who: str, row: Callable[[World], Model], at: str) -> Callable[[World], None]:
    """The API shows somebody a row, in a list or alone."""

    def answered(world: World) -> str:
        said = {"id": row(world).pk}
        return json.dumps({"results": [said]} if at.endswith("s/") else said)

    return shows(who, answered, at)


def linked(what: str, row: Callable[[World], Model]) -> Callable[[World], str]:
    """A link to a row."""
    return lambda world: f'<a href="/{what}/{row(world).pk}/">'


def loses_the_reply_to_another(world: World) -> None:
    """The mail server does not confirm one e-mail, and another arrives twice."""
    world.story.mail.drop_next_reply()
    mailed()(world)
    world.story.advance_to("2025-03-17T13:00")
    world.watcher.check()
    assert world.story.mail.unconfirmed
    delivered = world.story.mail.delivered
    delivered.append(delivered[0])


def shows(who: str, words: str | Callable[[World], str], at: str = "/") -> Callable[[World], None]:
    """A page shows somebody these words."""

    def show(world: World) -> None:
        text = words(world) if callable(words) else words
        user_id = world.people.person(who).user.pk
        world.answers._kept.append(Answered(user_id, at, at, text))

    return show


def calls_paid(state: str) -> Callable[[World], str]:
    """Omar's overdue repayment is paid, and its row on the page says this."""

    def row(world: World) -> str:
        pays(world)
        return f"<tr><td>1</td><td>14 March 2025</td><td>{state}</td></tr>"

    return row


def copies_what_is_anothers(world: World) -> None:
    """Omar's own copy of a document holds Nora's address."""
    document = world.documents.newest("Omar", "contract")
    file = ContentFile(paper_saying("nora@example.com"), name="copy.pdf")
    loans.PersonalCopy.objects.create(
        document=document, borrower=omar(world).borrowers.get(), sha256="0" * 64, file=file
    )


def paper_saying(words: str) -> bytes:
    """A PDF of one page."""
    page = f"BT /F1 12 Tf 10 100 Td ({words}) Tj ET"
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources{font}>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
    )
    body = "".join(f"{number} 0 obj{one} endobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF".encode()


def bank_line(**fields: Any) -> Callable[[World], None]:
    """A line that paid Omar's loan with the money that he paid."""

    def book(world: World) -> None:
        loans.BankLine.objects.create(
            **{
                "bank_file": loans.BankFile.objects.create(
                    name="march.csv", sha256="0" * 64, file="march.csv"
                ),
                "line_number": 2,
                "identity": "id:1",
                "value_date": DUE,
                "amount": Decimal("1000.00"),
                "reference": "HL-OMAR",
                "state": "allocated",
                "payment": loans.Payment.objects.get(),
                "application": omar(world),
                **fields,
            }
        )

    return book


def writes_a_note(world: World, text: str = "Ring him", **fields: Any) -> None:
    loans.Note.objects.create(
        application=omar(world),
        author=world.people.person("Ada").user,
        text=text,
        remind_on=DUE + 4 * DAY,
        **fields,
    )


def checks(world: World) -> None:
    world.watcher.check()


def shows_again(world: World) -> None:
    frames = world.tabs.first("Ben").socket.frames
    told = world.people.person("Ben").user.notifications.first()
    frame = {"id": told.pk, "sequence": told.sequence, "message": told.message}
    frames += [{"type": "notification", "notification": frame}] * 2


def shows_what_was_shown_before(world: World) -> None:
    """A tab that has come back shows again what the one before it showed."""
    told = world.people.person("Ben").user.notifications.first()
    world.tabs.first("Ben").shown_before = told.sequence
    frame = {"id": told.pk, "sequence": told.sequence, "message": told.message}
    world.tabs.first("Ben").frames.append({"type": "notification", "notification": frame})


def logs_a_password(world: World) -> None:
    world.passwords.set("Ben", "correct horse battery")
    logging.getLogger("users.security").warning("log-in failed with correct horse battery")


def builds_again_wrongly(world: World) -> None:
    """A schedule that adds up is built again, and the last repayment is forgotten."""
    nora = world.applications.of("Nora")
    world.applications.placed.append(nora.pk)
    schedule((1, "400.00", date(2025, 4, 14)), (2, "600.00", date(2025, 5, 14)))(world)
    world.watcher.check()
    nora.repayments.filter(number=2).update(cancelled=True)


def _read(world: World, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value(world) if callable(value) else value for name, value in fields.items()}
