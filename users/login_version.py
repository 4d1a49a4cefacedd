"""Which log-ins of a person still count: those made under the current version.

A new password, another role and a deactivation raise the version in the transaction that writes them, by
`save()`, `update()` or `bulk_update()`. Sessions carry the version in their hash; receivers of `logins_ended`
end the rest. A copy of a row saves only what it has changed.
"""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import F
from django.dispatch import Signal

# Sent inside the transaction, with `user_ids` and `why`.
logins_ended = Signal()

ENDING = ("password", "role", "is_active")


class LoginVersionQuerySet(models.QuerySet):
    def update(self, **values) -> int:
        # Switching an account on again ends nothing; it was ended when the account was switched off.
        ending = [name for name in ENDING if name in values and values[name] is not True]
        if not ending:
            return super().update(**values)
        with transaction.atomic(using=self.db):
            user_ids = list(self.order_by().values_list("pk", flat=True))
            updated = super(LoginVersionQuerySet, self.filter(pk__in=user_ids)).update(**values)
            logins_end(self.model, user_ids, why=" and ".join(ending))
        return updated

    update.alters_data = True


class LoginVersioned(models.Model):
    """A user whose log-ins can be ended. `login_version` is only ever raised, never saved with the row."""

    login_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, **options) -> None:
        if self.pk is None or options.get("force_insert"):
            super().save(**options)
            self._remember()
            return
        with transaction.atomic(using=options.get("using")):
            row = type(self)._base_manager.filter(pk=self.pk)
            stored = row.select_for_update().values(*ENDING).first()
            if stored is None:
                super().save(**options)
                self._remember()
                return
            fields = self._fields_to_save(options.pop("update_fields", None))
            super().save(update_fields=fields, **options)
            self._remember(fields)
            changed = [name for name in ENDING if name in fields]
            ending = [name for name in changed if _ends(stored[name], getattr(self, name))]
            if ending:
                self.logins_end(why=" and ".join(ending))

    def logins_end(self, *, why: str) -> None:
        """End everything that this person is logged in with; `why` is for the log."""
        logins_end(type(self), [self.pk], why=why)
        self.refresh_from_db(fields=["login_version"])

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._remember()
        return row

    def refresh_from_db(self, using=None, fields=None, **more) -> None:
        super().refresh_from_db(using, fields, **more)
        self._remember(fields)

    def _fields_to_save(self, named: Iterable[str] | None) -> set[str]:
        if named is not None:
            return set(named) - {"login_version"}
        # Only what this copy has changed: the row may have moved on since it was read, and a save of
        # something else must not put a deactivation back.
        before = getattr(self, "_as_read", {})
        now = self._values()
        changed = {name for name in now if name not in before or before[name] != now[name]}
        return changed - {self._meta.pk.name, "login_version"}

    def _remember(self, names: Iterable[str] | None = None) -> None:
        """Note what the database holds of this copy: all of it, or these fields."""
        now = self._values()
        if names is not None:
            now = {**getattr(self, "_as_read", {}), **{name: now[name] for name in names if name in now}}
        self._as_read = now

    def _values(self) -> dict[str, object]:
        unread = self.get_deferred_fields()
        return {
            field.name: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.attname not in unread
        }


def logins_end(model: type[models.Model], user_ids: list[int], *, why: str) -> None:
    """End everything that people are logged in with: sessions, sockets, API tokens, half-finished log-ins."""
    with transaction.atomic():
        model._base_manager.filter(pk__in=user_ids).update(login_version=F("login_version") + 1)
        logins_ended.send(model, user_ids=user_ids, why=why)


def _ends(before: object, after: object) -> bool:
    return before != after and after is not True
