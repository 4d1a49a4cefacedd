"""Watches behave's hooks by wrapping them, because behave does not report hooks to formatters."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol

import cucumber_messages as messages
from behave.runner import Context, ModelRunner

# The standard has no type for hooks of features, rules and tags.
TYPES = {
    "before_all": messages.HookType.before_test_run,
    "after_all": messages.HookType.after_test_run,
    "before_feature": None,
    "after_feature": None,
    "before_rule": None,
    "after_rule": None,
    "before_tag": None,
    "after_tag": None,
    "before_scenario": messages.HookType.before_test_case,
    "after_scenario": messages.HookType.after_test_case,
    "before_step": messages.HookType.before_test_step,
    "after_step": messages.HookType.after_test_step,
    # behave-django calls this one when the database is ready for a scenario.
    "django_ready": messages.HookType.before_test_case,
}
OF_TAGS = ("before_tag", "after_tag")
OF_SCENARIOS = ("before_scenario", "django_ready", "before_step", "after_step", "after_scenario")
# For functions given to `context.add_cleanup`, behave calls no hook.
CLEANUP = "cleanup"


def is_of_scenario(name: str, context: Context) -> bool:
    """Whether a hook belongs to a scenario; for tag hooks, only behave's layers tell whose tag it is."""
    if name in OF_TAGS:
        return any(layer.get("@layer") == "scenario" for layer in context._stack)
    return name in OF_SCENARIOS


def place_of(context: Context, statement: object) -> str:
    """Where a hook of the run runs: at a feature or rule, for a tag of a feature, or nowhere."""
    if isinstance(statement, str):
        return f"{getattr(context.feature, 'location', '')} @{statement}"
    return str(getattr(statement, "location", ""))


def hooks_of(runner: ModelRunner) -> dict[str, Callable]:
    """The hooks of a run, by name."""
    # behave keeps everything that environment.py defines in `hooks`, and adds a hook of its own.
    return {
        name: hook
        for name, hook in runner.hooks.items()
        if name in TYPES and getattr(hook, "__self__", None) is not runner
    }


class Listener(Protocol):
    """What HookWatch reports to."""

    def run_begins(self, runner: ModelRunner, hooks: dict[str, Callable]) -> None:
        """Everything is loaded, and nothing has run."""

    def hook_begins(self, name: str, context: Context, statement: object) -> None:
        """A hook is about to run; `statement` is its feature, scenario, step or tag, if it has one."""

    def hook_ends(self, error: BaseException | None) -> None:
        """The hook that began last has ended, with or without an error."""

    def cleanup_failed(self, layer: str, error: BaseException) -> None:
        """A cleanup after a "scenario", "rule", "feature" or "testrun" has failed."""


class HookWatch:
    """Reports every hook of the next run to a listener, until `end` is called."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._run_hook = run_hook = ModelRunner.run_hook
        self._runner: ModelRunner | None = None
        self._hooks: dict[str, Callable] = {}

        @wraps(run_hook)
        def first_hook(runner: ModelRunner, *args, **kwargs):
            self._stop_waiting()
            self._listen_to(runner)
            # Looked up again, because another tool may have replaced it too.
            return runner.run_hook(*args, **kwargs)

        # This is how the runner is found: it calls its first hook even if that is not defined.
        self._first_hook = ModelRunner.run_hook = first_hook

    def end(self) -> None:
        """Restore the runner's hooks."""
        self._stop_waiting()
        if self._runner is not None:
            self._runner.hooks.update(self._hooks)
            vars(self._runner.context).pop("_do_cleanups", None)

    def _stop_waiting(self) -> None:
        if ModelRunner.run_hook is self._first_hook:
            ModelRunner.run_hook = self._run_hook

    def _listen_to(self, runner: ModelRunner) -> None:
        self._runner = runner
        self._hooks = hooks_of(runner)
        self._listener.run_begins(runner, self._hooks)
        for name, hook in self._hooks.items():
            runner.hooks[name] = self._heard(name, hook)
        runner.context._do_cleanups = self._heard_cleanups(runner.context)

    def _heard(self, name: str, hook: Callable) -> Callable:
        @wraps(hook)
        def heard(context: Context, *args):
            self._listener.hook_begins(name, context, args[0] if args else None)
            error = None
            try:
                return hook(context, *args)
            except BaseException as raised:
                error = raised
                raise
            finally:
                self._listener.hook_ends(error)

        return heard

    def _heard_cleanups(self, context: Context) -> Callable[[], None]:
        do_cleanups = context._do_cleanups

        def heard() -> None:
            layer = context._stack[0].get("@layer") if context._stack else None
            try:
                do_cleanups()
            except BaseException as error:
                # In a layer that a step has pushed, a failed cleanup fails the step.
                if layer in context.LAYER_NAMES:
                    self._listener.cleanup_failed(layer, error)
                raise

        return heard
