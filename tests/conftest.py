"""What every test shares."""

pytest_plugins = ["tests.postgres", "tests.strict", "tests.journeys.plugin"]
