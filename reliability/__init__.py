"""Faults on real processes, and what the books say afterwards: `python -m reliability`."""
