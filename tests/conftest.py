"""What every test shares."""

pytest_plugins = ["tests.postgres", "tests.strict", "tests.untraced", "tests.journeys.plugin"]
