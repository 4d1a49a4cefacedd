import os
import sys
import threading
import time

import timeskip.behave


def log(words):
    """Note what has run, and in which process."""
    if file := os.environ.get("LOG"):
        with open(file, "a") as log:
            log.write(f"{os.getpid()} {words}\n")


def before_all(context):
    log(f"before_all {os.environ.get('TIMESKIP_WORKER', 'of the run')}")
    print("The run begins.", file=sys.__stdout__)
    if os.environ.get("FAILS_IN") == "before_all":
        raise ValueError("before_all is broken")
    die_in("before_all")
    if seconds := os.environ.get("LEAVES_A_THREAD_FOR"):
        # Python waits for it at the end of the process.
        threading.Thread(target=time.sleep, args=(float(seconds),)).start()


def die_in(hook):
    if os.environ.get("DIES_IN") == hook:
        os._exit(3)


def after_all(context):
    log("after_all")
    die_in("after_all")
    if seconds := os.environ.get("TIDIES_UP_FOR"):
        time.sleep(float(seconds))
        log("tidied up")


def before_feature(context, feature):
    log(f"before_feature {feature.name}")
    context.of_feature = feature.name
    if "broken" in feature.tags:
        raise ValueError("before_feature is broken")
    if "left_out" in feature.tags:
        feature.skip("Nobody needs it.")
    context.add_cleanup(log, f"cleanup {feature.name}")


def after_feature(context, feature):
    log(f"after_feature {feature.name}")


def before_rule(context, rule):
    log(f"before_rule {rule.name}")


def before_tag(context, tag):
    log(f"before_tag {tag}")


def before_scenario(context, scenario):
    if "hook_fails" in scenario.tags:
        raise ValueError("before_scenario is broken")
    if "skipped" in scenario.tags:
        scenario.skip("It is not time.")


def after_scenario(context, scenario):
    log(f"told {scenario.name}")
    print(f"Over: {scenario.name}", file=sys.__stderr__)


if os.environ.get("FEATURE_HOOKS") == "no":
    del before_feature, after_feature, before_rule, before_tag

timeskip.behave.install(globals(), clock=os.environ["TIMESKIP_CLOCK"])
