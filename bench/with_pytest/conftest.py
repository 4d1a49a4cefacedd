"""Records when each test begins, before its fixtures."""

from bench import record


def pytest_runtest_logstart(nodeid, location):
    record.begin()
