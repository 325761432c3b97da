"""How the program's log is written: where something failed and what kind of failure it was, and nothing personal."""

import logging
import traceback
from types import TracebackType


class WithoutWords(logging.Formatter):
    """Leaves out what an exception says: a database quotes the row, and there may be a customer in it."""

    def formatException(  # noqa: N802  # logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        places = "".join(traceback.format_tb(ei[2]))
        return f"{places}{ei[0].__name__ if ei[0] else ''}"
