from behave import given, then


@given("Ann is there")
def is_there(context):
    """Nothing is missing. Example: Given Ann is there"""
    context.attach("text/plain", b"within a step")


@given("Ann reads")
def reads(context):
    """Ann reads a text. Example: Given Ann reads"""
    context.read = [*getattr(context, "read", ()), *context.text.splitlines()]


@then("Ann hears {string}")
def hears(context, words):
    """Ann hears what was said. Example: Then Ann hears "nothing" """
    words = ";".join(context.read) if "read" in context else words
    assert words == "nothing", f"She heard {words}"
