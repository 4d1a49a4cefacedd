from behave import given, then, when
from project.notes import tasks
from project.notes.models import Name, Note


@given('the name "{name}"')
def has_name(context, name):
    Name.objects.create(name=name)


@when('"{name}" is claimed')
def is_claimed(context, name):
    tasks.claim.delay(name)


@when('"{text}" is noted')
def is_noted(context, text):
    tasks.note.delay(text)


@when("a task fails on purpose")
def fails(context):
    tasks.fails.delay()
    context.story.settle()
    context.story.tasks.claim_failure()


@then("there is a note")
def there_is_a_note(context):
    assert Note.objects.exists()


@then("there is one note")
def there_is_one_note(context):
    assert Note.objects.count() == 1


@then("nothing is noted")
def nothing_is_noted(context):
    assert not Note.objects.exists()
