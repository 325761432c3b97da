"""Mails in which networks tell of messages: read as far as they can be."""

import pytest

from answerable.channels.social.notification import told_of
from answerable.desk.incoming.incoming import Incoming


@pytest.mark.parametrize(
    ("sender", "subject", "network", "author", "public"),
    [
        ("notification@facebookmail.com", "Ann Grey commented on your post", "facebook", "Ann Grey", True),
        ("notification@facebookmail.com", "Ann Grey sent you a message", "facebook", "Ann Grey", False),
        ("notify@x.com", "Ann Grey (@anngrey) mentioned you", "x", "@anngrey", True),
        ("no-reply@mail.instagram.com", "New message from ann.grey", "instagram", "ann.grey", False),
        ("reply@ss.email.nextdoor.com", "New reply from Ann G.", "nextdoor", "Ann G", True),
        ("info@unheard.example", "Something happened", "unheard.example", "", False),
    ],
)
def test_a_networks_mail_is_a_message_there(sender: str, subject: str, network: str, author: str, public: bool) -> None:
    mail = Incoming(kind="automatic", sender=sender, subject=subject, text="Look: https://facebook.example/p/1 now")
    told = told_of(mail)
    assert told.posting is not None
    assert (told.posting.network, told.posting.author, told.posting.public) == (network, author, public)
    assert (told.kind, told.channel, told.posting.permalink) == ("person", "social", "https://facebook.example/p/1")
    assert bool(told.troubles) == (not author)
    assert sender not in told.sender  # nobody answers the network's machine
