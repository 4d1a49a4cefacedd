"""How long each test takes, as people do today and with timeskip: medians of one run, and their ratio."""

import statistics
import sys
from collections import defaultdict
from time import perf_counter, process_time

import pytest

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
FILES = {"today": "test_as_people_do_today.py", "timeskip": "test_with_timeskip.py"}


class Stopwatch:
    """Runs each test ROUNDS times; what a test takes includes its set-up and teardown."""

    def __init__(self) -> None:
        # By test: wall-clock and processor milliseconds of each round.
        self.times: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for _ in range(ROUNDS + 1):
            for item, following in zip(session.items, [*session.items[1:], session.items[0]], strict=True):
                wall, processor = perf_counter(), process_time()
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                self.times[item.name].append(((perf_counter() - wall) * 1000, (process_time() - processor) * 1000))
        return True


def medians(file: str) -> dict[str, tuple[float, float]]:
    stopwatch = Stopwatch()
    if code := pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", file], plugins=[stopwatch]):
        sys.exit(code)
    # The first round imports, migrates and warms up.
    return {
        name: (statistics.median(wall for wall, _ in rounds[1:]), statistics.median(cpu for _, cpu in rounds[1:]))
        for name, rounds in stopwatch.times.items()
    }


def main() -> None:
    found = {way: medians(file) for way, file in FILES.items()}
    for way, times in found.items():
        wall, processor = (statistics.median(each) for each in zip(*times.values(), strict=True))
        print(f"\n{way}: median of all tests {wall:.1f} ms, {processor:.1f} ms of processor")  # noqa: T201
        for name, (wall, processor) in times.items():
            print(f"  {wall:8.1f} ms {processor:8.1f} ms  {name}")  # noqa: T201
    socket = "test_a_message_reaches_everybody_in_the_room"
    today, timeskip = found["today"][socket], found["timeskip"][socket]
    print(f"\n{socket}: with timeskip {today[0] / timeskip[0]:.1f} times as fast")  # noqa: T201


if __name__ == "__main__":
    main()
