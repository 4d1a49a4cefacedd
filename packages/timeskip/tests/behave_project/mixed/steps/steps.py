import parse
from behave import given, register_type, step, then, use_step_matcher, when
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

from timeskip import checked

SAID = []


@parse.with_pattern(r"\d+")
def to_number(text):
    return int(text)


def said(*words):
    SAID.append(words)


@given("it is {day}")
def it_is(context, day):
    """A phrase. Example: Given it is Friday 7 March 2025"""
    context.story.starts_at(f"{day}T09:00")


@then("a phrase is read on {day}")
def phrase_is_read(context, day):
    """A phrase. Example: Then a phrase is read on Friday 7 March 2025"""
    assert context.story.now.date() == day


@when("a {undefined} phrase")
def broken(context, word):
    """A phrase with a word that nobody has defined."""


@when("Ann writes a {word}")
def ann_writes(context, what):
    """A phrase that another kind reads too. Example: When Ann writes a letter"""


use_step_matcher("parse")
register_type(Number=to_number)


@when("parse reads {count:Number} words")
def parse_reads(context, count):
    said("parse", count)


@when("Ann writes {what}")
def ann_writes_anything(context, what):
    said("parse", what)


@given("parse knows it as a Given")
@step("parse knows it as a Given")
def known_twice(context):
    said("twice")


use_step_matcher("cfparse")
register_type(Number=to_number)


@when("cfparse reads {counts:Number+}")
def cfparse_reads(context, counts):
    said("cfparse", *counts)


use_step_matcher("re")


@when(r"re reads (?P<count>\d+) words?")
def re_reads(context, count):
    said("re", count)


@when(r"re reads \d words")
def re_reads_a_digit(context):
    said("re")


use_step_matcher_for_cucumber_expressions()


@when("an expression reads {int} word(s)")
def expression_reads(context, count):
    said("expression", count)


@then("all of them were read")
def all_were_read(context):
    checked()
    assert SAID == [("parse", 2), ("cfparse", 1, 2), ("re", "12"), ("expression", 1), ("twice",)], SAID
