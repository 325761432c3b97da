"""Opening the council's data folder for a command."""

import argparse
import os
import sys
from typing import TYPE_CHECKING

from answerable.site import environment

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG = 2


def open_desk() -> None:
    """Make the tables of the data folder usable. Ends the command where there is no such folder."""
    folder = environment.data_folder()
    if not (folder / environment.KEY_FILE).exists():
        sys.exit(
            f"There is no council in {folder}. Set ANSWERABLE_DATA to its data folder, "
            "or make one: answerable init --charter FILE --address council@example.gov.uk"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.site.settings")
    import django  # half a second that commands without a desk have no need of

    django.setup()
