"""Kinds of admin page."""


class AppendOnlyAdmin:
    """Pages and inlines of rows that can be added, but neither changed nor deleted."""

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(AppendOnlyAdmin):
    """Pages and inlines of rows that only the CRM itself writes."""

    def has_add_permission(self, request, obj=None):
        return False


class ChangedFieldsAdmin:
    """Pages of rows that the CRM also writes on its own: a form saves only the fields that a person changed.

    The other fields may have changed since the form was shown, and saving them would undo that.
    """

    def save_model(self, request, obj, form, change):
        if change:
            columns = {field.name for field in obj._meta.concrete_fields}
            obj.save(update_fields=columns.intersection(form.changed_data))
        else:
            super().save_model(request, obj, form, change)
