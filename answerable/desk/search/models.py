"""What is searched: the words of each case and the names of each customer, beside the tables they come from.

The database keeps the index over them: FTS5 on SQLite, a column of lexemes with GIN on PostgreSQL
(search/engines.py). Both rows are derived; `rebuild_search` makes them of the other tables.
"""

from django.db import models


class CaseWords(models.Model):
    """The words by which one case is found."""

    case = models.OneToOneField("desk.Case", on_delete=models.CASCADE, primary_key=True, related_name="words")
    names = models.TextField()  # reference, need, and whose case it is
    words = models.TextField()  # what was written, said and noted in it


class CustomerWords(models.Model):
    """The names, addresses and numbers by which one customer is found."""

    customer = models.OneToOneField("desk.Customer", on_delete=models.CASCADE, primary_key=True, related_name="words")
    names = models.TextField()
