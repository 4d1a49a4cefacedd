"""Stories that both stacks tell."""

from collections.abc import Callable
from typing import Any

from celery import Task

RETRIES_LOST = hasattr(Task, "retry_on_worker_lost")


def a_day(story: Any) -> None:
    """Background tasks of every kind, beat, e-mail, rows, and pushes to two consumers."""
    from django.contrib.auth.models import User
    from project.notes.models import Note
    from project.notes.tasks import add, announce, fails, flaky, greet, jittery

    story.evidence.watch(Note, "{0.text}")
    reader = User.objects.create(username="reader")
    sockets = [story.sockets.connect(reader, path) for path in ("/ws/async/", "/ws/sync/")]
    announce.delay("now")
    story.settle()
    announce.apply_async(("in an hour",), countdown=3600)
    (add.si(1, 2) | add.s(3)).apply_async(countdown=60)
    flaky.delay(2)
    jittery.delay(0)
    fails.apply_async(countdown=90)
    greet.apply_async(("bob@example.com",), countdown=120)
    sockets[1].send({"say": "hello"})
    story.advance(days=1)
    assert story.tasks.claim_failure("fails").state == "FAILURE"
    (email,) = story.mail.to("bob@example.com")
    assert email.subject == "Hello"
    sockets[0].send({"act": "orm"})
    sockets[0].send({"act": "in_any_thread"})
    sockets[0].send({"act": "on_commit"})
    for socket in sockets:
        socket.received()
        socket.expect_silence()
    sockets[0].send({"act": "leave"})
    sockets[1].close()


def doors(story: Any) -> None:
    """Sockets that are refused, or speak a protocol."""
    refused = story.sockets.connect(None, "/ws/door/")
    elsewhere = story.sockets.connect(None, "/ws/async/", origin="http://elsewhere.example")
    spoken = story.sockets.connect(None, "/ws/protocols/", subprotocols=("v1", "v2"))
    spoken.send("as it is")
    spoken.send(b"\x00\xff")
    assert (refused.close_code, elsewhere.close_code, spoken.subprotocol) == (1006, 1006, "v2")
    assert spoken.received() == ["as it is", b"\x00\xff"]


def addresses(story: Any) -> None:
    """What a consumer learns of the address that its client has opened."""
    from django.contrib.auth.models import User

    reader = User.objects.create(username="reader")
    for path in ("/ws/mirror/plain/", "/ws/mirror/M%C3%BCnchen%20%26%20co/?a=1&a=%C3%BC&empty=", "/ws/mirror/x/?"):
        story.sockets.connect(None, path)
    story.sockets.connect(None, "/ws/mirror/headers/", headers={"X-Own": "yes", "cookie": "a=1"}, origin=None)
    story.sockets.connect(None, "/ws/mirror/spoken/", subprotocols=("v1", "v2"))
    frame = story.sockets.connect(reader, "/ws/mirror/known/").received()[0]
    # Its value is another in each story.
    assert frame["headers"].pop("cookie").startswith("sessionid=")
    story.evidence.entries.pop()
    story.evidence.add("test", str(frame))


def closes(story: Any) -> None:
    """Either end closes, with each kind of code."""
    from project.notes.models import Note

    story.evidence.watch(Note, "{0.text}")
    for number, frame in enumerate(
        ({}, {"code": 1000}, {"code": 3000, "reason": "Größe"}, {"code": 4999}, {"code": True})
    ):
        socket = story.sockets.connect(None, f"/ws/mirror/{number}/", name=f"Server {number}")
        socket.send(frame)
        assert not socket.is_open
        story.evidence.add("test", f"{socket.close_code} {socket.close_reason!r} {socket.accepted}")
    for code in (1000, 1001, 3000, 4999):
        socket = story.sockets.connect(None, f"/ws/mirror/{code}/", name=f"Client {code}")
        socket.close(code)
        socket.close()
        story.settle()
        story.evidence.add("test", f"{socket.close_code} {socket.close_reason!r} {socket.is_open}")


def letters(story: Any) -> None:
    """Everything that an e-mail has arrives alike."""
    from project.notes.tasks import write_to_many

    write_to_many.delay()
    story.settle()
    for email in story.mail.delivered:
        names = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject", "X-Own", "List-Unsubscribe", "MIME-Version")
        parts = [
            (part.get_content_type(), part.get_filename(), part.get_payload(decode=True))
            for part in email.message.walk()
        ]
        told = (
            email.at,
            email.to,
            email.subject,
            email.text,
            email.html,
            [email.message[name] for name in names],
            parts,
        )
        lines = [
            line for line in email.content.splitlines() if b"===" not in line and not line.startswith(b"Message-ID")
        ]
        story.evidence.add("test", f"{told} {lines}", told)
        assert email.message_id.startswith("<")


def careless_claims(story: Any) -> None:
    """Two workers claim the same name wherever the first one writes."""
    from project.notes.models import Name
    from project.notes.tasks import claim, claim_carelessly

    Name.objects.create(name="a")
    Name.objects.create(name="b")
    story.workers.race_at_each_claim()
    claim.delay("a")
    claim_carelessly.delay("b")


