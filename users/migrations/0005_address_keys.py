from django.db import migrations, models
from django.db.models import Count, Min
from django.db.models.functions import Lower

import users.addresses
import users.fields


def fill_in(apps, schema_editor):
    for name, address in (("User", "email"), ("EmailDelivery", "address")):
        rows = apps.get_model("users", name).objects
        key = f"{address}_key" if name == "User" else "address_key"
        rows.update(**{key: Lower(address)})
        every = rows.values_list("pk", address).iterator(chunk_size=2000)
        # The database lowers an ASCII address as the CRM does.
        for pk, typed in [(pk, typed) for pk, typed in every if not typed.isascii()]:
            rows.filter(pk=pk).update(**{key: users.addresses.address_key(typed)})
    _refuse_logins_that_share_an_address(apps.get_model("users", "User").objects)
    _set_apart_what_was_sent_twice(apps.get_model("users", "EmailDelivery").objects)


def _refuse_logins_that_share_an_address(rows):
    shared = rows.order_by().values_list("email_key").annotate(count=Count("pk")).filter(count__gt=1)
    if keys := [key for key, _ in shared]:
        # Nobody but the lender knows which of them the person uses.
        ids = list(rows.filter(email_key__in=keys).values_list("pk", flat=True))
        raise ValueError(f"The users {ids} share addresses in other spellings: change one of each, then migrate.")


def _set_apart_what_was_sent_twice(rows):
    groups = rows.order_by().values_list("address_key", "dedupe_key")
    twice = groups.annotate(count=Count("pk"), first=Min("pk")).filter(count__gt=1)
    for key, dedupe_key, _, first in list(twice):
        same = rows.filter(address_key=key, dedupe_key=dedupe_key).exclude(pk=first)
        for pk in list(same.values_list("pk", flat=True)):
            rows.filter(pk=pk).update(address_key=f"{pk}#{key}"[:254])


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0004_told_once_by_key'),
    ]

    operations = [
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.CharField(max_length=254, unique=True, validators=[users.addresses.validate_address], verbose_name='e-mail address'),
        ),
        migrations.AddField(
            model_name='user',
            name='email_key',
            field=users.fields.AddressKeyField(default='', source='email'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='emaildelivery',
            name='address',
            field=models.CharField(max_length=254, verbose_name='e-mail address'),
        ),
        migrations.AddField(
            model_name='emaildelivery',
            name='address_key',
            field=users.fields.AddressKeyField(default='', source='address'),
            preserve_default=False,
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
