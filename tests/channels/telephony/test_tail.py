"""A log is read line by line as it is written, whatever is done to it meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.channels.telephony.tail import tail


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "queue_log"


def write(log: Path, text: str) -> None:
    with log.open("a") as file:
        file.write(text)


def read(log: Path, *happens: Callable[[], object]) -> list[str]:
    """Return the lines that are read while these things happen one after another, each when all is read."""
    steps = iter(happens)

    def rest() -> bool:
        step = next(steps, None)
        if step:
            step()
        return step is not None

    return list(tail(log, rest))


def test_lines_come_when_they_are_whole(log: Path) -> None:
    write(log, "one\ntw")
    assert read(log, lambda: write(log, "o\nthr")) == ["one\n", "two\n"]


def test_a_log_may_begin_later(log: Path) -> None:
    assert read(log, lambda: None, lambda: write(log, "one\n")) == ["one\n"]


def test_a_rotated_log_is_read_to_its_end_and_then_the_new_one(log: Path) -> None:
    write(log, "one\n")

    def rotate() -> None:
        old = log.open("a")
        log.rename(log.with_name("queue_log.1"))
        write(log, "three\n")
        old.write("two\n")
        old.close()

    assert read(log, rotate, lambda: write(log, "four\n")) == ["one\n", "two\n", "three\n", "four\n"]


def test_an_emptied_log_is_read_from_its_start(log: Path) -> None:
    write(log, "one\ntwo\n")
    assert read(log, lambda: log.write_text("three\n")) == ["one\n", "two\n", "three\n"]


def test_what_was_rotated_away_before_the_start_is_read_first(log: Path) -> None:
    write(log.with_name("queue_log.1"), "one\n")
    write(log, "two\n")
    assert read(log) == ["one\n", "two\n"]
