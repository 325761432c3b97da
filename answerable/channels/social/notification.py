"""A mail in which a network says what was written on it → a message on social media, with what could be read.

Networks word their mail as they like and change it; what can't be read is left out, and the officer reads the mail.
"""

import re
from dataclasses import replace

from answerable.channels.email.parse import parse as parse_mail
from answerable.desk.incoming.incoming import Incoming, Posted

_NETWORKS = {
    "facebook": ("facebookmail.com", "facebook.com", "metamail.com"),
    "instagram": ("mail.instagram.com", "instagram.com"),
    "x": ("x.com", "twitter.com"),
    "nextdoor": ("nextdoor.com", "nextdoor.co.uk", "ss.email.nextdoor.com"),
    "linkedin": ("linkedin.com",),
    "youtube": ("youtube.com",),
    "bluesky": ("bsky.app", "bsky.social"),
    "whatsapp": ("whatsapp.com",),
}
_WHO = re.compile(
    r"^(?:re: )?(?P<who>@?[^:]{2,80}?)\s*(?:\(@(?P<handle>\w+)\)\s*)?"
    r"(?P<did>sent (?:you|your page)|messaged|mentioned|commented|replied|posted|tagged|wrote|reviewed)\b",
    re.IGNORECASE,
)
_NEW_FROM = re.compile(r"\b(?P<did>message|comment|reply|mention|review|post) from (?P<who>@?[^:!]{2,80}?)[.!]?$", re.I)
_PRIVATE = re.compile(r"\b(sent (you|your page)|messaged|message|messages|direct)\b", re.IGNORECASE)
_LINK = re.compile(r"https://[^\s<>\"')\]]+")


def parse(body: bytes, limit: int) -> Incoming:
    """Return what the mail tells of; one that only came back is a returned mail."""
    mail = parse_mail(body, limit)
    return mail if mail.kind == "bounce" else told_of(mail)


def told_of(mail: Incoming) -> Incoming:
    """Return what the mail tells of. Its sender is the network's machine, which nobody answers."""
    network = _network(mail.sender)
    found = _WHO.search(mail.subject) or _NEW_FROM.search(mail.subject)
    author = _author(found) if found else ""
    link = _LINK.search(mail.text)
    posted = Posted(
        network=network,
        author=author,
        public=found is not None and not _PRIVATE.search(found["did"]),
        permalink=link[0][:1000] if link else "",
    )
    return replace(
        mail,
        kind="person",
        sender=f"{author} on {network}" if author else "",
        sender_kind="social",
        sender_name=author,
        channel="social",
        posting=posted,
        in_reply_to=(),
        references=(),
        troubles=mail.troubles if author else (*mail.troubles, "Who wrote it could not be read. Look at the network."),
    )


def _author(found: re.Match[str]) -> str:
    handle = found.groupdict().get("handle")
    return f"@{handle}" if handle else " ".join(found["who"].split())


def _network(sender: str) -> str:
    host = sender.rpartition("@")[2].lower()
    for name, hosts in _NETWORKS.items():
        if any(host == known or host.endswith(f".{known}") for known in hosts):
            return name
    return host.removeprefix("mail.")[:40] or "unknown"
