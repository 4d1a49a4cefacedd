"""People in the room, their messages and their reminders."""

from behave import given, then, when
from django.contrib.auth.models import User
from django.utils.timezone import localtime, timedelta
from room.models import Message

from timeskip.proof import checked


def user(name):
    """Somebody by name, who may come for the first time."""
    known = User.objects.filter(username=name).first()
    return known or User.objects.create_user(name, f"{name.lower()}@example.com")


@given("{word} comes into the room")
def comes(context, who):
    """Opens the room in a browser, with a socket.

    Example: Given Bob comes into the room
    """
    socket = context.story.sockets.connect(user(who), "/ws/room/")
    context.in_the_room[who] = Message.objects.count(), socket


@when("{word} leaves the room")
def leaves(context, who):
    """Closes the browser.

    Example: When Bob leaves the room
    """
    context.in_the_room.pop(who)[1].close()


@when("{word} says {string}")
def says(context, who, text):
    """Posts a message.

    Example: When Ann says "hello"
    """
    context.story.client(user(who)).post("/messages/", {"text": text})


@when("{word} wants to be reminded of {string} in {int} minutes")
def wants_a_reminder(context, who, text, minutes):
    """Asks for an e-mail at a moment.

    Example: When Ann wants to be reminded of "tea" in 10 minutes
    """
    at = localtime() + timedelta(minutes=minutes)
    context.story.client(user(who)).post("/reminders/", {"text": text, "at": at.isoformat()})


@given("the mail server is down")
def is_down(context):
    """No e-mail is accepted.

    Example: Given the mail server is down
    """
    context.story.mail.is_up = False


@given("the mail server is up again")
def is_up(context):
    """E-mails are accepted again.

    Example: Given the mail server is up again
    """
    context.story.mail.is_up = True


@when("{int} minutes pass")
def pass_by(context, minutes):
    """Lets time pass, with all that happens in it.

    Example: When 10 minutes pass
    """
    context.story.advance(minutes=minutes)


@then("nothing is out of order")
def in_order(context):
    """No background task has failed, and everybody has seen what was said.

    Example: Then nothing is out of order
    """
    checked()
