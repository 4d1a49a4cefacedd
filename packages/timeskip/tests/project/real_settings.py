"""Settings of the real stack's processes."""

from project.settings import *  # noqa: F403 all of them, and a few others
from timeskip.stacks.real.settings import real_settings

globals().update(real_settings(globals()))
