"""`nox`: the tests on each Python, with the newest and with the oldest dependencies.

Every session installs the built package, not this folder.
"""

import nox

nox.options.default_venv_backend = "uv"

TOOLS = nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), "test")


@nox.session(python=["3.11", "3.12", "3.13"])
@nox.parametrize("resolution", ["highest", "lowest-direct"])
def tests(session: nox.Session, resolution: str) -> None:
    """Run every test."""
    session.install("--resolution", resolution, ".")
    session.install(*TOOLS)
    session.run("pytest", "-q", *session.posargs)
