from pathlib import Path

from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("a step passes")
def _(context):
    pass


def before_scenario(context, scenario):
    context.attach("image/svg+xml", Path("cucumber.svg").read_bytes())


def after_scenario(context, scenario):
    context.attach("image/svg+xml", Path("cucumber.svg").read_bytes())
