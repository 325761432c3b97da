"""A customer with a browser who fills in the contact form, and sends it again when the answer doesn't come."""

import http.client
import re
from urllib.parse import urlencode

from tests.servers import HOST


def page_with_form(port: int, source: str) -> tuple[dict[str, str], str]:
    """Return the hidden fields and the cookie of a fresh contact form."""
    answer, body = _ask("GET", port, source)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))
    return fields, (answer.getheader("Set-Cookie") or "").partition(";")[0]


def post(port: int, source: str, fields: dict[str, str], cookie: str) -> bool:
    """Send the form; return whether it was accepted."""
    head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    answer, _ = _ask("POST", port, source, urlencode(fields), head)
    return answer.status == 302


def _ask(
    method: str, port: int, source: str, body: str | None = None, head: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, str]:
    # Each customer has an address of their own: from one address only so many forms are taken.
    connection = http.client.HTTPConnection(HOST, port, timeout=10, source_address=(source, 0))
    try:
        connection.request(method, "/contact", body, head or {})
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()
