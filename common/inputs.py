"""Inputs of forms, on the pages and in the admin pages."""

from django import forms


class WriteOnlyInput(forms.TextInput):
    """An input that repeats nothing, not even what was typed into it a moment ago."""

    def format_value(self, value):
        return None
