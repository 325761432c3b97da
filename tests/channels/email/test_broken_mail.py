"""Any bytes at all are read as one mail: quickly, without an error, and with words for what could not be read."""

import time
from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.channels.email.parse import TEXT_LIMIT, attachment, parse
from answerable.desk.incoming.incoming import Incoming

HEAD = b"From: Mrs Lee <lee@example.org>\r\nTo: council@example.org\r\nSubject: Lamp\r\nMessage-ID: <1@example.org>\r\n"


def nested(depth: int, innermost: bytes) -> bytes:
    body = innermost
    for level in range(depth):
        mark = b"level%d" % level
        body = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n' % (
            mark,
            mark,
            body,
            mark,
        )
    return HEAD + body


def multipart(*parts: bytes) -> bytes:
    return (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
        + b"--b--\r\n"
    )


HERE = b"Content-Type: text/plain; charset=utf-8\r\n\r\nHere I am."


@pytest.mark.parametrize(
    ("what", "body", "text"),
    [
        ("zero bytes", b"", ""),
        ("only empty lines", b"\r\n\r\n\r\n", ""),
        ("only a NUL", b"\0", ""),
        ("no header at all", b"Dear council, the lamp is out.", "Dear council, the lamp is out."),
        ("no empty line after the headers", HEAD, ""),
        ("lines that end as on old computers", (HEAD + b"\r\nOut.").replace(b"\r\n", b"\n"), "Out."),
        ("a character set nobody knows", HEAD + b"Content-Type: text/plain; charset=klingon\r\n\r\nOut.", "Out."),
        ("a codec that is no character set", HEAD + b"Content-Type: text/plain; charset=zlib\r\n\r\nOut.", "Out."),
        ("letters outside the stated set", HEAD + b"Content-Type: text/plain; charset=ascii\r\n\r\nCaf\xe9", "Café"),
        ("UTF-16 cut in the middle", HEAD + b"Content-Type: text/plain; charset=utf-16\r\n\r\nO", "O"),
        ("half of a surrogate pair", HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\nOut+2AA-.", "Out."),
        ("NULs in the text", HEAD + b"\r\nThe \0lamp\0.", "The lamp."),
        ("nested fifty deep", nested(50, HERE), "Here I am."),
        ("a boundary that never comes", HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\nLost", ""),
        ("no boundary named", HEAD + b"Content-Type: multipart/mixed\r\n\r\n--\r\nLost", ""),
        ("a part that never ends", HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nOut.", "Out."),
        ("base64 with letters missing", HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nT3V0Lg=\r\n!", "Out."),
        ("a transfer coding nobody knows", HEAD + b"Content-Transfer-Encoding: pigeon\r\n\r\nOut.", "Out."),
        ("HTML only", HEAD + b"Content-Type: text/html\r\n\r\n<p>A &amp; B</p><script>x</script><p>C", "A & B\n\nC"),
    ],
)  # fmt: skip
def test_what_came_is_read(what: str, body: bytes, text: str) -> None:
    assert parse(body).text == text, what


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        (b"=?utf-8?b?UG90aG9sZSDDqQ==?=", "Pothole é"),
        (b"=?utf-8?q?Caf=C3=A9?= =?utf-8?q?_closed?=", "Café closed"),
        (b"=?utf-8?b?w?=", "=?utf-8?b?w?="),
        (b"=?klingon?q?Qapla?=", "Qapla"),
        ("Café".encode(), "Café"),
        (b"Caf\xe9", "Café"),
        (b"Lamp\r\n out\r\n\tagain", "Lamp out again"),
        (b"Re: \0lamp\x07", "Re: lamp"),
        (b"", ""),
    ],
)
def test_a_subject_is_read_in_any_writing(header: bytes, subject: str) -> None:
    assert parse(b"From: a@example.org\r\nSubject: " + header + b"\r\n\r\nx").subject == subject


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="plan.pdf"', "plan.pdf"),
        (b"attachment; filename*=utf-8''ph%C3%B4to.jpg", "phôto.jpg"),
        (b"attachment; filename*0*=utf-8''long%20; filename*1=name.pdf", "long name.pdf"),
        (b'attachment; filename="=?utf-8?q?ph=C3=B4to=2Ejpg?="', "phôto.jpg"),
        (b'attachment; filename="../../etc/passwd"', "passwd"),
        (b'attachment; filename="C:\\\\Windows\\\\system.ini"', "system.ini"),
        ('attachment; filename="photo\u202egpj.exe"'.encode(), "photogpj.exe"),
        (b'attachment; filename="..."', "part 1"),
        (b"attachment", "part 1"),
    ],
)
def test_an_attachment_has_a_name_that_does_no_harm(disposition: bytes, name: str) -> None:
    part = b"Content-Type: application/pdf\r\nContent-Disposition: " + disposition + b"\r\n\r\n%PDF"
    assert [file.name for file in parse(multipart(part)).attachments] == [name]


