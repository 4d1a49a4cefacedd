"""Who takes part in a loan."""

from django.conf import settings
from django.db import models

from applications.models.fields import EncryptedField, MoneyField
from common.constraints import at_least, one_of
from common.text import LineField
from users.addresses import LONGEST, validate_address

# Identifying numbers of a `LoanParty`, which few readers need and which cost their decryption.
NUMBERS = ("tax_file_number", "account_number")


class Branch(models.Model):
    """Groups BDMs and brokers."""

    name = LineField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "branches"

    def __str__(self):
        return self.name


class LoginParty(models.Model):
    """Somebody named in a loan who may have a login."""

    name = LineField(max_length=150)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name


class BDM(LoginParty):
    """Business development manager: the lender's employee who looks after a set of brokers."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="bdms")
    approval_limit = MoneyField("may approve up to", default=0)

    class Meta(LoginParty.Meta):
        verbose_name = "BDM"
        constraints = [at_least("approval_limit", 0, "bdm_limit_not_negative")]


class Broker(LoginParty):
    """External introducer who brings applications in."""

    company = LineField(max_length=150, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="brokers")
    primary_bdm = models.ForeignKey(
        BDM, on_delete=models.PROTECT, related_name="primary_brokers", verbose_name="primary BDM"
    )
    other_bdms = models.ManyToManyField(
        BDM, blank=True, related_name="other_brokers", verbose_name="other BDMs"
    )


class PartyKind(models.TextChoices):
    INDIVIDUAL = "individual", "Individual"
    COMPANY = "company", "Company"


class LoanParty(LoginParty):
    """Somebody bound by a loan contract. Identifying numbers are encrypted at rest."""

    kind = models.CharField(max_length=10, choices=PartyKind.choices, default=PartyKind.INDIVIDUAL)
    email = LineField("e-mail address", max_length=LONGEST, blank=True, validators=[validate_address])
    birth_date = models.DateField(null=True, blank=True)
    annual_income = MoneyField(null=True, blank=True)
    tax_file_number = EncryptedField(null=True, blank=True)
    account_number = EncryptedField(null=True, blank=True)

    class Meta(LoginParty.Meta):
        abstract = True

    @property
    def role(self) -> str:
        """What such a person is to a loan: borrower or guarantor."""
        return self._meta.model_name

    @property
    def on_file(self) -> list[str]:
        """The names of the particulars that are known and shown to nobody, without their values."""
        private = ("birth_date", "annual_income", "tax_file_number", "account_number")
        return [name for name in private if getattr(self, name) not in (None, "")]


class Borrower(LoanParty):
    """A person or company that borrows."""

    # Counts changes of the address: that nobody can reach a borrower is told once per address.
    address_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta(LoanParty.Meta):
        constraints = [
            one_of("kind", PartyKind, "borrower_kind_is_legal"),
            at_least("annual_income", 0, "borrower_income_not_negative"),
        ]


class Guarantor(LoanParty):
    """A person or company that answers for a loan. Guarantors are not notified."""

    class Meta(LoanParty.Meta):
        constraints = [
            one_of("kind", PartyKind, "guarantor_kind_is_legal"),
            at_least("annual_income", 0, "guarantor_income_not_negative"),
        ]
