import time
from datetime import date

from behave import given, then, when
from comparing import is_a_day, passes_on
from hamcrest import assert_that, contains_string, not_
from project.notes import tasks

from timeskip.stacks import NotOnThisStack


@given("it is {day}")
def it_is(context, day):
    """The story begins on a day. Example: Given it is Friday 7 March 2025"""
    context.story.starts_at(f"{day}T09:00")


@given("Ann is refused")
def refused(context):
    """Something is refused. Example: Given Ann is refused"""
    context.refusal = "a Given was refused"


@when("{string} is announced")
def announced(context, text):
    """A task is asked for. Example: When "Hello" is announced"""
    tasks.announce.delay(text)


@when("a task fails")
def fails(context):
    """A task fails. Example: When a task fails"""
    tasks.fails.delay()


@when("{word} waits")
def waits(context, who):
    """Somebody waits. Example: When Ben waits"""


@when("Ann {word}")
def ann_acts(context, what):
    """Ann does something. Example: When Ann reads"""
    if what == "hangs":
        hangs()
    if what == "dawdles":
        for _ in range(4):
            time.sleep(1)
            context.story.advance(minutes=1)


def hangs():
    time.sleep(30)


@when("the power fails")
def power(context):
    """Nothing here has power. Example: When the power fails"""
    raise NotOnThisStack("This stack has no power.")


@then("today is {day}")
def today(context, day):
    """The story's day. Example: Then today is Friday 7 March 2025"""
    assert context.story.now.date() == day, context.story.now


@then("nobody looks")
def nobody_looks(context):
    """Nothing is compared. Example: Then nobody looks"""


@then("each of {int} day(s) is a day")
def each_is_a_day(context, days):
    """One comparison a day. Example: Then each of 2 days is a day"""
    for day in [date(2025, 3, 3)] * days:
        assert day.year


@then("unittest finds {day}")
def unittest_finds(context, day):
    """unittest compares. Example: Then unittest finds Friday 7 March 2025"""
    context.test.assertEqual(context.story.now.date(), day)


@then("the text is read elsewhere")
def read_elsewhere(context):
    """The context is one that was kept. Example: Then the text is read elsewhere"""
    assert context.kept.text == "elsewhere"


@then("it is left out")
def left_out(context):
    """The scenario skips itself. Example: Then it is left out"""
    tasks.fails.delay()
    context.scenario.skip("Nobody needs it.")


@then("all of {int} day(s) are days")
def all_are_days(context, days):
    """One comparison a day. Example: Then all of 2 days are days"""
    assert all(day.year for day in [date(2025, 3, 3)] * days)


@then("none of {int} day(s) is over")
def none_is_over(context, days):
    """One comparison a day. Example: Then none of 2 days is over"""
    assert not any(day.year < 2025 for day in [date(2025, 3, 3)] * days)


@then("it is a day for another module")
def is_a_day_elsewhere(context):
    """A module that is imported compares. Example: Then it is a day for another module"""
    is_a_day(date(2025, 3, 3))


@then("another module passes on {int} day(s)")
def are_passed_on(context, days):
    """A module that is imported compares nothing. Example: Then another module passes on 2 days"""
    passes_on([date(2025, 3, 3)] * days)


@then("{string} is in {string}")
def is_in(context, words, text):
    """Words of a text. Example: Then "text" is in "a text\""""
    assert_that(text, contains_string(words))


@then("{string} is not in {string}")
def is_not_in(context, words, text):
    """Words that a text does not have. Example: Then "word" is not in "a text\""""
    assert_that(text, not_(contains_string(words)))


@then("the task has failed")
def has_failed(context):
    """A task failed. Example: Then the task has failed"""
    context.story.tasks.claim_failure()


@when("{int} sums are added up")
def many_sums(context, count):
    """Several tasks are asked for. Example: When 30 sums are added up"""
    for number in range(count):
        tasks.add.delay(number, number)


@then("it is no day before {int}")
def is_no_day_before(context, year):
    """Says nothing by itself. Example: Then it is no day before 2025"""
    assert context.story.now.year < year
