"""A real provider of tokens on loopback for tests (OAuth 2.0): asks for consent, gives and renews access, withdraws."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.servers import HOST, free_port

CLIENT, SECRET = "the-desk", "a secret of the desk's"
Fields = dict[str, str]


class TokenServer:
    """Lets one mailbox in, by its `user`; what it gave it takes back when told to."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://{HOST}:{self.port}"
        self.forget()

    def forget(self) -> None:
        """Begin anew: nobody has consented to anything."""
        self.user, self.asked = "council@example.org", list[Fields]()
        self._numbers = count(1)
        self._good: dict[str, str] = {}  # each access token that is still good, with whose mailbox it opens
        self._codes: dict[str, Fields] = {}
        self._lasting = ""

    def withdraw(self) -> None:
        """Take consent back, as the mailbox's owner may at any time."""
        self._lasting = ""
        self.end_access()

    def end_access(self) -> None:
        """End every token of a short life before its time."""
        self._good.clear()

    def accepts(self, token: str) -> bool:
        return token in self._good

    def consent(self, address: str) -> str:
        """Consent as the mailbox's owner would in a browser that was sent to `address`; return where it is sent to."""
        asked = _fields(urlsplit(address).query)
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        code = f"code-{next(self._numbers)}"
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: Fields) -> tuple[int, dict[str, object]]:
        """Answer one asking for tokens, as RFC 6749 says."""
        self.asked.append(form)
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        match form["grant_type"]:
            case "authorization_code" if self._is_asked_for(form):
                self._lasting = f"lasting-{next(self._numbers)}"
                return 200, {**self._access(), "refresh_token": self._lasting}
            case "refresh_token" if self._lasting and form["refresh_token"] == self._lasting:
                return 200, self._access()
            case "client_credentials":
                return 200, self._access()
        return 400, {"error": "invalid_grant", "error_description": "AADSTS70000: the grant has expired"}

    def introspect(self, form: Fields) -> dict[str, object]:
        """Say whose a token is, as a mail server asks (RFC 7662)."""
        user = self._good.get(form.get("token", ""))
        return {"active": True, "username": user} if user else {"active": False}

    def _access(self) -> dict[str, object]:
        token = f"access-{next(self._numbers)}"
        self._good[token] = self.user
        return {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}

    def _is_asked_for(self, form: Fields) -> bool:
        asked = self._codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        return asked is not None and (asked["redirect_uri"], asked["code_challenge"]) == (form["redirect_uri"], proof)

    def start(self) -> None:
        provider = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = _fields(self.rfile.read(int(self.headers["Content-Length"])).decode())
                status, said = provider.token(form) if self.path == "/token" else (200, provider.introspect(form))
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((HOST, self.port), Answering)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _fields(text: str) -> Fields:
    return {name: values[0] for name, values in parse_qs(text).items()}
