import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0003_workspaces"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessibilityStep",
            fields=[
                (
                    "publicationapproval_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="institutions.publicationapproval",
                    ),
                ),
            ],
            options={
                "verbose_name": "accessibility check",
                "verbose_name_plural": "accessibility checks",
            },
            bases=("institutions.publicationapproval",),
        ),
        migrations.CreateModel(
            name="LegalReview",
            fields=[
                (
                    "publicationapproval_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="institutions.publicationapproval",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal review",
                "verbose_name_plural": "legal reviews",
            },
            bases=("institutions.publicationapproval",),
        ),
        migrations.AddField(
            model_name="publicationapproval",
            name="days",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="Who decides is reminded one day before; then it is opened to the next level.",
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)],
                verbose_name="working days",
            ),
        ),
        migrations.CreateModel(
            name="TranslationStep",
            fields=[
                (
                    "publicationapproval_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="institutions.publicationapproval",
                    ),
                ),
                (
                    "languages",
                    models.ManyToManyField(
                        help_text="The page's own language counts.",
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="required languages",
                    ),
                ),
            ],
            options={
                "verbose_name": "translation check",
                "verbose_name_plural": "translation checks",
            },
            bases=("institutions.publicationapproval",),
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        help_text="Somebody of the same institution. Nobody decides about what they wrote, in somebody's place either.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "ordering": ["-first_day", "user"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))), name="absence_ends_after_it_began"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deputy__isnull", True),
                            models.Q(("deputy", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="absence_deputy_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentEdit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField()),
                ("edited_at", models.DateTimeField()),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.locale"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "translation of a segment",
                "indexes": [models.Index(fields=["translation_key", "locale"], name="segment_edit_page")],
            },
        ),
        migrations.CreateModel(
            name="StepEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("due_soon", "Reminded before it was due"),
                            ("overdue", "Reminded when it was overdue"),
                            ("escalated", "Opened to the next level"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "the people of the step"),
                            (1, "the portal's moderators"),
                            (2, "the administrators"),
                        ],
                        default=0,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("overdue", "it was overdue"),
                            ("absent", "everybody who could decide is absent"),
                            ("nobody", "nobody of the step may decide"),
                        ],
                        max_length=10,
                    ),
                ),
                ("happened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "task_state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_events",
                        to="wagtailcore.taskstate",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a step",
                "verbose_name_plural": "events of steps",
                "ordering": ["happened_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("task_state", "kind", "level"), name="step_event_once")
                ],
            },
        ),
    ]
