"""Inputs of forms, on the pages and in the admin pages."""

from django import forms
from django.core.exceptions import ValidationError

from common.money import is_in_digits


class DigitsField(forms.DecimalField):
    """A number that is typed in digits."""

    def to_python(self, value):
        if value not in self.empty_values and not is_in_digits(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class WriteOnlyInput(forms.TextInput):
    """An input that repeats nothing, not even what was typed into it a moment ago."""

    def format_value(self, value):
        return None
