import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0014_facts_on_occasions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("last_event_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("address", models.TextField(blank=True)),
                ("directions", models.TextField(blank=True)),
                ("current", models.BooleanField(default=True)),
            ],
        ),
        migrations.AddField(
            model_name="officer",
            name="extension",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="officer",
            name="section",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("section", models.CharField(blank=True, max_length=120)),
                ("internal", models.BooleanField(default=False)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.office",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins", models.DateTimeField()),
                ("returns", models.DateTimeField()),
                ("other_contact", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "cover",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "occasion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="absence", to="desk.occasion"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["officer", "returns"], name="absences_of_an_officer")],
            },
        ),
        migrations.CreateModel(
            name="CallEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=120)),
                ("call", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=20)),
                ("line", models.CharField(blank=True, max_length=80)),
                ("caller", models.CharField(blank=True, max_length=80)),
                ("officer", models.CharField(blank=True, max_length=120)),
                ("details", models.JSONField(default=dict)),
                ("received_at", models.DateTimeField()),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="desk.feed"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["feed", "call"], name="events_of_a_call")],
                "constraints": [models.UniqueConstraint(fields=("feed", "event"), name="call_event_once")],
            },
        ),
        migrations.CreateModel(
            name="FeedGap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("filled", models.DateTimeField(null=True)),
                (
                    "feed",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="gaps", to="desk.feed"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("feed", "began"), name="gap_once_a_beginning")],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("call", models.CharField(max_length=120)),
                ("caller", models.CharField(blank=True, max_length=80)),
                ("key", models.CharField(blank=True, max_length=40)),
                ("ring", models.DateTimeField(null=True)),
                ("answered", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("held", models.BooleanField(default=False)),
                ("answered_as", models.CharField(blank=True, max_length=120)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "Answered"),
                            ("given up", "Given up"),
                            ("voicemail", "Voicemail"),
                            ("busy", "Busy"),
                        ],
                        max_length=12,
                    ),
                ),
                ("cut", models.BooleanField(default=False)),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="calls", to="desk.contact"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="calls",
                        to="desk.customer",
                    ),
                ),
                (
                    "occasion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="call", to="desk.occasion"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "feed",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="desk.feed"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="calls", to="desk.line"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["ring"], name="calls_by_ring"),
                    models.Index(condition=models.Q(("ended", None)), fields=["ring"], name="calls_going_on"),
                ],
                "constraints": [models.UniqueConstraint(fields=("feed", "call"), name="call_once_a_feed")],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("private", models.BooleanField(default=True)),
                ("current", models.BooleanField(default=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="desk.office"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("office", "name"), name="room_once_an_office")],
            },
        ),
    ]
