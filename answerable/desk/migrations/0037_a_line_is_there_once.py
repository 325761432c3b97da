"""No two lines have one number. A migration of its own: PostgreSQL wants those joined before to be settled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0036_one_line_however_it_is_written")]

    operations = [
        migrations.AlterField("line", "key", models.CharField(editable=False, max_length=80, unique=True)),
    ]
