from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    path("", include("workspace.urls")),
]

handler500 = "crm_backend.bare_pages.server_error"
