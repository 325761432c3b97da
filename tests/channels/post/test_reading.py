"""A scan is read in a process of its own: its text, its first page as a picture, and what is lacking in words."""

import sys
from pathlib import Path

import pytest

from answerable.channels.post.kinds import kind_of
from answerable.channels.post.reader import read
from answerable.channels.post.reading import storable
from tests.scanned import TYPED_PDF, a_scan


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (a_scan("PNG"), "png"),
        (a_scan("JPEG"), "jpeg"),
        (a_scan("TIFF"), "tiff"),
        (a_scan("PDF"), "pdf"),
        (b"<html>", ""),
        (b"MZ\x90", ""),
        (b"", ""),
    ],
)
def test_a_file_is_known_by_its_first_bytes(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind


@pytest.fixture
def text_reader(tmp_path: Path) -> str:
    """A program that reads pictures, as any that an operator may name: a PNG comes in, words go out."""
    program = tmp_path / "reads.py"
    program.write_text("import sys; assert sys.stdin.buffer.read(4) == b'\\x89PNG'; print('The hedge on Mill Lane')")
    return f"{sys.executable} {program}"


def test_the_words_of_a_typed_pdf_need_no_reader_of_pictures() -> None:
    found = read(TYPED_PDF, "pdf", text_reader="")
    assert (found.text, found.pages, found.trouble) == ("The weathervane on the guildhall is bent.", 1, "")


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "PDF"])
def test_a_picture_is_read_by_the_machines_own_program_and_drawn_anew(kind: str, text_reader: str) -> None:
    found = read(a_scan(kind), kind.lower(), text_reader=text_reader)
    assert (found.text, found.pages) == ("The hedge on Mill Lane", 1)
    assert kind_of(found.picture) == "jpeg"


def test_each_page_is_read(text_reader: str) -> None:
    found = read(a_scan("TIFF", pages=2), "tiff", text_reader=text_reader)
    assert (found.text, found.pages) == ("The hedge on Mill Lane\n\nThe hedge on Mill Lane", 2)


def test_a_machine_without_such_a_program_says_so_and_still_shows_the_page() -> None:
    found = read(a_scan(), "png", text_reader="no-such-program -")
    assert "no program that reads the text of pictures" in found.trouble
    assert kind_of(found.picture) == "jpeg"


@pytest.mark.parametrize("body", [b"%PDF-1.4 and then nothing", b"%PDF-" + b"\xff" * 5000, b"\x89PNG\r\n\x1a\n broken"])
def test_a_broken_file_is_trouble_in_words(body: bytes) -> None:
    assert "can’t be read" in read(body, kind_of(body), text_reader="").trouble


def test_a_file_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    program = tmp_path / "sleeps.py"
    program.write_text("import time; time.sleep(60)")
    found = read(a_scan(), "png", text_reader=f"{sys.executable} {program}", patience=1.5)
    assert "too long" in found.trouble


def test_tesseract_reads_a_letter() -> None:
    assert "The hedge on Mill Lane" in read(a_scan(), "png", text_reader="tesseract - -").text


def test_half_a_sign_in_a_pdf_is_text_that_a_table_takes() -> None:
    assert storable("the \ud83d hedge\0") == "the ? hedge "
