"""Signing in and out, and one's own account. Of allauth's addresses only these exist."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from answerable.web.officers import staff, views

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-in/code", factor.authenticate, name="mfa_authenticate"),
    path("sign-out", account.logout, name="account_logout"),
    path("sign-in/left", account.account_inactive, name="account_inactive"),
    path("sign-in/again", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/code-again", factor.reauthenticate, name="mfa_reauthenticate"),
    path("password/forgotten", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/choose/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/chosen", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("desk/account", views.my_account, name="my-account"),
    path("desk/account/single-keys", views.single_keys, name="single-keys"),
    path("desk/account/password", account.password_change, name="account_change_password"),
    path("desk/account/second-factor", factor.index, name="mfa_index"),
    path("desk/account/second-factor/start", totp.activate_totp, name="mfa_activate_totp"),
    path("desk/account/second-factor/stop", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("desk/account/recovery-codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("desk/account/recovery-codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("desk/account/recovery-codes/file", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("desk/settings/officers", staff.officers, name="officers"),
    path("desk/settings/officers/invitation", staff.invitation, name="invitation"),
    path("desk/settings/officers/<int:pk>", staff.officer, name="officer"),
    path("desk/settings/officers/<int:pk>/invitation", staff.invitation_again, name="invitation-again"),
    path("desk/settings/officers/<int:pk>/leaving", staff.leaver, name="leaver"),
    path("desk/settings/officers/<int:pk>/return", staff.return_, name="officer-return"),
]
