"""What was a scan's picture is its first page's. A migration of its own: PostgreSQL wants the one before settled."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0033_every_page_of_a_scan")]

    operations = [migrations.RemoveField(model_name="scan", name="picture")]
