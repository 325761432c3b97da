from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0031_a_card_is_about_one_matter"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="again",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RemoveConstraint(
            model_name="call",
            name="call_once_a_feed",
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(fields=("feed", "call", "again"), name="call_once_a_name"),
        ),
    ]
