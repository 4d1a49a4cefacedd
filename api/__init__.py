"""The JSON API for other programs. It uses the same selectors and services as the pages."""
