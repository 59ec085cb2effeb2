"""The engines behind `elasticsearch://` and `opensearch://`: one implementation, and a thin client for each."""
