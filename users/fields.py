"""Model fields."""

from typing import Any

from django.db import models

from users.addresses import LONGEST, address_key


class AddressKeyField(models.CharField):
    """The key of the address in the field named by `source`, computed each time the row is saved.

    A unique constraint on it holds for every spelling of an address.
    """

    def __init__(self, *args, source: str, **kwargs) -> None:
        self.source = source
        super().__init__(*args, **{"max_length": LONGEST, "editable": False, **kwargs})

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = address_key(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, key)
        return key
