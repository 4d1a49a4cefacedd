"""Who hears news of an application, and their notices."""

import re
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace

from applications.models import Application, Borrower
from applications.selectors.parties import login_of
from applications.wording import listing
from common.compiled import CompiledModels
from users.current_addresses import knows_readers
from users.models import EmailDelivery, User
from users.notifications import Contact, Email, Notice
from users.preferences import DEFAULTS, Event, Role

# The key of what is written to one borrower.
BORROWER = re.compile(r".*:borrower:(?P<borrower>\d+)")


@dataclass(frozen=True, kw_only=True)
class News:
    """News of one application, worded for staff and for customers.

    The subject of an e-mail states what happened to which loan, and no amount: mail programs show it on
    locked screens, and it is kept when the text is forgotten.
    """

    event: Event
    dedupe_key: str
    to_staff: str = ""
    to_borrowers: str = ""
    email: Email | None = None
    # Where their e-mail has another subject than that to staff.
    subject_to_borrowers: str = ""


def notices_of(
    application: Application, news: News, *, admins: Iterable[User] | None = None
) -> Iterator[Notice]:
    """One notice for each of its broker, BDM, admins and borrowers whose role hears of the event.

    A borrower who cannot be reached is reported to the BDM and the admins instead. With news of many
    applications, look the admins up once and pass them in.
    """
    told = DEFAULTS[news.event]
    if told.keys() - {Role.BORROWER}:
        for user in _staff_of(application, told, admins):
            yield _notice(application, news, user, news.to_staff, news.dedupe_key, news.email)
    if Role.BORROWER not in told:
        return
    email = news.email
    if email and news.subject_to_borrowers:
        email = replace(email, subject=news.subject_to_borrowers)
    for borrower in application.borrowers.all():
        recipient = recipient_for(borrower)
        if recipient is not None:
            key = borrowers_key(news.dedupe_key, borrower.pk)
            yield _notice(application, news, recipient, news.to_borrowers, key, email)
        else:
            yield from _unreachable(application, borrower, admins)


def recipient_for(borrower: Borrower) -> User | Contact | None:
    """The borrower's login if it can hear as a borrower's, else the borrower's own address, else nobody."""
    user = login_of(borrower)
    if user is not None:
        return user
    if not borrower.email:
        return None
    return Contact(email=borrower.email, name=borrower.name, role=Role.BORROWER)


def borrowers_key(dedupe_key: str, borrower_id: int) -> str:
    """A key for one borrower: two borrowers may share an address, and each gets an e-mail."""
    return f"{dedupe_key}:borrower:{borrower_id}"


@knows_readers
def addresses_of_borrowers(emails: Collection[EmailDelivery]) -> dict[int, str]:
    """Where borrowers can be reached now, by the ids of the e-mails to them; "" where they cannot be."""
    keys = {email.pk: BORROWER.fullmatch(email.dedupe_key) for email in emails}
    ids = {pk: int(key["borrower"]) for pk, key in keys.items() if key}
    if not ids:
        return {}
    borrowers = Borrower.objects.filter(pk__in=set(ids.values())).select_related("user")
    read = borrowers.only("name", "email", "user__email", "user__is_active", "user__role")
    recipients = {borrower.pk: recipient_for(borrower) for borrower in read}
    return {
        pk: recipients[borrower].email if recipients[borrower] else ""
        for pk, borrower in ids.items()
        if borrower in recipients
    }


def url_of(application: Application) -> str:
    """The application's page."""
    return f"/applications/{application.reference}/"


def people_url_of(application: Application) -> str:
    """Where staff read and correct how its people are reached."""
    return f"{url_of(application)}#parties"


def application_title(application: Application) -> str:
    """The application as staff know it: HL-7KQ2M9XD (Omar)."""
    names = [borrower.name for borrower in application.borrowers.all()]
    return f"{application.reference} ({listing(names)})" if names else application.reference


_ADMINS = CompiledModels(User.objects.filter(role=Role.ADMIN))


def all_admins() -> list[User]:
    """Every admin: all of them hear of every application."""
    return _ADMINS()


def _staff_of(
    application: Application, roles: Container[Role], admins: Iterable[User] | None
) -> Iterator[User]:
    """Those of the application's broker, its BDM and the admins who have one of these roles."""
    own = (application.broker.user, application.bdm.user)
    if Role.ADMIN in roles:
        own += tuple(all_admins() if admins is None else admins)
    return (user for user in own if user is not None and user.role in roles)


def _notice(
    application: Application,
    news: News,
    recipient: User | Contact,
    message: str,
    dedupe_key: str,
    email: Email | None,
) -> Notice:
    return Notice(
        recipient=recipient,
        event=news.event,
        message=message,
        dedupe_key=dedupe_key,
        subject_ref=application.reference,
        url=url_of(application),
        email=email,
        tell_on_failure=application.bdm.user,
        url_on_failure=people_url_of(application) if recipient.role == Role.BORROWER else "",
    )


def _unreachable(
    application: Application, borrower: Borrower, admins: Iterable[User] | None
) -> Iterator[Notice]:
    for user in _staff_of(application, DEFAULTS[Event.DELIVERY_FAILED], admins):
        yield Notice(
            recipient=user,
            event=Event.DELIVERY_FAILED,
            message=f"{borrower.name} has neither a login nor an e-mail address, so nothing was sent.",
            dedupe_key=f"unreachable:{borrower.pk}:{borrower.address_version}",
            subject_ref=application.reference,
            url=people_url_of(application),
        )
