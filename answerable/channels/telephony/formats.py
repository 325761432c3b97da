"""The files of telephone systems that can be read, as `answerable import telephony` names them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from answerable.channels.telephony import asterisk_cel, asterisk_queue_log, plain_csv, three_cx
from answerable.channels.telephony.records import Lines, Read

Reader = Callable[[Lines, ZoneInfo], Read]


@dataclass(frozen=True)
class Format:
    """A kind of file. What one system writes shares a `feed`: its files fill each other's gaps."""

    feed: str
    read: Reader
    follow: Reader


FORMATS: Mapping[str, Format] = {
    "asterisk-cel": Format("asterisk", asterisk_cel.read, asterisk_cel.follow),
    "asterisk-queue-log": Format("asterisk", asterisk_queue_log.read, asterisk_queue_log.read),
    "3cx": Format("3cx", three_cx.read, three_cx.read),
    "csv": Format("csv", plain_csv.read, plain_csv.read),
}


def with_columns(columns: Mapping[str, str]) -> Format:
    """Return the plain format with columns that somebody named."""
    reader = partial(plain_csv.read, columns=columns)
    return Format("csv", reader, reader)


def with_months_first(name: str, columns: Mapping[str, str]) -> Format:
    """Return a format of files with a row a call, of which somebody says that months stand before days."""
    if name == "3cx":
        reader = partial(three_cx.read, month_first=True)
        return Format("3cx", reader, reader)
    plain = partial(plain_csv.read, columns=columns, month_first=True)
    return Format("csv", plain, plain)