def test_an_attachment_can_be_had_back_byte_for_byte() -> None:
    picture = bytes(range(256)) * 40
    coded = b"Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64encode(picture)
    body = multipart(HERE, coded)
    (file,) = parse(body).attachments
    assert attachment(body, file.part) == picture
    assert (file.name, file.type, file.size) == ("a.png", "image/png", len(picture))


def test_a_forwarded_mail_is_an_attachment_named_by_its_subject() -> None:
    forwarded = b"Content-Type: message/rfc822\r\n\r\nSubject: Old lamp\r\nFrom: x@example.org\r\n\r\nOld."
    read = parse(multipart(HERE, forwarded))
    assert read.text == "Here I am."
    assert [file.name for file in read.attachments] == ["Old lamp.eml"]


def test_html_is_made_safe_and_its_words_are_the_text() -> None:
    markup = (
        b"<p onclick=x>Hi <img src=http://t.example/p.gif><a href='javascript:x'>y</a><script>alert(1)</script></p>"
    )
    read = parse(HEAD + b"Content-Type: text/html\r\n\r\n" + markup)
    assert read.text == "Hi y"
    assert not any(bad in read.html for bad in ("onclick", "img", "javascript", "script", "alert"))


def test_of_a_mail_over_the_limit_the_headers_are_read() -> None:
    read = parse(HEAD + b"\r\n" + b"x" * 5000, limit=4000)
    assert (read.subject, read.sender, read.text) == ("Lamp", "lee@example.org", "")
    assert "larger than 4,000 bytes" in read.troubles[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "The mail is empty."),
        (b"Subject: x\r\n\r\nx", "It names no address of its sender: it can't be answered by e-mail."),
        (HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\nx", "Its parts can't be told from one another"),
        (nested(200, HERE), "It is nested too deeply"),
        (HEAD + b"Content-Type: text/plain; charset=klingon\r\n\r\nx", "(klingon)"),
    ],
)
def test_what_could_not_be_read_is_said_in_words(body: bytes, words: str) -> None:
    assert words in "\n".join(parse(body).troubles)


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("thirty megabytes of text", HEAD + b"\r\n" + b"The lamp is out. \r\n" * 1_600_000),
        ("thirty megabytes of empty lines", HEAD + b"\r\n" * 15_000_000),
        ("thirty megabytes in one line", HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"T3V0" * 7_500_000),
        ("a million boundaries", HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 1_000_000),
        ("ten thousand headers", b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + HEAD + b"\r\nOut."),
        ("one header of ten megabytes", b"Subject: " + b"=?utf-8?q?a?= " * 700_000 + b"\r\n\r\nOut."),
        ("a hundred thousand brackets", b"From: " + b"(" * 100_000 + b"\r\n\r\nOut."),
        ("a hundred thousand parameters", HEAD + b"Content-Type: text/plain" + b"; a*0*=x" * 100_000 + b"\r\n\r\nOut."),
        ("three thousand levels", nested(3000, HERE)),
        ("HTML a hundred thousand deep", HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000),
        ("HTML of comments that never end", HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 200_000),
        ("HTML of ampersands", HEAD + b"Content-Type: text/html\r\n\r\n" + b"&" * 500_000),
    ],
)  # fmt: skip
def test_a_mail_made_to_wear_us_out_is_read_in_bounded_time(what: str, body: bytes) -> None:
    began = time.process_time()
    read = parse(body)
    assert time.process_time() - began < 10, what
    assert len(read.text) <= TEXT_LIMIT


SHARDS = [
    b"\r\n", b"\n", b"\r\n\r\n", b"--b", b"--b--", b"From: ", b"Subject: =?", b"?=", b"?q?", b"?b?", b"=C3", b"\0",
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n", b"Content-Type: text/html; charset=utf-7\r\n\r\n", b"<",
    b"Content-Transfer-Encoding: base64\r\n", b"name*0*=utf-16''%D8%00", b"References: <", b"Date: 32 Foo 99999", b'"',
    b"Content-Type: message/rfc822\r\n\r\n", b"\xff\xfe", b">", b"@",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from(SHARDS)), max_size=40))
def test_whatever_the_bytes_are_a_mail_is_read_that_any_database_can_hold(pieces: list[bytes]) -> None:
    read = parse(b"".join(pieces))
    assert isinstance(read, Incoming)
    for text in (read.subject, read.text, read.html, read.sender, read.sender_name, read.message_id, *read.references):
        text.encode("utf-8")  # no lone surrogates
        assert "\0" not in text
    assert "\n" not in read.subject + read.sender + read.message_id
