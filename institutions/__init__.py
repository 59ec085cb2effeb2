"""Institution pages, directory, and the workflow that publishes their content."""
