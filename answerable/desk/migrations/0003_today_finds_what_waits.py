from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_a_form_acts_once")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("next_due", None)),
                fields=["target"],
                name="open_cases_by_target",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["failed", "bounced"])),
                fields=["queued_at"],
                name="messages_in_trouble",
            ),
        ),
    ]
