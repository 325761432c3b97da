"""Which forms take files: the charter's, a badge's and the post room's. Nothing is ever written to the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler

# The addresses whose forms take files, each with how much of them a request may bring, in bytes.
A_PILE = 80 * 1024 * 1024
TAKES_FILES = {
    "/desk/settings/charter/": settings.FILE_UPLOAD_MAX_MEMORY_SIZE,
    "/desk/settings/badges/": settings.FILE_UPLOAD_MAX_MEMORY_SIZE,
    "/desk/post/": A_PILE,
}


class OfficersFiles(MemoryFileUploadHandler):
    """Holds files in memory for the forms that take them; a file for any other form is let go by."""

    def handle_raw_input(self, input_data: Any, META: dict[str, str], content_length: int, *args: Any) -> None:
        """Decide, before anything is read, whether the files of this request are kept at all."""
        request = self.request
        most = 0
        if request is not None and request.user.is_authenticated:
            most = next((most for place, most in TAKES_FILES.items() if request.path.startswith(place)), 0)
        self.activated = content_length <= most
        if request is not None:
            request.META["answerable.too_much"] = bool(most) and not self.activated


def brought_too_much(request: Any) -> bool:
    """Say whether files were let go by because there were too many at once. Known once the form was read."""
    return bool(request.META.get("answerable.too_much"))
