"""Customers: who contacts the council, how they can be reached, and who has looked at them."""

from django.db import models


class Customer(models.Model):
    """A person or organisation that has contacted the council."""

    name = models.CharField(max_length=200, blank=True)  # empty while we know only an address
    organisation = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or self.organisation or "Name not known"


class AddressKind(models.TextChoices):
    EMAIL = "email", "E-mail"
    TELEPHONE = "telephone", "Telephone"
    POST = "post", "Postal address"
    SOCIAL = "social", "Social media"  # as "@name on network"


class Address(models.Model):
    """One way to reach a customer. `key` is its one spelling, by which it is found."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=AddressKind.choices)
    value = models.CharField(max_length=500)
    key = models.CharField(max_length=500)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "kind", "key"], name="address_once_a_customer")]
        indexes = [models.Index(fields=["kind", "key"], name="address_by_key")]


class Look(models.Model):
    """An officer looked at a customer. Every read is kept."""

    officer = models.ForeignKey("desk.Officer", on_delete=models.PROTECT, related_name="looks")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="looks")
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    where = models.CharField(max_length=40)  # the page: "case", "customer", "search", "contact", "today", "triage"

    class Meta:
        indexes = [models.Index(fields=["customer", "at"], name="looks_at_a_customer")]
