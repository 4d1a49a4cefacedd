"""What forms say of an answer that cannot be: the house's words in the place of Django's."""

from collections.abc import Mapping

from django import forms

NOT_LISTED = "Choose one of those listed."
# Kind of field → code of the error → words. Of a field that is of several kinds, the last one's count.
WORDS: Mapping[type[forms.Field], Mapping[str, str]] = {
    forms.Field: {
        "required": "Fill this in.",
        "min_value": "Enter %(limit_value)s or more.",
        "max_value": "Enter %(limit_value)s or less.",
        "max_length": "This is longer than %(limit_value)s characters.",
        "max_digits": "Enter at most %(max)s digits.",
        "max_decimal_places": "Enter at most %(max)s decimal places.",
        "max_whole_digits": "Enter at most %(max)s digits before the decimal point.",
        "null_characters_not_allowed": "This contains a character that is not allowed.",
    },
    forms.BooleanField: {"required": "Tick this."},
    forms.ChoiceField: {"required": "Choose one.", "invalid_choice": NOT_LISTED},
    forms.ModelChoiceField: {"required": "Choose one.", "invalid_choice": NOT_LISTED},
    forms.FileField: {
        **dict.fromkeys(("required", "missing", "invalid"), "Choose a file."),
        "empty": "This file is empty.",
        "max_length": "The file's name is longer than %(max)s characters.",
    },
}


class HouseWords:
    """Says what is wrong in the house's words, but for a field that has words of its own."""

    def full_clean(self) -> None:
        for field in self.fields.values():
            _speak(field)
        super().full_clean()


class HouseForm(HouseWords, forms.Form):
    """A form of the workspace."""


def _speak(field: forms.Field) -> None:
    djangos = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            djangos |= getattr(kind, "default_error_messages", {})
    for kind, words in WORDS.items():
        if isinstance(field, kind):
            said = field.error_messages
            ours = {code: text for code, text in words.items() if said.get(code) in (None, djangos.get(code))}
            said |= ours
            # The words of a more general kind give way to those of the next one.
            djangos |= ours
