"""The first message of a run: what runs, and where."""

import os
import platform
from importlib.metadata import version

import cucumber_messages as messages
from ci_environment import detect_ci_environment


def meta() -> messages.Meta:
    """behave, Python, the machine and the build server, if there is one."""
    return messages.Meta(
        protocol_version=version("cucumber-messages"),
        implementation=messages.Product(name="behave", version=version("behave")),
        runtime=messages.Product(name=platform.python_implementation(), version=platform.python_version()),
        os=messages.Product(name=platform.system(), version=platform.release()),
        cpu=messages.Product(name=platform.machine() or "unknown"),
        ci=_ci(),
    )


def _ci() -> messages.Ci | None:
    found = detect_ci_environment(os.environ)
    return messages.message_converter.from_dict(found, messages.Ci) if found else None
