"""Offices, their rooms, and who has a room when."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class Office(models.Model):
    """A building or counter that customers come to. `code` names it in facts and in the charter."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    address = models.TextField(blank=True)
    directions = models.TextField(blank=True)  # how to get there and in: parking, step-free way, buses
    access = models.TextField(blank=True)  # what there is for whoever needs it: hearing loop, lift, toilets
    # When so many per cent of the time in which a visitor is to be seen have passed, the board shows what to say.
    words_after = models.PositiveSmallIntegerField(default=75)
    current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room in which customers are met. Nobody can listen at a private one; one that is not private is a counter."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=120)
    private = models.BooleanField(default=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="room_once_an_office")]

    def __str__(self) -> str:
        return self.name


class BookingQuerySet(models.QuerySet["RoomBooking"]):
    def meeting(self, begins: datetime, ends: datetime) -> "BookingQuerySet":
        """Return what takes a room at some moment between the two."""
        return self.filter(begins__lt=ends, ends__gt=begins)


class RoomBooking(models.Model):
    """A room that is somebody's from `begins` until `ends`. `purpose` is a reference alone: no name, no matter."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    purpose = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(begins__lte=models.F("ends")), name="booking_forwards")]
        indexes = [models.Index(fields=["room", "ends"], name="bookings_of_a_room")]
