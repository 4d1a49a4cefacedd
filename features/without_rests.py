"""In each process of a run: a step waits for the answer to each request, so requests need no rests."""

from users import turns

turns.REST = 0
