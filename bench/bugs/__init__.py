"""Bugs that are put in one at a time, and what finds each of them."""
