"""The admin pages: for admins alone, behind the workspace's one log-in page."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from common.refusals import Refusal
from users.preferences import Role


class AdminsOnly(AdminSite):
    """Shows only the models that somebody decided to show."""

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        shown = [model for model in models if model._meta.app_label in settings.ADMIN_PAGES_OF]
        super().register(shown, admin_class, **options)

    def admin_view(self, view, cacheable: bool = False):
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            try:
                return guarded(request, *args, **kwargs)
            except Refusal as refusal:
                if request.method != "POST":
                    raise
                # Django has taken back what the page had saved by then.
                messages.error(request, str(refusal))
                return redirect(request.get_full_path())
            except (ValueError, OverflowError) as error:
                # Django's own pages hand keys and days of a request to the database as they are.
                raise BadRequest(f"{type(error).__name__} in {request.path}") from error

        return answered

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and request.user.role == Role.ADMIN

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        wanted = request.GET.get("next", "")
        own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
        target = wanted if own else resolve_url("admin:index")
        if self.has_permission(request):
            return redirect(target)
        if request.user.is_authenticated:
            # To everybody else the admin pages look absent.
            raise Http404
        return redirect_to_login(target)

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect(settings.ACCOUNT_URL)
