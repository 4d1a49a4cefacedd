"""Bodies of the endpoints for the lender's people."""

from rest_framework import serializers

from api.application_serializers import id_of
from api.serializers import Line, Money, Once, SeenSerializer
from applications.models import BDM, Branch, Broker
from applications.services.joining import LONGEST_BRANCH, LONGEST_COMPANY
from common.text import LONGEST_SEARCH
from users.accounts import LONGEST_NAME
from users.addresses import LONGEST
from users.models import User


class BDMPersonSerializer(SeenSerializer):
    """A BDM. `email` and `active` are null without a login; `running` counts applications not yet repaid."""

    id = serializers.IntegerField(source="pk")
    branch = serializers.CharField(source="branch.name")
    email = serializers.CharField(source="user.email", allow_null=True, default=None)
    active = serializers.BooleanField(source="user.is_active", allow_null=True, default=None)
    running = serializers.IntegerField()

    class Meta:
        model = BDM
        fields = ["id", "name", "branch", "approval_limit", "email", "active", "running"]
        read_only_fields = fields


class BrokerPersonSerializer(BDMPersonSerializer):
    """A broker. `running` counts applications in an open stage."""

    primary_bdm = serializers.CharField(source="primary_bdm.name")

    class Meta:
        model = Broker
        fields = ["id", "name", "company", "branch", "primary_bdm", "email", "active", "running"]
        read_only_fields = fields


class AdminPersonSerializer(SeenSerializer):
    """An admin."""

    id = serializers.IntegerField(source="pk")
    active = serializers.BooleanField(source="is_active")

    class Meta:
        model = User
        fields = ["id", "name", "email", "active"]
        read_only_fields = fields


class BranchSerializer(SeenSerializer):
    """A branch."""

    id = serializers.IntegerField(source="pk")

    class Meta:
        model = Branch
        fields = ["id", "name"]
        read_only_fields = fields


class NewBranch(serializers.Serializer):
    """A branch that opens."""

    name = Line(max_length=LONGEST_BRANCH)
    idempotency_key = Once()


class PeopleFilter(serializers.Serializer):
    """Filters of a list of people."""

    words = Line(
        required=False,
        allow_blank=True,
        max_length=LONGEST_SEARCH,
        help_text="Part of a name, a company or an e-mail address.",
    )
    active = serializers.BooleanField(required=False, allow_null=True, default=None)


class Invitation(serializers.Serializer):
    """Somebody new, who is sent a link to choose a password."""

    name = Line(max_length=LONGEST_NAME)
    email = Line(max_length=LONGEST)
    idempotency_key = Once()


class BDMChange(serializers.Serializer):
    """What changes of a BDM. A field that is absent stays as it is."""

    branch = id_of("branches", required=False)
    approval_limit = Money(required=False, min_value=0)


class BrokerChange(serializers.Serializer):
    """What changes of a broker. A field that is absent stays as it is."""

    branch = id_of("branches", required=False)
    primary_bdm = id_of("people/bdm", required=False)


class BDMInvitation(Invitation):
    """A new BDM, likewise."""

    branch = id_of("branches")
    approval_limit = Money(min_value=0)


class BrokerInvitation(Invitation):
    """A new broker, likewise."""

    company = Line(max_length=LONGEST_COMPANY, required=False, allow_blank=True)
    branch = id_of("branches")
    primary_bdm = id_of("people/bdm")


class Successor(serializers.Serializer):
    """The BDM to whom everything is handed over."""

    to = id_of("people/bdm")


class HandedOver(serializers.Serializer):
    """How much was handed over."""

    applications = serializers.IntegerField()
    brokers = serializers.IntegerField()


class LoginState(serializers.Serializer):
    """Whether somebody can log in."""

    active = serializers.BooleanField()
