from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("a step passes")
def _(context):
    pass


@step("a step fails")
def _(context):
    raise RuntimeError("Exception in step")


def before_all(context):
    pass


def after_all(context):
    pass
