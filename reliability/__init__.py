"""Strikes live processes at random, then reconciles: `make reliability`, `python -m reliability`."""
