"""Which forms take files: the charter's and a badge's, from somebody signed in. Nothing is ever written to the disk."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

TAKES_FILES = ("/desk/settings/charter/", "/desk/settings/badges/")


class CharterFiles(MemoryFileUploadHandler):
    """Holds a small file in memory for a form that takes one; a file for any other form is let go by."""

    def handle_raw_input(self, input_data: Any, META: dict[str, str], content_length: int, *args: Any) -> None:
        """Decide, before anything is read, whether the files of this request are kept at all."""
        super().handle_raw_input(input_data, META, content_length, *args)
        request = self.request
        if request is None or not request.path.startswith(TAKES_FILES) or not request.user.is_authenticated:
            self.activated = False
