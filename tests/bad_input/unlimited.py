"""The CRM as a server loads it, without limits on requests: the test sends hundreds a second."""

from crm_backend.asgi import application
from users import frames, turns

__all__ = ["application"]

frames.MOST_FRAMES = 10**9
turns.REST = 0
