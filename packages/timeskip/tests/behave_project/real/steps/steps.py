from behave import given, then, when
from django.contrib.auth.models import User
from project.notes.models import Note
from project.notes.tasks import announce, greet

from timeskip.stacks import NotOnThisStack


@given("a reader's tab")
def step_tab(context):
    context.tab = context.story.sockets.connect(User.objects.create(username="reader"), "/ws/async/")


@when('"{text}" is announced in {hours:d} hours')
def step_announced(context, text, hours):
    announce.apply_async((text,), countdown=hours * 3600)


@when('"{address}" is greeted')
def step_greeted(context, address):
    greet.delay(address)


@when("the broker cannot be reached")
def step_unreachable(context):
    try:
        context.story.tasks.reachable = False
    except NotOnThisStack as reason:
        context.scenario.skip(str(reason))


@when("{hours:d} hours pass")
def step_pass(context, hours):
    context.story.advance(hours=hours)


@then('the tab hears "{text}"')
def step_hears(context, text):
    assert context.tab.received() == [{"told": text, "notes": Note.objects.count()}]


@then("there are {count:d} notes")
def step_count(context, count):
    assert Note.objects.count() == count, f"There are {Note.objects.count()}."


@then("there are {count:d} e-mails")
def step_e_mails(context, count):
    assert len(context.story.mail.delivered) == count
