"""What sort of file a scan is: its first bytes say so, whatever its name claims."""

PDF, JPEG, PNG, TIFF = "pdf", "jpeg", "png", "tiff"
SHOWN = (JPEG, PNG)  # what any browser shows
_BEGINNINGS = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"II*\x00": TIFF,
    b"MM\x00*": TIFF,
}


def kind_of(body: bytes) -> str:
    """Return pdf, jpeg, png or tiff; "" for anything else."""
    return next((kind for beginning, kind in _BEGINNINGS.items() if body.startswith(beginning)), "")
