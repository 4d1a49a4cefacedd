from behave import given, then


@given("Ann is there")
def is_there(context):
    """Nothing is missing. Example: Given Ann is there"""
    context.attach("text/plain", b"within a step")


@then("Ann hears {string}")
def hears(context, words):
    """Ann hears what was said. Example: Then Ann hears "nothing" """
    assert words == "nothing", f"She heard {words}"
