"""`manage.py behave`: behave-django's command for stories, with an order, a clock and a stack.

The project is `PROJECT` of the module features.project, or what the setting TIMESKIP_PROJECT names. The embedded stack
does without one.
"""

import gc
import os
import sys
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import behave.__main__
from behave.configuration import DEFAULT_RUNNER_CLASS_NAME, Configuration
from behave.exception import ConfigError, InvalidClassError
from behave.runner_plugin import RunnerPlugin
from behave.tag_expression.parser import TagExpressionError
from behave_django.management.commands import behave as behave_django
from django.core import checks
from django.core.management.base import CommandError

from timeskip.behave import kept, places
from timeskip.behave.django_runner import runner_of
from timeskip.behave.junit import FILES
from timeskip.behave.parallel.options import require_possible, workers_asked_for
from timeskip.behave.runner import OF_RUNNER, StoryRunner, require_books, require_runner, seed_of
from timeskip.clocks import CLOCKS, clock_named
from timeskip.errors import NotSimulated
from timeskip.extras import MissingExtra
from timeskip.project import PLACE, Project, declared_project
from timeskip.retelling.ways import WAYS
from timeskip.stacks.real.screen import screen_asked_for
from timeskip.stacks.running import EMBEDDED, NAMES, REAL, VARIABLE, name_of_the_run, run_on, stack_asked_for

# Options that behave is given as userdata.
OF_USERDATA = ("--shuffle", "--clock", "--parallel", "--shard", "--retell", "--books")
HELP = {"-h", "--help", "--version"}
RUNNER = "timeskip.behave.runner:StoryRunner"


