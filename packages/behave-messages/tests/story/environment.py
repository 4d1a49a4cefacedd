"""Every hook that behave has; `-D fail=HOOK` and `-D cleanup=LAYER` say what goes wrong."""

from behave_messages import attach


def before_all(context):
    evidence(context, "text/plain", "The doors are open.", "doors.txt")
    act(context, "before_all", "testrun")


def before_tag(context, tag):
    act(context, "before_tag")


def before_feature(context, feature):
    evidence(context, "text/plain", b"A chapter begins.")
    if "closed" in feature.tags:
        feature.skip("The office is closed.")
    if "hurried" in feature.tags:
        context.execute_steps("Given a desk")
    act(context, "before_feature", "feature")


def before_rule(context, rule):
    act(context, "before_rule", "rule")


def before_scenario(context, scenario):
    if "from_the_hook" in scenario.tags:
        scenario.skip("Nobody is in.")
    if "hurried" in scenario.tags:
        context.execute_steps("Given a desk")
    evidence(context, "application/json", '{"weather": "fair"}', "weather.json")
    act(context, "before_scenario", "scenario")


def before_step(context, step):
    act(context, "before_step")


def after_step(context, step):
    act(context, "after_step")


def after_scenario(context, scenario):
    evidence(context, "application/octet-stream", b"\x00\xff")
    act(context, "after_scenario")


def after_rule(context, rule):
    act(context, "after_rule")


def after_feature(context, feature):
    act(context, "after_feature")


def after_tag(context, tag):
    act(context, "after_tag")


def after_all(context):
    act(context, "after_all")


def evidence(context, media_type, data, file_name=None):
    if "silent" not in context.config.userdata:
        attach(context, media_type, data, file_name)


def act(context, hook, layer=None):
    given = context.config.userdata
    if layer and given.get("cleanup") == layer:
        context.add_cleanup(fall_over)
    if given.get("attach") == hook:
        attach(context, "text/plain", f"{hook} was here.")
    if given.get("fail") == hook:
        raise RuntimeError(f"{hook} went wrong")
    if given.get("interrupt") == hook:
        raise KeyboardInterrupt


def fall_over():
    raise RuntimeError("a cleanup went wrong")
