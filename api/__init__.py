"""The loan book as JSON, for other programs: the same selectors and services as the pages."""
