"""What lies in the post room, and what came by text and on social media, on the last day of the invented year."""

import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFont

from answerable.channels.post.kinds import PDF
from answerable.demonstration.play import Play
from answerable.desk.cases.models import Case
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.needs.models import Need, Way
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.models import Means
from answerable.desk.post.letters import write_letter
from answerable.desk.post.scans import keep_scan

# Of each letter, its sheets.
SCANNED = (
    (
        "14 The Drove\n\nDear Council,\n\nThe bench on the green has lost\na leg. Somebody has drawn on it, too.",
        "I sit there every day. Please\nmend it before the fair.\n\nEdith Marlow",
    ),
    ("The Old Forge\n\nDear Sir or Madam,\n\nWhen is the next meeting about\nthe allotments?\n\nR. Pettifer",),
    (
        "2 Chapel Row\n\nPlease acknowledge this letter.\n\nThe hedge by the school is over\nthe path again.\n\n"
        "J. Okoro",
    ),
)
# Numbers that are kept free for drama.
TEXTS = (
    ("07700 900184", "The lamp by the bus stop is on all day"),
    ("07700 900127", "Is the hall free on Saturday evening?"),
)
POSTS = (
    (
        "facebook",
        "@amina.b",
        "Amina Barnes",
        True,
        "Bin by the pond overflowing AGAIN. Anybody at the council reading this?",
    ),
    ("facebook", "@arthur.allen", "Arthur Allen", False, "Who do I ask about hiring the pavilion?"),
)
LETTERS = 3


def correspond(play: Play) -> None:
    """Let a pile of scans lie on a desk, letters in the tray, and texts and messages come in."""
    at = play.until - timedelta(hours=9)
    for number, sheets in enumerate(SCANNED, 1):
        keep_scan(_scanned(sheets), name=f"scan-{number}.pdf", kind=PDF, at=at, by=play.officers[0])
    for number, (sender, text) in enumerate(TEXTS):
        _came("sms", {"id": f"demo-{number}", "from": sender, "to": "", "text": text}, at)
    for number, (network, author, name, public, text) in enumerate(POSTS):
        post = {"network": network, "id": f"demo-{number}", "page": play.council.name, "public": public}
        _came("social", {**post, "author": author, "name": name, "text": text}, at)
    _write_letters(at)


def _came(channel: str, fields: dict[str, object], at: datetime) -> None:
    head = json.dumps({"client": 0, "key": "", "program": "demonstration"})
    take_in(keep(f"{head}\n{json.dumps(fields)}".encode(), channel=channel, at=at), at=at)


def _write_letters(at: datetime) -> None:
    waiting = Case.objects.open().filter(channel="letter", opened_at__lt=at).select_related("customer", "owner")
    elsewhere = Need.objects.current().filter(kind=Need.Kind.WAY).exclude(what=Way.LETTER_ONLY)
    waiting = waiting.exclude(customer__in=elsewhere.values("customer"))
    for number, case in enumerate(waiting.order_by("answer_due", "id")[:LETTERS]):
        name = str(case.customer) if case.customer else "The householder"
        text = f"Dear {name},\n\nThank you for your letter. We have looked into it, and will put it right this month."
        address = f"{name}\n{number + 3} Mill Lane"
        write_letter(case, Saying(Means.ANSWER, text, closes="answered"), address=address, at=at, by=case.owner)


def _scanned(sheets: Sequence[str]) -> bytes:
    """Return sheets with these words on them, as a scanner gives them."""
    first, *others = map(_drawn, sheets)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=120)
    return out.getvalue()


def _drawn(words: str) -> Image.Image:
    page = Image.new("L", (1000, 1100), 250)
    ImageDraw.Draw(page).multiline_text((90, 110), words, font=ImageFont.load_default(40), fill=30, spacing=18)
    return page
