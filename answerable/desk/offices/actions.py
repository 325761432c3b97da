"""What managers change of offices and rooms."""

from answerable.desk.offices.models import Office, Room
from answerable.desk.references import code_from


def keep_office(office: Office) -> None:
    """Keep an office. Its code, by which facts and the charter name it, is made of its first name and stays."""
    if not office.code:
        office.code = code_from(office.name, Office.objects.values_list("code", flat=True), usual="office")
    office.save()


def keep_room(room: Room) -> None:
    """Keep a room or counter of an office."""
    room.save()
