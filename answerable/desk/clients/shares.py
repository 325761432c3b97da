"""A program's share of requests in a minute, which all processes, on all machines, take from together."""

from django.db.models import Case, F, Q, When

from answerable.desk.clients.models import Client


def take(client: Client, *, minute: int, requests: int, most: int) -> bool:
    """Take so many requests from what the program may ask in that minute; say whether there were any left.

    One statement: two processes never take the last ones twice.
    """
    left = Q(taken__lt=most) | ~Q(taken_in=minute)
    taken = Case(When(taken_in=minute, then=F("taken") + requests), default=requests)
    return bool(Client.objects.filter(left, pk=client.pk).update(taken=taken, taken_in=minute))
