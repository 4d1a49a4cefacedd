"""Known vulnerabilities of the pinned requirements: `make audit`.

Exit codes: 0 for none, 1 for some, 2 where not everything could be audited.
"""

import json
import subprocess
import sys

# In an environment of its own: it is no part of what it audits.
AUDITOR = "pip-audit==2.10.1"
REQUIREMENTS = ("requirements/base.txt", "requirements/dev.txt")
NONE, SOME, NOT_AUDITED = 0, 1, 2


def verdict(report: dict) -> tuple[int, list[str]]:
    """The exit code for one of pip-audit's JSON reports, and what to print.

    pip-audit passes a package that the database does not know. Here it counts as not audited: a package index
    without a vulnerability database would otherwise pass everything.
    """
    packages = report["dependencies"]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    flaws = [
        f"{package['name']} {package['version']}: {flaw['id']}, fixed in "
        f"{', '.join(flaw['fix_versions']) or 'no version yet'}"
        for package in packages
        for flaw in package.get("vulns", ())
    ]
    gaps = []
    if skipped:
        names = ", ".join(skipped[:3])
        gaps = [
            f"{len(skipped)} of {len(packages)} packages were not audited, {names} among them: "
            "the package index of this machine has no vulnerability data for them."
        ]
    if flaws or gaps:
        return (SOME if flaws else NOT_AUDITED), flaws + gaps
    return NONE, [f"{len(packages)} packages were audited: no known vulnerability."]


def audit() -> tuple[int, list[str]]:
    """Run pip-audit over everything that is pinned."""
    command = [sys.executable, "-m", "uv", "tool", "run", "--quiet", AUDITOR, "--format", "json"]
    command += ["--require-hashes", "--disable-pip", "--progress-spinner", "off"]
    for file in REQUIREMENTS:
        command += ["--requirement", file]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        last = done.stderr.strip().rpartition("\n")[2]
        return NOT_AUDITED, [
            f"Nothing was audited: pip-audit failed, or has no access to its database. {last}"
        ]
    return verdict(report)


def main() -> int:
    code, lines = audit()
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
