"""Links between items that belong together, several audiences an item, and the pages of documents."""

import core.models.codes
import core.models.content
import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0008_link_checks")]

    operations = [
        migrations.AddField(
            model_name="portaldocument",
            name="page_count",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="pages"),
        ),
        migrations.AlterField(
            model_name="contentpage",
            name="dated_on",
            field=models.DateField(
                blank=True,
                db_index=True,
                help_text="The item's own date, such as the day of an event or of a report. Leave it empty when it is not known.",
                null=True,
                verbose_name="date",
            ),
        ),
        migrations.AlterField(
            model_name="contentpage",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="Recommended. One or two sentences, shown in lists and shared links. Example: What a public service may ask of you, and what to do when it takes longer than the law allows.",
                verbose_name="summary",
            ),
        ),
        migrations.AlterField(
            model_name="contentpage",
            name="audience",
            field=core.models.codes.CodesField(
                blank=True,
                default=core.models.content.everyone,
                help_text="For whom it is written. It is listed in the entrance of each audience that is ticked.",
                max_length=200,
                verbose_name="audience",
            ),
        ),
        migrations.RunSQL(
            "UPDATE core_contentpage SET audience = ' ' || audience || ' ' WHERE audience <> ''",
            "UPDATE core_contentpage SET audience = TRIM(audience)",
        ),
        migrations.CreateModel(
            name="ContentLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="core.contentpage"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="core.contentpage",
                        verbose_name="other item",
                    ),
                ),
            ],
            options={
                "verbose_name": "link between items",
                "verbose_name_plural": "links between items",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("page", "target"), name="content_link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("page", models.F("target")), _negated=True),
                        name="content_link_to_another_item",
                    ),
                ],
            },
        ),
    ]
