"""Tasks of every kind that a story has to run as a worker does."""

from contextlib import suppress
from typing import Any

from asgiref.sync import async_to_sync
from celery import Task, shared_task
from celery.exceptions import Ignore, Reject
from celery.result import allow_join_result
from channels.layers import get_channel_layer
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import IntegrityError, transaction

from project.notes.models import Name, Note

# What the tasks below have seen; emptied before each test.
SEEN: list[Any] = []


@shared_task
def note(text: str) -> None:
    Note.objects.create(text=text)


@shared_task
def add(x: int, y: int) -> int:
    return x + y


@shared_task
def total(numbers: list[int]) -> int:
    return sum(numbers)


@shared_task
def rejects() -> None:
    raise Reject("no", requeue=False)


@shared_task
def fails(*args: Any) -> None:
    raise RuntimeError("boom")


@shared_task
def old_errback(request: Any, error: Exception, traceback: Any) -> None:
    SEEN.append(("old errback", request.id))


@shared_task(bind=True)
def bound_errback(self: Task, task_id: str) -> None:
    SEEN.append(("bound errback", task_id))


@shared_task(bind=True, max_retries=3, default_retry_delay=30)
def flaky(self: Task, times: int) -> int:
    SEEN.append(("try", self.request.retries))
    if self.request.retries < times:
        raise self.retry(exc=RuntimeError("again"))
    return self.request.retries


@shared_task(bind=True, autoretry_for=(ValueError,), retry_backoff=10, retry_backoff_max=600, max_retries=4)
def jittery(self: Task, times: int) -> int:
    if self.request.retries < times:
        raise ValueError("again")
    return self.request.retries


@shared_task(bind=True)
def who(self: Task) -> dict[str, Any]:
    request = self.request
    return {
        "id": request.id,
        "root": request.root_id,
        "parent": request.parent_id,
        "eager": request.is_eager,
        "called_directly": request.called_directly,
        "x": getattr(request, "x", None),
        "routing_key": request.delivery_info["routing_key"],
        "hostname": request.hostname,
    }


@shared_task(bind=True)
def parent(self: Task) -> dict[str, str]:
    return {"me": self.request.id, "child": who.delay().id}


@shared_task
def waits_for_another() -> int:
    return add.delay(1, 2).get(timeout=1)


@shared_task
def waits_with_leave() -> int:
    with allow_join_result():
        return add.delay(1, 2).get()


@shared_task(bind=True)
def replaced(self: Task, x: int) -> None:
    raise self.replace(add.s(x, 10))


@shared_task
def ignored() -> None:
    raise Ignore


@shared_task(bind=True, acks_late=True)
def put_back(self: Task, times: int) -> str:
    SEEN.append(self.request.delivery_info["redelivered"])
    if len(SEEN) <= times:
        raise Reject("later", requeue=True)
    return "done"


class Audited(Task):
    """A base with a __call__ and every handler of its own."""

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        SEEN.append("before_start")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        SEEN.append("call")
        return super().__call__(*args, **kwargs)

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        SEEN.append("on_success")

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        SEEN.append("on_failure")

    def on_retry(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        SEEN.append("on_retry")

    def after_return(self, status: str, retval: Any, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        SEEN.append(("after_return", status))


@shared_task(base=Audited, bind=True, max_retries=1)
def audited(self: Task, fate: str) -> str:
    if fate == "retry" and not self.request.retries:
        raise self.retry(countdown=5)
    if fate == "fail":
        raise RuntimeError
    return fate


@shared_task
def writes_the_same_name_twice() -> None:
    Name.objects.create(name="a")
    with suppress(IntegrityError):
        Name.objects.create(name="a")
    Note.objects.create(text="still here")


@shared_task
def announce(text: str) -> None:
    Note.objects.create(text=text)
    async_to_sync(get_channel_layer().group_send)("all", {"type": "told", "text": text})


@shared_task(acks_late=True)
def claim(name: str) -> str:
    """Claim a name once and write to whoever has it: repeatable."""
    with transaction.atomic():
        if not Name.objects.filter(name=name, claimed=False).update(claimed=True):
            return "claimed already"
        Note.objects.create(text=f"claimed {name}")
        transaction.on_commit(lambda: SEEN.append("committed"))
    return "claimed"


@shared_task(bind=True, acks_late=True)
def claims_later(self: Task, name: str) -> None:
    """Ask for a claim; once more a minute later where the message comes again, so that no two run at once."""
    claim.apply_async((name,), countdown=120 if self.request.delivery_info["redelivered"] else 60)


@shared_task(acks_late=True)
def claim_carelessly(name: str) -> str:
    """Read, then write: two workers may both find the name free."""
    if Name.objects.get(name=name).claimed:
        return "claimed already"
    Name.objects.filter(name=name).update(claimed=True)
    return "claimed"


@shared_task(acks_late=True)
def tidies_up() -> None:
    try:
        Note.objects.create(text="work")
    finally:
        Note.objects.create(text="tidied up")


@shared_task(acks_late=True, reject_on_worker_lost=False)
def note_late(text: str) -> None:
    Note.objects.create(text=text)


# Celery 5.7 and later retry it; to earlier ones the option is unknown, and its message is lost.
@shared_task(retry_on_worker_lost=True, default_retry_delay=30, max_retries=2)
def note_stubbornly(text: str) -> None:
    Note.objects.create(text=text)


@shared_task
def greet(address: str) -> None:
    send_mail("Hello", "How are you?", "us@example.com", [address])


@shared_task
def write_to_many() -> int:
    """An e-mail with all that an e-mail may have."""
    email = EmailMultiAlternatives(
        subject="Größe: a subject that is long enough to be folded into more than one line of a header, and then some",
        body="From the beginning.\n.\n..dots\nGrüße, a line of " + "many " * 300 + "words",
        from_email="Jörg of Us <us@example.com>",
        to=["Bob <bob@example.com>", "ann@example.com"],
        cc=["Zoë <zoe@example.com>"],
        bcc=["hidden@example.com"],
        reply_to=["answers@example.com"],
        headers={"X-Own": "yes", "List-Unsubscribe": "<https://example.com/no>"},
    )
    email.attach_alternative("<p>Grüße</p>", "text/html")
    email.attach("Größe (1).txt", "content", "text/plain")
    email.attach("plain.bin", b"\x00\xff", "application/octet-stream")
    return email.send()


@shared_task
def store(*names: str) -> list[str]:
    """Store a file under each name; returns the names that the storage has given them."""
    return [default_storage.save(name, ContentFile(b"content of " + name.encode())) for name in names]


@shared_task(rate_limit="6/m")
def paced(number: int) -> int:
    return number


@shared_task
def overwrite(text: str) -> None:
    """The one who comes last is right."""
    Note.objects.update_or_create(pk=1, defaults={"text": text})
