"""Who asks: a program with a token in the Authorization header, within its scopes and its share of requests."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja.security import HttpBearer

from answerable.api.problems import Kind, Problem, no_token
from answerable.desk.clients.actions import SCOPES, client_with, used
from answerable.desk.clients.models import Client
from answerable.desk.clients.shares import take

LOTS = 100


@dataclass
class Shares:
    """What this process has taken of each program's share of the minute and not used yet.

    It takes a hundredth at a time, so that asking often doesn't mean writing often: a share that several processes
    serve may end so much earlier.
    """

    minute: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def use(self, client: Client, minute: int, most: int) -> bool:
        """Use one request of the program's share; say whether there was one."""
        if minute != self.minute:
            self.minute, self.left = minute, {}
        left = self.left.get(client.token_hash, 0)
        if not left:
            left = max(1, most // LOTS)
            if not take(client, minute=minute, requests=left, most=most):
                return False
        self.left[client.token_hash] = left - 1
        return True


_shares = Shares()


class Token(HttpBearer):
    """Asks for a token that may do what `scope` says."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> Client:
        client = super().__call__(request)
        if not isinstance(client, Client):
            raise no_token()
        _not_too_often(client)
        if self.scope not in client.scopes:
            raise Problem(
                Kind.OUT_OF_SCOPE,
                f"This needs the scope {self.scope} ({SCOPES[self.scope].lower()}). Ask for a token that has it.",
            )
        return client

    def authenticate(self, request: HttpRequest, token: str) -> Client | None:
        client = client_with(token.strip(), now=now())
        if client is not None:
            used(client, on=localdate())
        return client


def _not_too_often(client: Client) -> None:
    seconds = int(now().timestamp())
    if settings.API_LIMIT and not _shares.use(client, seconds // 60, settings.API_LIMIT):
        wait = 60 - seconds % 60
        raise Problem(
            Kind.TOO_MANY,
            f"A program may ask {settings.API_LIMIT} times a minute. Wait {wait} seconds and go on.",
            headers={"Retry-After": str(wait)},
        )
