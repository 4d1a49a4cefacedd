"""What the filters of lists have in common."""

from workspace.form_words import HouseForm


class FilterForm(HouseForm):
    """A filter of a list. A value that makes no sense is ignored, and the page says so."""

    def chosen(self) -> dict[str, object]:
        """What is filled in and makes sense, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def ignored(self) -> list[str]:
        """Why each value that makes no sense is ignored: "Amount from: Enter a number."."""
        return [f"{field.label}: {error}" for field in self for error in field.errors]
