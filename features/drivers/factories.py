"""Builds rows for scenarios and tests, with plain default values."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from applications import models
from applications.selectors.terms import terms_of, terms_to_state
from features.private_words import ACCOUNT_NUMBER, TAX_FILE_NUMBER
from users.models import User


class UserFactory(DjangoModelFactory):
    """A person with a login and no password: scenarios log people in directly."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda user: f"{user.name.lower().replace(' ', '.')}@example.com")
    password = "!"  # noqa: S105 Django's mark of a password that can't be used
    role = "borrower"


class BranchFactory(DjangoModelFactory):
    class Meta:
        model = models.Branch
        django_get_or_create = ("name",)

    name = "Sydney"


class BDMFactory(DjangoModelFactory):
    class Meta:
        model = models.BDM

    name = factory.Sequence(lambda n: f"BDM {n}")
    user = factory.SubFactory(UserFactory, name=factory.SelfAttribute("..name"), role="bdm")
    branch = factory.SubFactory(BranchFactory)
    # Above every amount of a story that states no limit.
    approval_limit = Decimal("1000000.00")


class BrokerFactory(DjangoModelFactory):
    class Meta:
        model = models.Broker

    name = factory.Sequence(lambda n: f"Broker {n}")
    user = factory.SubFactory(UserFactory, name=factory.SelfAttribute("..name"), role="broker")
    branch = factory.SubFactory(BranchFactory)
    primary_bdm = factory.SubFactory(BDMFactory)


class BorrowerFactory(DjangoModelFactory):
    class Meta:
        model = models.Borrower

    name = factory.Sequence(lambda n: f"Borrower {n}")
    user = factory.SubFactory(UserFactory, name=factory.SelfAttribute("..name"), role="borrower")
    email = factory.LazyAttribute(lambda party: f"{party.name.lower().replace(' ', '.')}@example.com")
    birth_date = date(1984, 11, 23)
    annual_income = Decimal("98765.00")
    tax_file_number = TAX_FILE_NUMBER
    account_number = ACCOUNT_NUMBER


class GuarantorFactory(DjangoModelFactory):
    class Meta:
        model = models.Guarantor

    name = factory.Sequence(lambda n: f"Guarantor {n}")
    email = factory.LazyAttribute(lambda party: f"{party.name.lower().replace(' ', '.')}@example.com")


class ApplicationFactory(DjangoModelFactory):
    """An application with every field that a complete file needs, and no documents."""

    class Meta:
        model = models.Application
        skip_postgeneration_save = True

    reference = factory.Sequence(lambda n: f"HL-{1001 + n}")
    amount = Decimal("250000.00")
    term_months = 360
    annual_rate = Decimal("6.0000")
    valuation = Decimal("400000.00")
    funding_date = date(2025, 4, 1)
    broker = factory.SubFactory(BrokerFactory)
    bdm = factory.SelfAttribute("broker.primary_bdm")

    @factory.post_generation
    def borrowers(self, create, extracted, **kwargs):
        if create and extracted:
            self.borrowers.set(extracted)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.Document

    application = factory.SubFactory(ApplicationFactory)
    kind = "identification"
    sha256 = "0" * 64
    terms = factory.LazyAttribute(lambda document: terms_to_state(document.application, document.kind))
    file = factory.LazyAttribute(lambda document: f"documents/{document.kind}.pdf")


class RepaymentFactory(DjangoModelFactory):
    class Meta:
        model = models.Repayment

    application = factory.SubFactory(ApplicationFactory, stage="funded")
    number = 1
    due_date = date(2025, 4, 1)
    principal = Decimal("1000.00")
    interest = Decimal("250.00")


def sign_approval(application: models.Application, **signer: models.Borrower | models.Guarantor) -> None:
    """Let a borrower or a guarantor sign the newest formal approval of an application."""
    # A scenario may have deleted the formal approval.
    document = application.documents.filter(kind="formal_approval").order_by("version").last()
    if document is not None:
        models.Signature.objects.create(document=document, **signer)


def restate_terms(application: models.Application) -> None:
    """Let an application's formal approval state its terms as they are now."""
    # The same document, as if it had been made after the change.
    application.documents.filter(kind="formal_approval").update(terms=terms_of(application))


def count_anew() -> None:
    """Number from the beginning what has no name: a story told again has the same references."""
    people = UserFactory, BDMFactory, BrokerFactory, BorrowerFactory, GuarantorFactory
    for named in (*people, ApplicationFactory):
        named.reset_sequence()
