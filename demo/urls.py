"""URLs while `manage.py serve` runs: the CRM's, and a page of the e-mails that leave."""

from django.urls import include, path

from demo import views

EMAILS = "emails/"

urlpatterns = [
    path(EMAILS, views.emails, name="emails"),
    path(f"{EMAILS}<int:number>/", views.email, name="email"),
    path("", include("crm_backend.urls")),
]

handler500 = "crm_backend.bare_pages.server_error"
