"""The admin pages about people."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm

from common.admin import ChangedFieldsAdmin, ReadOnlyAdmin
from users import second_factor
from users.accounts import preference_set
from users.models import ApiToken, EmailDelivery, Notification, NotificationPreference, User
from users.preferences import Channel, Event
from users.tokens import token_revoke


@admin.register(User)
class UserAdmin(ChangedFieldsAdmin, DjangoUserAdmin):
    """People. An account is deactivated and never deleted: what the person did stays theirs."""

    add_form = BaseUserCreationForm
    add_fieldsets = [(None, {"fields": ("email", "name", "role", "password1", "password2")})]
    fieldsets = [
        (None, {"fields": ("email", "name", "role", "rhythm", "password")}),
        ("Permissions", {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["name", "email", "role", "is_active", "is_staff", "last_login"]
    list_filter = ["role", "rhythm", "is_active", "is_staff"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    actions = ["reset_second_factor", "log_out_everywhere"]

    @admin.action(description="Reset the second factor (lost phone)", permissions=["change"])
    def reset_second_factor(self, request, queryset):
        for user in queryset:
            second_factor.reset(user=user, by=request.user)
            self.message_user(request, f"{user}: second factor reset and logged out everywhere.")

    @admin.action(description="Log out everywhere", permissions=["change"])
    def log_out_everywhere(self, request, queryset):
        for user in queryset:
            user.logins_end(why="logged out by an admin")
            self.message_user(request, f"{user}: logged out everywhere.")

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """Who has API tokens. Deleting one revokes it; what is secret of it is on no page."""

    list_display = ["user", "created", "expiry"]
    list_select_related = ["user"]
    fields = ["user", "created", "expiry"]
    search_fields = ["user__name", "user__email"]

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request, obj):
        token_revoke(user=obj.user, token_id=obj.pk, by=request.user, request=request)

    def delete_queryset(self, request, queryset):
        for token in queryset:
            self.delete_model(request, token)


@admin.register(NotificationPreference)
class NotificationPreferenceAdmin(admin.ModelAdmin):
    """People's own answers, given for them. What they may not choose is refused here in the same words."""

    list_display = ["user", "event", "channel", "enabled"]
    list_filter = ["event", "channel", "enabled"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    autocomplete_fields = ["user"]

    def get_readonly_fields(self, request, obj=None):
        return ["user", "event", "channel"] if obj else []

    def save_model(self, request, obj, form, change):
        choice = {"user": obj.user, "event": Event(obj.event), "channel": Channel(obj.channel)}
        preference_set(**choice, enabled=obj.enabled)
        obj.pk = NotificationPreference.objects.get(**choice).pk


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """What each person was told."""

    list_display = ["created_at", "user", "notification_type", "message", "hidden", "read_at"]
    list_filter = ["notification_type", "hidden", ("read_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email", "message", "subject_ref"]
    date_hierarchy = "created_at"
    ordering = ["-pk"]
    readonly_fields = ["created_at"]


@admin.register(EmailDelivery)
class EmailDeliveryAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """How far each e-mail has got; what it says is between the lender and its reader."""

    list_display = ["address", "subject", "state", "attempts", "next_attempt_at", "last_error"]
    list_filter = ["state", "template"]
    search_fields = ["address", "subject", "message_id"]
    date_hierarchy = "created_at"
    readonly_fields = ["created_at"]
    exclude = ["context"]
