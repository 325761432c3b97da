"""Officers: who works at the desk."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.TextChoices):
    """What an officer may do: a manager also decides, an administrator also sets the desk up."""

    OFFICER = "officer", "Officer"
    MANAGER = "manager", "Manager"
    ADMINISTRATOR = "administrator", "Administrator"


class OfficerQuerySet(models.QuerySet["Officer"]):
    def at_work(self) -> "OfficerQuerySet":
        return self.filter(is_active=True)


class OfficerManager(BaseUserManager["Officer"]):
    def get_queryset(self) -> OfficerQuerySet:
        return OfficerQuerySet(self.model, using=self._db)

    def at_work(self) -> OfficerQuerySet:
        return self.get_queryset().at_work()

    def invite(self, *, email: str, name: str, role: str = Role.OFFICER, **details: Any) -> "Officer":
        """Make an officer who can't sign in until they have chosen a password."""
        officer = self.model(email=self.normalize_email(email).lower(), name=name, role=role, **details)
        officer.set_unusable_password()
        officer.save()
        return officer


class Officer(AbstractBaseUser):
    """Somebody who works at the desk, or has worked there: leavers stay, since facts name them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    section = models.CharField(max_length=120, blank=True)  # as they say it on the telephone
    extension = models.CharField(max_length=80, blank=True)  # what the telephone system calls their telephone
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.OFFICER)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(null=True, blank=True)  # their records begin here; null: before we knew
    left_at = models.DateTimeField(null=True, blank=True)
    # When they last looked at Today before this sitting, and in it: "arrived since you left".
    away_since = models.DateTimeField(null=True, blank=True)
    last_at_desk = models.DateTimeField(null=True, blank=True)
    shortcuts = models.BooleanField(default=True)  # WCAG 2.1.4: single keys can be switched off

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_manager(self) -> bool:
        return self.role in (Role.MANAGER, Role.ADMINISTRATOR)

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR


class SignInDelay(models.Model):
    """How long one address must wait before it may try one account again, after failed sign-ins."""

    key = models.CharField(max_length=64, unique=True)  # a digest: the table names nobody
    failures = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField()
