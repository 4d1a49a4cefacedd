from pathlib import Path

from behave import step
from behave.cucumber_expression import use_step_matcher_for_cucumber_expressions

use_step_matcher_for_cucumber_expressions()


@step("a JPEG image is attached")
def _(context):
    context.attach("image/jpeg", Path("cucumber.jpeg").read_bytes())


@step("a PNG image is attached")
def _(context):
    context.attach("image/png", Path("cucumber.png").read_bytes())
