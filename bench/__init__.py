"""Benchmarks: what the suite and the CRM cost, and what other ways of testing cost."""
