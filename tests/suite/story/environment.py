"""The suite's own hooks, over stories that test the suite."""

from features.environment import *  # noqa: F403
