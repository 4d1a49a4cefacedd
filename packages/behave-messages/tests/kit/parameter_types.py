from behave import step
from behave.cucumber_expression import define_parameter_type_with, use_step_matcher_for_cucumber_expressions

define_parameter_type_with(
    name="flight",
    regexp=r"([A-Z]{3})-([A-Z]{3})",
    type=tuple,
    transformer=lambda origin, destination: (origin, destination),
)
use_step_matcher_for_cucumber_expressions()


@step("{flight} has been delayed")
def _(context, flight):
    assert flight == ("LHR", "CDG")
