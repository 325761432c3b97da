"""The log names nobody."""

import logging
import sys

from answerable.site.logs import WithoutWords


def test_a_failure_is_logged_with_its_place_and_kind_and_without_its_words() -> None:
    customer = "lee@example.org"
    try:
        raise ValueError(f"Key (email)=({customer}) exists already")
    except ValueError:
        record = logging.LogRecord("desk", logging.ERROR, __file__, 1, "It failed", (), sys.exc_info())
    written = WithoutWords().format(record)
    assert "It failed" in written and "ValueError" in written and "test_logs.py" in written
    assert customer not in written
