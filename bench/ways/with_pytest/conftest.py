"""Notes when each test begins, before its fixtures."""

from bench.ways import record


def pytest_runtest_logstart(nodeid, location):
    record.begin()
