"""Percentiles of seconds, in milliseconds."""

import statistics
from collections.abc import Sequence


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and the greatest."""
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50": cuts[49] * 1000, "p95": cuts[94] * 1000, "max": max(seconds) * 1000}
