"""`make bench-pages`: what each page of the workspace costs with a year of business, beside a small book.

Medians of processor time, which other work changes less than time on the clock.

A slow page fails nothing. The exit code is 1 if a page runs more queries for the larger book, except those
that count lists which are longer than a page there.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

BOUND = 100  # milliseconds of processor time that a page may take


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.workspace", description=__doc__)
    parser.add_argument("--months", type=int, default=12, help="of demo business (12)")
    parser.add_argument("--applications", type=int, default=300, help="that come in (300)")
    parser.add_argument("--seed", type=int, default=7, help="of the demo business (7)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for (20)")
    options = parser.parse_args()
    large = {"months": options.months, "applications": options.applications}
    # Large enough that no page has an empty list, which needs fewer queries than one with rows.
    small = {"months": max(1, options.months // 2), "applications": max(1, options.applications // 3)}
    with TemporaryDirectory() as folder:
        books = [
            _measured(Path(folder) / name, size, options)
            for name, size in (("small", small), ("large", large))
        ]
    return _say(*books)


def _measured(folder: Path, size: dict[str, int], options: argparse.Namespace) -> list[dict]:
    """Create the demo business and request its pages, each in a process of its own."""
    folder.mkdir()
    # The demo is for development only.
    development = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "crm_backend.development",
        "DATABASE_URL": f"sqlite:///{folder / 'book.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
    }
    play = [f"--{name}={value}" for name, value in {**size, "seed": options.seed}.items()]
    for command in (["manage.py", "migrate", "--verbosity=0"], ["manage.py", "demo", *play]):
        subprocess.run([sys.executable, *command], env=development, check=True, stdout=subprocess.DEVNULL)
    measure = [sys.executable, "-m", "bench.workspace.pages", str(options.rounds)]
    measured = {**development, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    return json.loads(subprocess.check_output(measure, env=measured))


def _say(small: list[dict], large: list[dict]) -> int:
    print(f"{'page':34}{'small book':>12}{'large book':>12}{'ratio':>8}{'queries':>10}")
    more = False
    for before, page in zip(small, large, strict=True):
        grows = page["queries"] - page["counted"] > before["queries"] - before["counted"]
        more |= grows
        same = page["queries"] == before["queries"]
        queries = page["queries"] if same else f"{before['queries']} → {page['queries']}"
        late = f"  over {BOUND} ms" if page["ms"] > BOUND else ""
        print(
            f"{page['name']:34}{before['ms']:9.1f} ms{page['ms']:9.1f} ms"
            f"{page['ms'] / before['ms']:8.2f}{queries:>10}{late}"
        )
    return int(more)


if __name__ == "__main__":
    sys.exit(main())
