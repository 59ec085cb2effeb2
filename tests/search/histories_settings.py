"""Settings of the program of random histories: those of tests, with the engine that the environment names."""

from config.environment import read
from config.settings.test import *  # noqa: F403

SEARCH_URL = read("SEARCH_URL")
