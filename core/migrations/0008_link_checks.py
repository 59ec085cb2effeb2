from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0007_image_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, verbose_name="address")),
                ("url_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answers", "Answers"),
                            ("moved", "Answers, but has moved"),
                            ("guarded", "Lets no program in"),
                            ("wants_cookies", "Asks for cookies"),
                            ("gone", "Page not found"),
                            ("error_status", "Answers with an error"),
                            ("slow", "Too slow"),
                            ("redirect_loop", "Redirects without end"),
                            ("tls_expired", "Certificate not valid today"),
                            ("tls_name", "Certificate of another site"),
                            ("tls_self_signed", "Certificate made by the site itself"),
                            ("tls_untrusted", "Certificate of an unknown issuer"),
                            ("tls_error", "No secure connection"),
                            ("unknown_host", "Unknown host name"),
                            ("refused", "Connection refused"),
                            ("unreachable", "Not reachable"),
                            ("cut_off", "Closes without an answer"),
                            ("private_address", "Leads into a private network"),
                            ("too_large", "Answer headers too large"),
                            ("not_http", "Not a web server"),
                            ("bad_address", "Not an address that can be checked"),
                        ],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("status_code", models.PositiveSmallIntegerField(null=True, verbose_name="status code")),
                ("at", models.CharField(blank=True, max_length=2000, verbose_name="where redirects led")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="last checked")),
                ("failing_since", models.DateField(null=True, verbose_name="failing since")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="failures in a row")),
                ("is_dead", models.BooleanField(default=False, verbose_name="dead for readers")),
                ("next_check_at", models.DateTimeField(db_index=True, verbose_name="next check")),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_dead", False), ("failing_since__isnull", False), _connector="OR"),
                        name="link_dead_has_a_date",
                    )
                ],
            },
        ),
    ]
