"""A real IMAP server on loopback for tests, which holds the council's mailboxes: Debian's Dovecot."""

import grp
import os
import pwd
import shutil
import smtplib
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.servers import HOST, free_port, wait_for


@dataclass(frozen=True)
class Mailbox:
    """One mailbox of a running Dovecot. `certificate` is what a client must trust to speak TLS with it."""

    port: int
    lmtp_port: int
    user: str
    certificate: Path
    host: str = HOST
    password: str = "correct-horse-battery-staple"

    def deliver(self, message: bytes) -> None:
        """Put a message into the mailbox as a mail server would, byte for byte apart from added trace headers."""
        with smtplib.LMTP(self.host, self.lmtp_port) as lmtp:
            lmtp.sendmail("sender@example.org", [self.user], message)


class Dovecot:
    """A Dovecot of our own: any user may sign in with the one password, and has a mailbox from then on.

    Or with a token, if whoever gives tokens says so at the address `introspection`.
    """

    def __init__(self, introspection: str) -> None:
        self._introspection = introspection
        self.port, self.lmtp_port = free_port(), free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._folder.chmod(0o755)  # its processes run as other users
        self._certificate = self._folder / "certificate.pem"

    def mailbox(self, user: str) -> Mailbox:
        return Mailbox(self.port, self.lmtp_port, user, self._certificate)

    def start(self) -> None:
        write_certificate(self._certificate, self._folder / "key.pem")
        (self._folder / "dovecot.conf").write_text(self._configuration())
        (self._folder / "tokens.conf").write_text(TOKENS.format(introspection=self._introspection))
        # In the foreground, so that it is ours to end; with no stream of ours, or whoever reads them waits for ever.
        self._process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self._folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PATH": f"{os.environ['PATH']}:/usr/sbin"},
        )
        wait_for(self.port)
        wait_for(self.lmtp_port)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)
        shutil.rmtree(self._folder)

    def _configuration(self) -> str:
        # Root must hand over to somebody else; anybody else can only be himself.
        person = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        mail = self._folder / "mail"
        mail.mkdir()
        os.chown(mail, person.pw_uid, person.pw_gid)
        themselves = (
            ""
            if os.geteuid() == 0
            else OTHERWISE_OURSELVES.format(user=person.pw_name, group=grp.getgrgid(person.pw_gid).gr_name)
        )
        return themselves + CONFIGURATION.format(
            folder=self._folder,
            port=self.port,
            lmtp_port=self.lmtp_port,
            password=Mailbox.password,
            uid=person.pw_uid,
            gid=person.pw_gid,
        )


CONFIGURATION = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
auth_mechanisms = plain xoauth2
auth_failure_delay = 0
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/tokens.conf
}}
passdb {{
  driver = static
  mechanisms = plain
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
"""
TOKENS = """
introspection_mode = post
introspection_url = {introspection}
username_attribute = username
active_attribute = active
active_value = true
"""
OTHERWISE_OURSELVES = """
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
}}
"""


def write_certificate(certificate: Path, key: Path) -> None:
    """Write a certificate for this machine's loopback address, good for a day."""
    secret, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    places = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address(HOST))])
    signed = (
        x509.CertificateBuilder(name, name, secret.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(places, critical=False)
        .sign(secret, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    certificate.write_bytes(signed.public_bytes(pem))
    key.write_bytes(secret.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
