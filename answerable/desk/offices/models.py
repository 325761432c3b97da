"""Offices and their rooms."""

from django.db import models


class Office(models.Model):
    """A building or counter that customers come to. `code` names it in facts and in the charter."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    address = models.TextField(blank=True)
    directions = models.TextField(blank=True)  # how to get there and in: parking, step-free way, buses
    current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room in which customers are met. Nobody can listen at a private one."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=120)
    private = models.BooleanField(default=True)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="room_once_an_office")]

    def __str__(self) -> str:
        return self.name
