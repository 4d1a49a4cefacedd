"""The only readers of the loan book. Each docstring lists its conditions."""
