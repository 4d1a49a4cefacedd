"""Runs with the code of one tree, an earlier one too, so it uses only names that have been there for long."""
