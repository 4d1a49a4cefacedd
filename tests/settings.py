"""The settings that pytest runs with: those of development, whatever the shell says."""

from features.support.development import *  # noqa: F403 all of them
