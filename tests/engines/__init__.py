"""A real OpenSearch on loopback, and what lets the client of Elasticsearch speak to it."""
