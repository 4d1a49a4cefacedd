"""Endpoints that list rows, page by page."""

from collections.abc import Callable

from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics

from api.errors import WHY_NOT
from api.serializers import SeenSerializer
from applications.models import Application
from applications.selectors.application import application_for

View = type[generics.ListAPIView]


def listed(
    serializer: type[SeenSerializer], *, errors: dict = WHY_NOT, **described
) -> Callable[[View], View]:
    """A list of the serializer's rows; `errors` and `described` are for its OpenAPI description."""

    def decorate(view: View) -> View:
        view.serializer_class = serializer
        # The description asks for a queryset without a request.
        view.queryset = serializer.Meta.model.objects.none()
        get = extend_schema(responses={200: serializer(many=True), **errors}, **described)
        return extend_schema_view(get=get)(view)

    return decorate


class OfApplication(generics.ListAPIView):
    """A list of something that belongs to one application."""

    @cached_property
    def application(self) -> Application:
        """The application of the address; raises ApplicationNotFound if the caller may not see it."""
        return application_for(self.request.user, self.kwargs["reference"])