def deaths(story: Any) -> None:
    """A worker dies at each point of a task, and of one that it has asked for; a message comes twice."""
    from project.notes.models import Name, Note
    from project.notes.tasks import add, claim, claims_later

    story.evidence.watch(Note, "{0.text}")
    for name in "ab":
        Name.objects.create(name=name)
    story.workers.die_at_each_write("claim")
    claim.delay("a")
    story.settle()
    story.workers.recover()
    story.workers.die_at_each_write("claims_later")
    claims_later.delay("b")
    story.advance(minutes=2)
    story.workers.recover()
    story.workers.deliver_twice("add")
    add.delay(1, 2)


def lost_work(story: Any) -> None:
    """A worker's process dies at tasks that Celery does not deliver again, or retries."""
    from project.notes.models import Note
    from project.notes.tasks import note, note_late, note_stubbornly, total

    story.evidence.watch(Note, "{0.text}")
    for task in (note, note_late, note_stubbornly):
        story.workers.die_at_each_write(task.name)
        task.apply_async((task.name,), link_error=total.si([1, 2]))
        story.advance(minutes=5)
    lost = [story.tasks.claim_failure() for _ in range(2 if RETRIES_LOST else 3)]
    assert [run.state for run in lost] == ["WORKER DIED"] * len(lost)
    assert len(story.tasks.runs("total")) == len(lost)


def trouble_with_mail(story: Any) -> None:
    """A server that is down, refuses, or breaks off."""
    from project.notes.tasks import greet

    story.mail.is_up = False
    greet.delay("bob@example.com")
    story.settle()
    story.mail.is_up = True
    story.mail.refuse("bob@example.com")
    greet.delay("bob@example.com")
    story.settle()
    story.mail.accept()
    story.mail.drop_next_reply()
    greet.delay("bob@example.com")
    story.settle()
    assert [story.tasks.claim_failure("greet").state for _ in range(3)] == ["FAILURE"] * 3
    assert (len(story.mail.to("bob@example.com")), story.mail.attempts("bob@example.com")) == (1, 2)


def files(story: Any) -> None:
    """A file reaches the default storage, from a task as well and under any name."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from project.notes.tasks import store

    default_storage.save("letters/one.txt", ContentFile(b"Dear Bob"))
    story.settle()
    assert [(file.name, file.content) for file in story.files.stored] == [("letters/one.txt", b"Dear Bob")]
    store.delay(
        "letters/Größe (1) & co.txt", "letters/ü/deep/.hidden", "UPPER.TXT", "no_ending", "two.tar.gz", "a  b.txt"
    )
    story.settle()
    store.delay("../outside.txt")
    story.settle()
    story.evidence.add("test", repr(story.tasks.claim_failure("store").result))
    store.delay("letters/one.txt")
    story.settle()
    again = story.files.stored[-1]
    # A name that is taken gets letters of chance.
    assert again.name.startswith("letters/one_")
    assert again.content == b"content of letters/one.txt"
    entries = [entry for entry in story.evidence.entries if again.name not in str(entry)]
    story.evidence.entries[:] = entries
    default_storage.delete("letters/one.txt")
    default_storage.save("letters/one.txt", ContentFile(b"Dear Ann"))
    story.settle()


STORIES: dict[str, Callable[[Any], None]] = {
    story.__name__: story
    for story in (
        a_day,
        doors,
        addresses,
        closes,
        careless_claims,
        deaths,
        lost_work,
        trouble_with_mail,
        letters,
        files,
    )
}


def _refuse_and_accept(story: Any) -> None:
    story.mail.refuse("bob@example.com")
    story.mail.accept("bop@example.com")


def _watch_with_a_misspelt_field(story: Any) -> None:
    from project.notes.models import Name

    story.evidence.watch(Name, at="claimd")


NO_TASK = "No Celery app has a task 'anounce'. Did you mean 'announce'?"
NO_ENTRY = "The beat schedule has no entry 'dialy'. Did you mean 'daily'? It has: daily, six-hourly."

# What a test asks for by a name that does not exist, and what it hears at once.
MISSPELT: dict[str, tuple[Callable[[Any], Any], str]] = {
    "runs": (lambda story: story.tasks.runs("anounce"), NO_TASK),
    "claim_failure": (lambda story: story.tasks.claim_failure("anounce"), NO_TASK),
    "die_at_each_write": (lambda story: story.workers.die_at_each_write("anounce"), NO_TASK),
    "deliver_twice": (lambda story: story.workers.deliver_twice("anounce"), NO_TASK),
    "race_at_each_claim": (lambda story: story.workers.race_at_each_claim("anounce"), NO_TASK),
    "only": (lambda story: setattr(story.beat, "only", {"daily", "dialy"}), NO_ENTRY),
    "skip_unless": (lambda story: story.beat.skip_unless("dialy", bool), NO_ENTRY),
    "look_first": (lambda story: story.beat.look_first("dialy", lambda: None), NO_ENTRY),
    "fired": (lambda story: story.beat.fired["dialy"], NO_ENTRY),
    "accept": (
        _refuse_and_accept,
        "'bop@example.com' is not refused. Did you mean 'bob@example.com'? Refused: bob@example.com.",
    ),
    "watch": (_watch_with_a_misspelt_field, "Name has no field 'claimd'. Did you mean 'claimed'?"),
}


def tell(name: str, story: Any) -> list[str]:
    """Tell a story to its end; returns its timeline, what happened at the same moment in the order of the alphabet."""
    STORIES[name](story)
    story.settle()
    story.check()
    return sorted(str(entry) for entry in story.evidence.entries)
