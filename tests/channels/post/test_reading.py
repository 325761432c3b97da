"""A scan is read in a process of its own: its text, its first page as a picture, and what is lacking in words."""

import sys
from pathlib import Path

import pytest

from answerable.channels.post.kinds import kind_of
from answerable.channels.post.reader import read
from answerable.channels.post.reading import MOST_PAGES, storable
from tests.scanned import TYPED_PDF, a_scan, typed_and_scanned


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
    assert [(number, kind_of(drawn)) for number, drawn in found.pictures] == [(1, "jpeg")]


@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_each_page_is_read_and_drawn(kind: str, text_reader: str) -> None:
    found = read(a_scan(kind, pages=3), kind.lower(), text_reader=text_reader)
    assert (found.text, found.pages) == ("\n\n".join(["The hedge on Mill Lane"] * 3), 3)
    assert [number for number, _ in found.pictures] == [1, 2, 3] and not found.trouble


def test_a_scanned_sheet_behind_a_typed_one_is_read_too(text_reader: str) -> None:
    found = read(typed_and_scanned(), "pdf", text_reader=text_reader)
    assert found.text == "The weathervane on the guildhall is bent.\n\nThe hedge on Mill Lane"


def test_of_a_book_the_first_pages_are_read_and_the_rest_is_told() -> None:
    found = read(
        TYPED_PDF.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[" + b"3 0 R " * 500 + b"]/Count 500"), "pdf", text_reader=""
    )
    assert (found.pages, len(found.pictures), found.text.count("weathervane")) == (500, MOST_PAGES, MOST_PAGES)
    assert found.trouble == "It has 500 pages: the first 30 are read. Download it for the rest."


def test_a_machine_without_such_a_program_says_so_and_still_shows_the_page() -> None:
    found = read(a_scan(), "png", text_reader="no-such-program -")
    assert "no program that reads the text of pictures" in found.trouble
    assert kind_of(found.pictures[0][1]) == "jpeg"


@pytest.mark.parametrize("body", [b"%PDF-1.4 and then nothing", b"%PDF-" + b"\xff" * 5000, b"\x89PNG\r\n\x1a\n broken"])
def test_a_broken_file_is_trouble_in_words(body: bytes) -> None:
    assert "can’t be read" in read(body, kind_of(body), text_reader="").trouble


def test_a_file_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    program = tmp_path / "sleeps.py"
    program.write_text("import time; time.sleep(60)")
    found = read(a_scan(), "png", text_reader=f"{sys.executable} {program}", patience=1.5)
    assert "too long" in found.trouble


def test_what_was_read_before_it_hung_is_kept(tmp_path: Path) -> None:
    program = tmp_path / "sleeps_later.py"
    told = tmp_path / "told"
    once = f"import os, time; os.path.exists({str(told)!r}) and time.sleep(60); open({str(told)!r}, 'w')"
    program.write_text(f"{once}; print('The hedge')")
    found = read(a_scan("PDF", pages=2), "pdf", text_reader=f"{sys.executable} {program}", patience=3)
    assert (found.text, [number for number, _ in found.pictures]) == ("The hedge", [1])
    assert found.trouble == "It has 2 pages: the first 1 is read. Download it for the rest."


def test_tesseract_reads_a_letter() -> None:
    assert "The hedge on Mill Lane" in read(a_scan(), "png", text_reader="tesseract - -").text


def test_half_a_sign_in_a_pdf_is_text_that_a_table_takes() -> None:
    assert storable("the \ud83d hedge\0") == "the ? hedge "
