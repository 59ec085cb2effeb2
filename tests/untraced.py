"""Lets tests marked `no_cover` run untraced in the processes of xdist too."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Stop what pytest-cov 7.1 starts first in such a process, as if it were alone.

    It then starts a second one, and what is paused for a test is only the second: the first would go on.
    """
    plugin = session.config.pluginmanager.get_plugin("_cov")
    if hasattr(session.config, "workerinput") and plugin is not None and plugin.cov_controller is not None:
        plugin.cov_controller.cov.stop()