class Command(behave_django.Command):
    """Runs the features: each scenario is a story."""

    help = "Runs the features: each scenario is one transaction, on one clock."

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> ArgumentParser:
        """Let `--parallel` take the place of behave's option of that name, which does nothing."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        # So that a runner that was asked for can be told from behave-django's default.
        parser.set_defaults(runner=None)
        parser.add_argument(
            "--shuffle",
            metavar="SEED",
            help="Run features and scenarios in random order; the same SEED (a number, or 'random') gives "
            "the same order.",
        )
        parser.add_argument(
            "--clock", choices=CLOCKS, help="What gives the stories their time, in the place of the project's clock."
        )
        parser.add_argument(
            "--stack",
            choices=NAMES,
            default=EMBEDDED,
            help="What the project runs on: embedded, one process and the database of the settings; postgres, "
            "the same on PostgreSQL, at DATABASE_URL or a server of the run's own; or real (also: live), with "
            "PostgreSQL, Redis (REDIS_URL or one of the run's own), the broker at BROKER_URL or that Redis, a worker, "
            "a web and a mail server, each a process.",
        )
        parser.add_argument(
            "--parallel",
            metavar="N",
            help="Tell the scenarios in N processes, or in one for each core ('auto'), each with a copy of the test "
            "database; those that took longest last time begin.",
        )
        parser.add_argument(
            "--shard",
            metavar="K/N",
            help="Run the K-th of N parts of the scenarios, on a machine for each part; all parts take about as long.",
        )

        parser.add_argument(
            "--retell",
            metavar="WAYS",
            help="Tell each scenario plainly and then otherwise, and compare the books that it leaves: 'all', or some "
            f"of {', '.join(WAYS)}. -D points=N lets a worker die or be overtaken at N points of each scenario, or "
            "at 'all'; -D seed=N says at which, and in which order tasks run.",
        )
        parser.add_argument(
            "--books",
            metavar="FILE",
            help="Write the books that each scenario leaves, for `manage.py compare_books`.",
        )

    def run_from_argv(self, argv: list[str]) -> None:
        """Run from a command line; removes the reports of an older run before anything can fail."""
        # Loading leaves next to no garbage, and looking for it takes a seventh of the time to the first step. The
        # runner looks for it again.
        gc.disable()
        if not HELP.intersection(argv):
            # What is wrong with the configuration, handle() says.
            with suppress(ConfigError, TagExpressionError, OSError):
                _remove_reports(self._configuration(argv))
        super().run_from_argv(argv)

    def check(self, *args: Any, **options: Any) -> None:
        """Run the system checks, unless they have found nothing in this very project before."""
        if kept.checks_found_nothing():
            return
        issues = checks.run_checks()
        if not [issue for issue in issues if not issue.is_silenced()]:
            kept.keep_that_checks_found_nothing()
        with patch.object(checks, "run_checks", lambda **_: issues):
            super().check(*args, **options)

    def handle(self, *args: Any, **options: Any) -> Any:
        if options["paths"] and all(map(_is_empty_list, options["paths"])):
            self.stdout.write("Nothing is listed there, so there is nothing to run.")
            return None
        project = declared_project()
        self._require_clock(project, options["clock"])
        arguments = self._as_behave_arguments(_without(sys.argv[2:], "--stack"), options)
        try:
            config = self._configuration([*sys.argv[:2], *arguments])
            userdata = config.userdata
            arguments += _as_runner_argument(config)
            stack = self._stack(options)
            require_possible(userdata, keeps_data=options["use_existing_database"])
            require_books(project, userdata, stack)
            screen_asked_for(userdata)
        except (ConfigError, TagExpressionError, ImportError, InvalidClassError, ValueError) as error:
            raise CommandError(str(error)) from error
        self._run_on_stack(stack, project, workers=workers_asked_for(userdata))
        # In place: behave-django holds on to this very list, and rebuilds behave's arguments from it.
        sys.argv[2:] = arguments
        # A string is `--behave-runner`'s, which behave itself reads.
        if not isinstance(options["runner"], type):
            keeps_data = options["dry_run"] or options["use_existing_database"]
            is_real = name_of_the_run() == REAL
            options["runner"] = runner_of(project, is_real=is_real, keeps_data=keeps_data)
            options["use_existing_database"] = options["simple"] = False
        StoryRunner.retelling = project.retelling if project else None
        with patch.object(behave.__main__, "print", _print_but_own_runner, create=True):
            return super().handle(*args, **options)

    @staticmethod
    def _require_clock(project: Project | None, asked: str | None) -> None:
        # In a hook it would be behave that answers: “ABORTED: By user.”
        try:
            clock_named(asked or (project.clock if project else None))
        except NotSimulated as error:
            raise CommandError(str(error)) from error

    def _configuration(self, argv: list[str]) -> Configuration:
        for option in ("--stack", *OF_USERDATA):
            argv = _without(argv, option)
        return Configuration(self.get_behave_args(argv))

    @staticmethod
    def _stack(options: dict[str, Any]) -> str:
        """Return the stack that the run is on, or that is asked for; ValueError where it cannot be."""
        if VARIABLE in os.environ:
            return name_of_the_run()
        browser = ("browser", "yes") in (options["userdata_defines"] or ())
        return stack_asked_for(options["stack"], browser=browser)

    @staticmethod
    def _run_on_stack(stack: str, project: Project | None, *, workers: int) -> None:
        """Where another stack than the embedded one is asked for, run there and end with its exit code."""
        if stack == EMBEDDED or VARIABLE in os.environ:
            return
        if project is None:
            raise CommandError(
                f"--stack {stack} needs {PLACE}: "
                'PROJECT = timeskip.project.Project(celery_app="myproject.celery.app", …).'
            )
        # Django's settings are read by now: the run gets a process that starts with the stack's.
        command = [sys.executable, *_without(sys.argv, "--stack")]
        try:
            sys.exit(run_on(stack, project, command, workers=workers))
        except (ValueError, MissingExtra) as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def _as_behave_arguments(arguments: list[str], options: dict[str, Any]) -> list[str]:
        """Turn options that behave does not know into userdata."""
        asked = {name: options[name.removeprefix("--")] for name in OF_USERDATA}
        for name, value in asked.items():
            if value is None:
                continue
            if name == "--shuffle":
                try:
                    value = seed_of(value)
                except ValueError as error:
                    raise CommandError(str(error)) from error
            arguments = [*_without(arguments, name), f"--define={name.removeprefix('--')}={value}"]
        return arguments


def _as_runner_argument(config: Configuration) -> list[str]:
    """Let timeskip's runner take the place of behave's own; ValueError where another lacks what is asked for."""
    name = config.runner_aliases.get(config.runner, config.runner)
    if name == DEFAULT_RUNNER_CLASS_NAME:
        return [f"--behave-runner={RUNNER}"]
    if OF_RUNNER & config.userdata.keys():
        require_runner(RunnerPlugin.load_class(name), config.userdata)
    return []


def _print_but_own_runner(*values: Any, **options: Any) -> None:
    """Print what behave prints, but not that it uses a runner of this package."""
    if not " ".join(map(str, values)).startswith("USING RUNNER: timeskip."):
        print(*values, **options)  # noqa: T201 behave does so


def _remove_reports(config: Configuration) -> None:
    """Remove what the run is going to write: if it cannot start, an older report would pass for its own."""
    reports = [Path(opener.name) for opener in config.outputs if opener.name]
    if config.junit:
        reports += Path(config.junit_directory).glob(FILES)
    # A list of places may be written again by the very run that reads it.
    lists = {Path(path[1:]).resolve() for path in config.paths or () if path.startswith("@")}
    for report in reports:
        if report.is_file() and not report.is_symlink() and report.resolve() not in lists:
            report.unlink()


def _is_empty_list(path: str) -> bool:
    """Whether a path is behave's `@FILE`, and the file lists no place of a feature."""
    file = Path(path[1:])
    if not path.startswith("@") or not file.exists():
        return False
    return not places.listed(places.read(file))


def _without(arguments: list[str], option: str) -> list[str]:
    """Return the command line without an option that takes one value."""
    kept = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == option:
            next(remaining, None)
        elif not argument.startswith(f"{option}="):
            kept.append(argument)
    return kept
