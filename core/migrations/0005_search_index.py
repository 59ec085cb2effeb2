# On PostgreSQL, the index that searches for whole words in title and body together use. modelsearch names it in
# AbstractPostgresIndexEntry but its migrations make none; prefixes have theirs (wagtailsear_autocom_...).

from django.db import migrations

NAME = "core_search_title_body_gin"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {NAME} ON wagtailsearch_indexentry USING gin ((title || body))")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_imports"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(add, remove, elidable=False)]
