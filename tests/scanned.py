"""Scans of letters, as a scanner makes them: real files with words in them."""

import io

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

HEDGE = "Dear Council,\nThe hedge on Mill Lane\nhas not been cut.\nEdith Marlow"


def a_page(words: str = HEDGE) -> Image.Image:
    """Return a page with these words on it."""
    page = Image.new("L", (1000, 700), 255)
    ImageDraw.Draw(page).text((80, 100), words, font=ImageFont.load_default(48), fill=0)
    return page


def a_scan(kind: str = "PNG", words: str = HEDGE, *, pages: int = 1) -> bytes:
    """Return a page as a file of that kind: PNG, JPEG, TIFF, or a PDF with nothing but the picture."""
    out = io.BytesIO()
    page = a_page(words)
    more = {"save_all": True, "append_images": [page] * (pages - 1)} if pages > 1 else {}
    page.save(out, kind, **more)
    return out.getvalue()


def typed_and_scanned() -> bytes:
    """Return a PDF of two sheets: a covering letter written on a computer, and a scan behind it."""
    whole = pdfium.PdfDocument(TYPED_PDF)
    whole.import_pages(pdfium.PdfDocument(a_scan("PDF")))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


# A letter written on a computer: its words are in the file.
TYPED_PDF = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 74>> stream
BT /F 12 Tf 72 720 Td (The weathervane on the guildhall is bent.) Tj ET           
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R/Size 6>>
startxref
0
%%EOF
"""
