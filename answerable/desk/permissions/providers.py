"""Where the providers of mail ask for consent and give tokens, and at which servers their tokens may be shown."""

from dataclasses import dataclass, field
from urllib.parse import quote

from answerable.desk.permissions.models import Permission


@dataclass(frozen=True)
class Provider:
    """One provider, as it is called: OAuth's addresses, what to ask for, and the mail servers (`.x`: all under x)."""

    consent_url: str
    token_url: str
    consent_scope: str
    application_scope: str
    servers: tuple[str, ...]
    asking: dict[str, str] = field(default_factory=dict)  # further words when asking for consent


def provider_of(permission: Permission) -> Provider:
    """Return the provider that a permission names."""
    match permission.provider:
        case Permission.Provider.MICROSOFT:
            return _microsoft(permission.tenant)
        case Permission.Provider.GOOGLE:
            return GOOGLE
        case _:
            return Provider(
                permission.consent_url,
                permission.token_url,
                permission.scope,
                permission.scope,
                tuple(permission.servers.lower().split()),
            )


def may_be_shown_to(permission: Permission, host: str) -> bool:
    """Say whether a mail server may see the provider's tokens: whoever sees one can read the mailbox."""
    host = host.lower()
    return any(
        host.endswith(server) if server.startswith(".") else host == server
        for server in provider_of(permission).servers
    )


def _microsoft(tenant: str) -> Provider:
    stem = f"https://login.microsoftonline.com/{quote(tenant, '')}/oauth2/v2.0"
    mail = "https://outlook.office.com"
    return Provider(
        consent_url=f"{stem}/authorize",
        token_url=f"{stem}/token",
        consent_scope=f"{mail}/IMAP.AccessAsUser.All {mail}/SMTP.Send offline_access",
        application_scope="https://outlook.office365.com/.default",
        servers=(".office365.com", ".outlook.com"),
        asking={"prompt": "select_account"},
    )


GOOGLE = Provider(
    consent_url="https://accounts.google.com/o/oauth2/v2/auth",
    token_url="https://oauth2.googleapis.com/token",
    consent_scope="https://mail.google.com/",
    application_scope="",
    servers=("imap.gmail.com", "smtp.gmail.com", "smtp-relay.gmail.com"),
    # Only a consent that is asked for anew comes with a lasting token.
    asking={"access_type": "offline", "prompt": "consent"},
)
