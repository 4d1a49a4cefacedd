"""The filter of the applications, which the pipeline and the table of applications have in common."""

from django import forms

from applications.selectors.board import MOST_DAYS, board_choices
from applications.stages import Stage
from common.text import LONGEST_SEARCH
from users.models import User
from users.preferences import Role
from workspace.filters import FilterForm
from workspace.forms import day_field, money_field

# Choices that somebody of a role has one of.
SETTLED = {Role.BDM: ("bdm", "branch"), Role.BROKER: ("broker",)}
RANGES = ("applied_from", "applied_to", "amount_from", "amount_to", "days_past_due")


class BookFilter(FilterForm):
    """Which applications are shown."""

    words = forms.CharField(label="Reference, name or amount", required=False, max_length=LONGEST_SEARCH)
    stage = forms.ChoiceField(required=False, choices=[("", "Every stage"), *Stage.choices])
    broker = forms.ModelChoiceField(None, required=False, empty_label="Every broker")
    bdm = forms.ModelChoiceField(None, required=False, empty_label="Every BDM", label="BDM")
    branch = forms.ModelChoiceField(None, required=False, empty_label="Every branch")
    applied_from = day_field(label="Applied from", required=False)
    applied_to = day_field(label="Applied to", required=False)
    amount_from = money_field(label="Amount from", required=False)
    amount_to = money_field(label="Amount to", required=False)
    days_past_due = forms.IntegerField(
        label="Days past due, at least", required=False, min_value=1, max_value=MOST_DAYS
    )

    def __init__(self, user: User, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in board_choices(user).items():
            self.fields[name].queryset = choices
        for name in SETTLED.get(user.role, ()):
            del self.fields[name]

    def main_fields(self) -> list[forms.BoundField]:
        """The fields that are always shown."""
        return [field for field in self if field.name not in RANGES]

    def ranges(self) -> list[forms.BoundField]:
        """The fields behind “More filters”."""
        return [self[name] for name in RANGES]

    def has_ranges(self) -> bool:
        """Whether a field behind “More filters” is filled in."""
        return any(self.data.get(name) for name in RANGES)
