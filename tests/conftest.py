"""What every test shares."""

import pytest

pytest_plugins = [
    "tests.order",
    "tests.postgres",
    "tests.strict",
    "tests.untraced",
    "tests.journeys.plugin",
    "tests.engines.plugin",
]


@pytest.fixture
def admin(client, django_user_model):
    """A browser with an administrator signed in, who reads the admin in the words of the code."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(django_user_model.objects.create_superuser("admin@portal.example"))
    return client
