"""The lender's staff, the brokers and the borrowers of the demo."""

from dataclasses import dataclass
from functools import cache
from random import Random

from django.contrib.auth.hashers import get_hasher, make_password

from applications.models import BDM, Borrower, Branch, Broker, Guarantor
from demo.names import Names
from users.models import User
from users.preferences import Role

PASSWORD = "harbour-demo"  # noqa: S105 of every user, and printed
# Of the password, by Django's own hasher. Hashing takes a second on purpose, and this is no secret.
HASHED = "pbkdf2_sha256$1000000$HarbourLendingDemo2026$QmUBofN/EdVY/WoofG4tVusOOiirp1F6FdHHssS3iRU="
# Name, branch, approval limit.
BDMS = (
    ("Ben Costa", "Sydney", 600_000),
    ("Priya Nair", "Sydney", 450_000),
    ("Tom Whelan", "Melbourne", 500_000),
    ("Grace Liu", "Brisbane", 400_000),
)
BROKERS = (
    "Bella Romano", "Marcus Webb", "Aisha Rahman", "Liam O’Connor", "Chloe Tran", "Daniel Petrov",
    "Sophie Martin", "Jack Nguyen", "Emily Stone", "Noah Fischer", "Zoe Papas", "Ravi Shah",
)  # fmt: skip
LOGINS = 12  # borrowers with a login; the others only get e-mail


@dataclass(frozen=True)
class People:
    """The people who act during the year."""

    admin: User
    bdms: list[BDM]
    brokers: list[Broker]


def hire() -> People:
    """Create the lender's staff and the brokers, each with a login."""
    admin = _login("Ada Blake", "admin")
    admin.is_staff = admin.is_superuser = True
    admin.save()
    branches = {name: Branch.objects.create(name=name) for name in dict.fromkeys(row[1] for row in BDMS)}
    bdms = [
        BDM.objects.create(name=name, user=_login(name, "bdm"), branch=branches[branch], approval_limit=limit)
        for name, branch, limit in BDMS
    ]
    brokers = [
        Broker.objects.create(
            name=name,
            user=_login(name, "broker"),
            company=f"{name.split()[-1]} Finance",
            branch=bdms[number % len(bdms)].branch,
            primary_bdm=bdms[number % len(bdms)],
        )
        for number, name in enumerate(BROKERS)
    ]
    return People(admin, bdms, brokers)


def hired() -> People:
    """The people whom `hire` created."""
    admin = User.objects.filter(role=Role.ADMIN).earliest("pk")
    return People(admin, list(BDM.objects.order_by("pk")), list(Broker.objects.order_by("pk")))


def borrower(number: int, names: Names, chance: Random) -> Borrower:
    """Create a borrower; a few have a login, and one in forty has no e-mail address."""
    name = names.next()
    email = "" if chance.random() < 1 / 40 else f"{_address(name)}.{number}@example.com"
    user = _login(name, "borrower", email) if number < LOGINS and email else None
    return Borrower.objects.create(
        name=name, email=email, user=user, tax_file_number=str(chance.randrange(10**8, 10**9))
    )


def guarantor(names: Names) -> Guarantor:
    """Create a guarantor."""
    return Guarantor.objects.create(name=names.next())


def logins() -> str:
    """One login for each role, one per line."""
    firsts = (User.objects.filter(role=role, is_active=True).order_by("pk").first() for role in Role)
    return "\n".join(f"  {user.role:<9} {user.email}" for user in firsts if user)


def _login(name: str, role: str, email: str = "") -> User:
    email = email or f"{_address(name)}@harbour.example"
    return User.objects.create(email=email, password=_hashed(), name=name, role=role)


@cache
def _hashed() -> str:
    return HASHED if HASHED.startswith(f"{get_hasher().algorithm}$") else make_password(PASSWORD)


def _address(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalpha() else "." for letter in name.lower())
