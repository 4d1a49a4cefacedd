"""The scenario's steps as they are usually written, by behave's own matcher."""

from behave import given, then, when
from channels.testing import WebsocketCommunicator

from bench.ways import work
from crm_backend.asgi import application
from users.tasks import deliver_outbox


@given("{who} is an admin")
def is_an_admin(context, who):
    context.user = work.introduce()


@given("{count:d} notifications wait in {who}'s inbox")
def notifications_wait(context, count, who):
    work.fill_inbox(context.user)


@given("{who} is online")
def is_online(context, who):
    context.test.client.force_login(context.user)
    context.tab = WebsocketCommunicator(application, work.PATH, headers=work.headers_of(context.test.client))
    connected, _ = context.loop.run_until_complete(context.tab.connect())
    assert connected
    context.frames = [context.loop.run_until_complete(context.tab.receive_json_from())]


@when("the outbox is swept")
def outbox_is_swept(context):
    deliver_outbox.delay()


@when("{who} is told the news")
def is_told_the_news(context, who):
    work.tell(context.user)


@then('{who} sees "{message}" live')
def sees_live(context, who, message):
    context.frames.append(context.loop.run_until_complete(context.tab.receive_json_from()))
    assert context.frames[-1]["notification"]["message"] == message


@then("{who} sees {count:d} unread")
def sees_unread(context, who, count):
    assert context.frames[-1]["unread_count"] == count
