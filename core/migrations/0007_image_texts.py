from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0006_received_title"),
    ]

    operations = [
        migrations.AddField(
            model_name="portalimage",
            name="alt_texts",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="alternative texts"),
        ),
        migrations.AddField(
            model_name="portalimage",
            name="is_decorative",
            field=models.BooleanField(
                default=False,
                help_text="Nothing is lost for those who do not see the image. No words are read out for it.",
                verbose_name="only decoration",
            ),
        ),
    ]
